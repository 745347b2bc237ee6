using Szilard.Experiments.Inquiries;
using Szilard.Experiments.Inquiries.Bodies;
using Szilard.Physics.Networks.Hopfield;
using Szilard.Physics.Networks.Tasks;
using Szilard.Physics.Rules;
using Szilard.Tensors;
using Szilard.Tensors.Kernels;

namespace Szilard.Experiments.Tests.Inquiries;

/// <summary>What diverged, or did not come to rest, is NaN in every quantity read from it, and NaN holds no
/// prediction.</summary>
public sealed class SoundnessTests
{
    [Fact]
    public void A_curve_ends_where_a_pass_diverged()
    {
        ErrorCurve curve = new("one", "test");
        Assert.Contains("training 25.00 %", curve.Add(Pass(0.25), () => Pass(0.5)));
        Assert.False(curve.Ended);
        Assert.Equal((0.25, 0.5, 0.5, 0.25), (curve.Training, curve.Last, curve.Least, curve.TrainingIn(10)));
        string line = curve.Add(
            Pass(0.125) with { Diverged = "weight-1" },
            () => throw new InvalidOperationException("A network that diverged is not examined."));
        Assert.Contains("diverged, weight-1", line);
        Assert.True(curve.Ended);
        Assert.All([curve.Training, curve.Last, curve.Least, curve.TrainingIn(10)], Undefined);
        Assert.Equal((0.5, 0.25), (curve.First, curve.TrainingIn(1)));
        Assert.All(ErrorCurve.Figure([curve]).Series, series => Undefined(series.Y[1]));
    }

    /// <summary>A network whose units one step cannot bring to rest.</summary>
    [Fact]
    public void Answers_of_a_body_that_is_not_at_rest_are_undefined()
    {
        Lesson lesson = new(1, [1, 1, 1, 1], [0.3, 0.4]);
        Undefined(Examination.Error(Network(1), lesson));
        Assert.InRange(Examination.Error(Network(1000), lesson), 0, 2);
    }

    [Fact]
    public void Schooling_that_came_to_no_rest_is_not_sound()
    {
        using Workers workers = new(1);
        ComputationContext context = Context(workers);
        Lesson lesson = new(1, [1, 1, 1, 1], [0.3, 0.4]);
        foreach ((int steps, bool sound) in ((int, bool)[])[(1, false), (1000, true)])
        {
            Schooling<HopfieldState<double>> schooling =
                new(Network(steps), lesson, new ExactGradient(), [0, 0, 0, 0], context);
            schooling.LearnUntil(1);
            Assert.Equal(sound, schooling.Sound);
        }
    }

    [Fact]
    public void What_is_read_from_one_that_failed_is_undefined()
    {
        Undefined(Examination.Trusted(sound: false, () => 1));
        Assert.Equal(1, Examination.Trusted(sound: true, () => 1));
        Undefined(Examination.Median([1, double.NaN, 2]));
        Assert.Equal(2, Examination.Median([1, 3, 2]));
        Undefined(Examination.Greatest([1, double.NaN, 2]));
        Undefined(Examination.Greatest([double.NaN, 1, 2]));
        Assert.Equal(3, Examination.Greatest([1, 3, 2]));
    }

    /// <summary>Milestones at which the target was met are left out; those that failed are not.</summary>
    [Fact]
    public void The_least_cosine_passes_over_what_was_met_and_not_over_what_failed()
    {
        Assert.Equal(0.9, AllosteryTask.Least([0.95, null, 0.9]));
        Undefined(AllosteryTask.Least([0.95, double.NaN, 0.9]));
        Undefined(AllosteryTask.Least([null, null]));
    }

    [Fact]
    public void Nothing_undefined_holds_a_prediction()
    {
        Assert.False(new Prediction("q", 0, double.MaxValue, null, null).Admits(double.NaN));
        Assert.False(new Prediction("q", null, 0, null, double.MaxValue).Admits(double.NaN));
    }

    private static PassReading Pass(double error) => new(error, 0, [], null);

    private static void Undefined(double value) => Assert.True(double.IsNaN(value), $"{value} is a number");

    private static LayeredHopfield<double> Network(int steps)
    {
        LayeredHopfield<double> body =
            new([4, 3, 2], new HopfieldPace(0.5, steps, steps, 1e-12), RandomKey.FromSeed(1));
        body.Parameters[1].Values.AsSpan().Fill(0.5);
        return body;
    }

    private static ComputationContext Context(Workers workers) =>
        new(RandomKey.FromSeed(1), workers, "", _ => { }, TestContext.Current.CancellationToken);
}
