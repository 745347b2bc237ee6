using Szilard.Learners.Objectives;
using Szilard.Tensors;
using Szilard.Tensors.Kernels;

namespace Szilard.Learners.Tests.Learning;

/// <summary>The second network that follows the first.</summary>
public sealed class TeacherTests
{
    private static readonly Shape _observation = new(6);

    [Theory]
    [InlineData("dino")]
    [InlineData("byol")]
    [InlineData("moco-v2")]
    public void Teacher_and_student_share_no_storage(string objective)
    {
        using CpuDevice<float> device = new();
        NeuralState state = Learner(device, objective, "").Begin(_observation, Bench.Key);
        HashSet<Storage> students = [.. state.Parameters.Select(p => p.Storage)];
        Assert.NotEmpty(state.Teacher!.Parameters);
        Assert.DoesNotContain(state.Teacher.Parameters, p => students.Contains(p.Storage));
        Assert.Equal(
            state.Network.Parameters.Select(p => p.ToSingles()),
            state.Teacher.Network.Parameters.Select(p => p.ToSingles()));
    }

    [Fact]
    public void With_momentum_one_the_teacher_stays()
    {
        (float[][] student, float[][] teacher, float[][] first) = After("momentum=1;momentum_end=1");
        Assert.Equal(first, teacher);
        Assert.NotEqual(first, student);
    }

    [Fact]
    public void With_momentum_zero_the_teacher_is_the_student()
    {
        (float[][] student, float[][] teacher, _) = After("momentum=0;momentum_end=0");
        Assert.Equal(student, teacher);
    }

    /// <summary>m = end − (end − start)(1 + cos(πt/T))/2: start at 0, the mean in the middle, end at
    /// T.</summary>
    [Theory]
    [InlineData(0, 0.9)]
    [InlineData(50, 0.95)]
    [InlineData(100, 1.0)]
    public void Momentum_moves_along_half_a_cosine(long step, double expected) =>
        Assert.Equal(expected, new TeacherPace(0.9, 1).At(step, 100), 1e-12);

    private static (float[][] Student, float[][] Teacher, float[][] First) After(string parameters)
    {
        using CpuDevice<float> device = new();
        NeuralLearner learner = Learner(device, "byol", parameters);
        NeuralState state = learner.Begin(_observation, Bench.Key);
        float[][] first = Trained(state.Network.Parameters);
        state = Bench.Train(learner, state, 3, 16, _observation);
        string[] names = [.. state.Network.Parameters.Where(p => p.Trainable).Select(p => p.Name)];
        return (
            Trained(state.Network.Parameters),
            [.. state.Teacher!.Network.Parameters.Where(p => names.Contains(p.Name))
                .Select(p => p.ToSingles())],
            first);
    }

    private static float[][] Trained(IEnumerable<Parameter> parameters) =>
        [.. parameters.Where(p => p.Trainable).Select(p => p.ToSingles())];

    private static NeuralLearner Learner(Device device, string objective, string parameters) => Bench.Learner(
        device, Bench.Design("mlp", "widths=[8];outputs=4;normalisation=batch"), objective, parameters);
}
