using Szilard.Learners.Encoders;
using Szilard.Learners.Objectives;
using Szilard.Tensors;
using Szilard.Worlds.Views;

namespace Szilard.Learners;

/// <summary>A second network that follows the first one and is never differentiated.</summary>
/// <param name="Network">Its layers, with storage of their own.</param>
/// <param name="Own">Its copies of the objective's trainable arrays.</param>
public sealed record TeacherNetwork(Network Network, IReadOnlyList<Parameter> Own)
{
    /// <summary>All its arrays.</summary>
    public IEnumerable<Parameter> Parameters => Network.Parameters.Concat(Own);

    /// <summary>A teacher that equals its student.</summary>
    /// <param name="twin">A network of the same design with the same first values.</param>
    /// <param name="own">The objective's arrays.</param>
    public static TeacherNetwork Of(Network twin, IReadOnlyList<Parameter> own) => new(
        twin,
        [.. own.Where(p => p.Trainable).Select(
            p => new Parameter(p.Device, p.Name, p.Shape, p.ToSingles(), trainable: false))]);

    /// <summary>θ_t ← m·θ_t + (1 − m)·θ_s for all that is trained; running statistics are its own.</summary>
    /// <param name="student">The network that is followed.</param>
    /// <param name="own">The objective's arrays.</param>
    /// <param name="momentum">m in [0, 1].</param>
    public void Follow(Network student, IReadOnlyList<Parameter> own, double momentum)
    {
        foreach ((Parameter teacher, Parameter led) in Network.Parameters.Zip(student.Parameters))
        {
            if (led.Trainable)
                led.Device.Blend(momentum, teacher.Storage, 1 - momentum, led.Storage);
        }
        foreach ((Parameter teacher, Parameter led) in Own.Zip(own.Where(p => p.Trainable)))
            led.Device.Blend(momentum, teacher.Storage, 1 - momentum, led.Storage);
    }

    /// <summary>What it sees, as constants on a tape.</summary>
    /// <param name="tape">The student's.</param>
    /// <param name="views">Both views.</param>
    public TeacherOutputs See(Tape tape, ViewPair views)
    {
        using Tape alone = new(tape.Device, recording: false);
        (Tensor left, Tensor right) = Network.Look(alone, views);
        return new TeacherOutputs(
            tape.Constant(left.ToMatrix()), tape.Constant(right.ToMatrix()),
            Own.ToDictionary(p => p.Name, tape.Watch));
    }
}
