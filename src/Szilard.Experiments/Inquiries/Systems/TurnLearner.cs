using System.Numerics.Tensors;
using Szilard.Learners;
using Szilard.Learners.Encoders;
using Szilard.Learners.Optimisers;
using Szilard.Parts;
using Szilard.Tensors;
using Szilard.Tensors.Kernels;
using Tensor = Szilard.Tensors.Tensor;

namespace Szilard.Experiments.Inquiries.Systems;

/// <summary>What is done with the class while the turn is learned.</summary>
internal enum ClassTerm
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>It is learned too: + cross-entropy.</summary>
    Add,

    /// <summary>It is unlearned: − cross-entropy, of a classifier that goes on learning.</summary>
    Eliminate,
}

/// <summary>A perceptron with a linear head that tells the quarter turn of a picture, and one that tells its
/// class.
/// </summary>
internal sealed class TurnLearner : IDisposable
{
    private const double Rate = 0.002;

    private readonly CpuDevice<float> _device = new(1);
    private readonly Optimiser _optimiser =
        Optimiser.Catalogue.Build("adam", new Dictionary<string, object>());
    private readonly ClassTerm _term;
    private readonly double _weight;
    private readonly Network _network;
    private readonly Parameter _turns, _classes;
    private readonly Parameter[] _all;
    private readonly IReadOnlyList<Storage>[] _slots;
    private long _step;

    /// <summary>A learner before its first step.</summary>
    /// <param name="term">What is done with the class.</param>
    /// <param name="weight">Weight of the class term.</param>
    /// <param name="item">Values of a picture.</param>
    /// <param name="key">First values.</param>
    public TurnLearner(ClassTerm term, double weight, int item, RandomKey key)
    {
        const int Outputs = 16;
        (_term, _weight) = (term, weight);
        _network = EncoderDesign.Catalogue.Build("mlp", new Dictionary<string, object>
        {
            ["widths"] = new double[] { 96, 64 },
            ["outputs"] = (long)Outputs,
            ["activation"] = "relu",
        }).Build(_device, new Shape(item), key.Split("network"));
        (_turns, _classes) = (Head("turns", TurnedShapes.Quarters), Head("classes", TurnedShapes.Kinds));
        _all = [.. _network.Parameters, _turns, _classes];
        _slots = [.. _all.Select(p => StateStorage.Zeros(p, _optimiser.Slots))];

        Parameter Head(string name, int columns) =>
            new(_device, name, new Shape(Outputs, columns), new float[Outputs * columns]);
    }

    /// <summary>One step. Where the class is eliminated the encoder climbs what the classifier
    /// descends.</summary>
    public void Learn(TurnedShapes shapes)
    {
        using Tape tape = new(_device);
        Tensor z = _network.Represent(tape.Constant(shapes.Pictures), training: true);
        Tensor loss = CrossEntropy(z.MatMul(tape.Watch(_turns)), shapes.Turns);
        Tensor head = tape.Watch(_classes);
        if (_term == ClassTerm.Add)
            loss = loss.Add(CrossEntropy(z.MatMul(head), shapes.Classes).Scale(_weight));
        if (_term == ClassTerm.Eliminate)
            loss = loss.Add(CrossEntropy(z.StopGradient().MatMul(head), shapes.Classes))
                .Subtract(CrossEntropy(z.MatMul(head.StopGradient()), shapes.Classes).Scale(_weight));
        Gradients gradients = tape.Differentiate(loss);
        (_, string? diverged) = Descent.Take(
            _optimiser, [.. _all.Zip(_slots, (p, s) => new Movement(p, gradients.Of(p), s))], Rate, _step++);
        if (diverged is not null)
            throw new SzilardException($"Learning of turns diverged at step {_step}: {diverged}.");
    }

    /// <summary>The representation of pictures, and the share of them whose turn is told.</summary>
    public (Matrix Representation, double Accuracy) Judge(TurnedShapes shapes)
    {
        using Tape tape = new(_device, recording: false);
        Tensor z = _network.Represent(tape.Constant(shapes.Pictures), training: false);
        Matrix scores = z.MatMul(tape.Watch(_turns)).ToMatrix();
        int right = Enumerable.Range(0, scores.Rows).Count(
            i => TensorPrimitives.IndexOfMax<double>(scores.Row(i)) == shapes.Turns[i]);
        return (z.ToMatrix(), (double)right / scores.Rows);
    }

    /// <inheritdoc/>
    public void Dispose() => _device.Dispose();

    private static Tensor CrossEntropy(Tensor logits, int[] labels) =>
        logits.LogSoftmax().Pick(labels).Mean().Scale(-1);
}
