using Szilard.Learners;
using Szilard.Observables;
using Szilard.Parts;
using Szilard.Physics.Learning;
using Szilard.Physics.Networks.Hopfield;
using Szilard.Physics.Rules;
using Szilard.Tensors.Kernels;
using Szilard.Worlds.Views;

namespace Szilard.Physics.Tests.Learning;

public sealed class PhysicalLearnerTests
{
    private const string Plain = "rate=0.1;momentum=0;schedule=constant";

    /// <summary>The learner beside the published way of learning, which knows no optimiser: θ ← θ −
    /// rate·factor·estimate, with the cost Σ|y − t|². One step from equal weights agrees to
    /// rounding.</summary>
    [Fact]
    public void A_step_is_that_of_the_teacher_with_a_rate_for_each_parameter()
    {
        using CpuDevice<float> device = new();
        using PhysicalLearner learner = PhysicalBench.Learner(
            device, "layered-hopfield", "equilibrium-propagation", "supervised-regression",
            settings: $"{Plain};factors=weight-2:0.5, bias-2:0", ruleSettings: "sign=positive");
        PhysicalState state = learner.Begin(PhysicalBench.Observation, PhysicalBench.Key);
        LayeredHopfield<float> body = new(
            [2, 7, 2], new HopfieldPace(0.5, 600, 600, 1e-7), PhysicalBench.Key);
        StateArray[] before = [.. learner.Save(state)];
        for (int p = 0; p < 4; p++)
            before[p].Values.CopyTo(body.Parameters[p].Values, 0);
        ViewPair views = PhysicalBench.Views(PhysicalBench.Key, "supervised-regression");
        Teacher<float, HopfieldState<float>> teacher = new(
            new Estimator<float, HopfieldState<float>>(
                body, new EquilibriumPropagation(0.5, NudgeSign.Positive), device.Workers),
            [0.1, 0.1, 0.05, 0]);
        LessonOutcome<HopfieldState<float>> taught = teacher.Learn(
            body.Start(12), views.Left.Values,
            new SquaredError([.. views.Right.Values.Select(t => (double)t)]), PhysicalBench.Key);
        (state, StepOutcome outcome) = learner.Learn(state, views, PhysicalBench.Key);
        Assert.Equal(taught.Cost / 2, outcome.Loss, 1e-9);
        Assert.Single(taught.Clamped);
        StateArray[] after = [.. learner.Save(state)];
        for (int p = 0; p < 4; p++)
            Assert.All(
                body.Parameters[p].Values.Zip(after[p].Values), v => Assert.Equal(v.First, v.Second, 1e-6f));
        Assert.Equal(before[3].Values, after[3].Values);
        Assert.NotEqual(before[2].Values, after[2].Values);
    }

    [Fact]
    public void A_factor_of_a_parameter_that_is_not_there_is_refused_with_the_nearest()
    {
        using CpuDevice<float> device = new();
        using PhysicalLearner learner = PhysicalBench.Learner(
            device, "layered-hopfield", "equilibrium-propagation", "info-nce",
            settings: $"{Plain};factors=weigth-2:0.5");
        string sentence = Assert.Throws<SzilardException>(
            () => learner.Begin(PhysicalBench.Observation, PhysicalBench.Key)).Message;
        Assert.Contains("did you mean `weight-2`?", sentence);
    }

    [Fact]
    public void A_threshold_of_a_parameter_that_is_not_there_is_refused_with_the_nearest()
    {
        using CpuDevice<float> device = new();
        using PhysicalLearner learner = PhysicalBench.Learner(
            device, "layered-hopfield", "temporal-contrast", "info-nce",
            ruleSettings: "thresholds=weight2:1e-5");
        string sentence = Assert.Throws<SzilardException>(
            () => learner.Begin(PhysicalBench.Observation, PhysicalBench.Key)).Message;
        Assert.Contains("`rule.thresholds` names `weight2`", sentence);
        Assert.Contains("did you mean `weight-2`?", sentence);
    }

    [Fact]
    public void Targets_of_another_width_are_refused()
    {
        using CpuDevice<float> device = new();
        using PhysicalLearner learner = PhysicalBench.Learner(
            device, "layered-hopfield", "equilibrium-propagation", "supervised-regression");
        PhysicalState state = learner.Begin(PhysicalBench.Observation, PhysicalBench.Key);
        ViewPair views = PhysicalBench.Views(PhysicalBench.Key, "supervised-regression", outputs: 5);
        Assert.Contains(
            "`encoder.outputs: 5`",
            Assert.Throws<SzilardException>(() => learner.Learn(state, views, PhysicalBench.Key)).Message);
    }

    /// <summary>The least conductance of 0.01 holds however hard the optimiser pushes.</summary>
    [Fact]
    public void No_parameter_falls_below_its_least_value()
    {
        using CpuDevice<float> device = new();
        using PhysicalLearner learner = PhysicalBench.Learner(
            device, "resistor-network", "equilibrium-propagation", "supervised-regression",
            settings: "rate=3000;momentum=0;schedule=constant",
            bodySettings: "outputs=2;nodes=20;floor=0.01");
        PhysicalState state = PhysicalBench.Train(
            learner, learner.Begin(PhysicalBench.Observation, PhysicalBench.Key), 3, "supervised-regression");
        float[] conductances = learner.Save(state)[0].Values;
        Assert.Contains(conductances, k => k < 0.0101f);
        Assert.All(conductances, k => Assert.True(k >= 0.01));
    }

    /// <summary>A step of 10³⁹ makes parameters infinite: it is named and not taken.</summary>
    [Fact]
    public void A_step_to_infinity_is_named_and_leaves_the_body_as_it_was()
    {
        using CpuDevice<float> device = new();
        using PhysicalLearner learner = PhysicalBench.Learner(
            device, "layered-hopfield", "equilibrium-propagation", "supervised-regression",
            settings: "rate=1e39;momentum=0;schedule=constant");
        PhysicalState state = learner.Begin(PhysicalBench.Observation, PhysicalBench.Key);
        ViewPair views = PhysicalBench.Views(PhysicalBench.Key, "supervised-regression");
        float[] before = learner.Save(state)[0].Values, encoded = learner.Encode(state, views.Left).Values;
        (state, StepOutcome outcome) = learner.Learn(state, views, PhysicalBench.Key);
        Assert.Equal("weight-1", outcome.Diverged);
        Assert.Equal(0, state.Step);
        Assert.Equal(before, learner.Save(state)[0].Values);
        Assert.Equal(encoded, learner.Encode(state, views.Left).Values);
    }

    [Fact]
    public void Observations_that_are_not_finite_diverge_and_are_not_learned_from()
    {
        using CpuDevice<float> device = new();
        using PhysicalLearner learner = PhysicalBench.Learner(
            device, "layered-hopfield", "equilibrium-propagation", "info-nce");
        PhysicalState state = learner.Begin(PhysicalBench.Observation, PhysicalBench.Key);
        ViewPair views = PhysicalBench.Views(PhysicalBench.Key, "info-nce");
        views.Left.Values[3] = float.NaN;
        (PhysicalState after, StepOutcome outcome) = learner.Learn(state, views, PhysicalBench.Key);
        Assert.Equal("loss", outcome.Diverged);
        Assert.Same(state, after);
    }

    /// <summary>A relaxation of two steps is not at rest; with a tolerance that is a fault, without one it is
    /// by design.</summary>
    [Theory]
    [InlineData("tolerance=1e-7", "")]
    [InlineData("tolerance=0", BodyReadings.ByDesign)]
    public void A_relaxation_that_ends_early_is_told(string tolerance, string remark)
    {
        using CpuDevice<float> device = new();
        using PhysicalLearner learner = PhysicalBench.Learner(
            device, "layered-hopfield", "equilibrium-propagation", "info-nce",
            bodySettings: $"outputs=2;hidden=[7];bias=0.5;free_steps=2;nudged_steps=2;{tolerance}");
        PhysicalState state = learner.Begin(PhysicalBench.Observation, PhysicalBench.Key);
        var readings = learner.Inspect(
            state, PhysicalBench.Views(PhysicalBench.Key, "info-nce"), PhysicalBench.Key)
            .ToDictionary(r => r.Name, r => r.Reading);
        Reading free = readings[BodyReadings.FreeUnsettled];
        Assert.Equal((1, remark), (free.Value, free.Remark));
        Assert.Equal(1, readings[BodyReadings.ClampedUnsettled].Value);
        Assert.InRange(readings[BodyReadings.Residual].Value, 1e-3, 10);
    }
}
