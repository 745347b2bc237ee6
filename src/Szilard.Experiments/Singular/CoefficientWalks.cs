using Szilard.Experiments.Plans;
using Szilard.Learners;
using Szilard.Learners.Singular;
using Szilard.Observables.Singular;
using Szilard.Parts;
using Szilard.Records;
using Szilard.Tensors;
using Szilard.Tensors.Kernels;
using Szilard.Worlds;

namespace Szilard.Experiments.Singular;

/// <summary>Walks around points of one run's training, on pairs that are frozen once for all of
/// them.</summary>
internal sealed class CoefficientWalks
{
    private readonly CoefficientSettings _settings;
    private readonly IReadOnlyList<RunPlan> _plans;
    private readonly Workers _workers;
    private readonly RandomKey _key;

    /// <summary>Draws the pairs: of the training split, paired as in training, in blocks of a training
    /// batch.</summary>
    /// <param name="settings">How.</param>
    /// <param name="plans">The run's parts, once for each chain that walks at a time.</param>
    /// <param name="workers">Threads.</param>
    public CoefficientWalks(CoefficientSettings settings, IReadOnlyList<RunPlan> plans, Workers workers)
    {
        (_settings, _plans, _workers) = (settings.Checked(), plans, workers);
        RunPlan plan = plans[0];
        _key = plan.Key.Split("coefficient", settings.Seed);
        Situations sample = plan.World.Sample(settings.Pairs, Split.Training, _key.Split("pairs"));
        Pairs = FrozenPairs.Of(plan.ShownViews.Show(sample, _key.Split("views")), plan.Training.Batch);
        InverseTemperature = double.IsNaN(settings.InverseTemperature)
            ? Pairs.Count / Math.Log(Pairs.Count) : settings.InverseTemperature;
    }

    /// <summary>The pairs.</summary>
    public FrozenPairs Pairs { get; }

    /// <summary>nβ.</summary>
    public double InverseTemperature { get; }

    /// <summary>The coefficient at one point.</summary>
    /// <param name="step">Steps taken there.</param>
    /// <param name="restore">The network as it was, on the device of a plan; sampling uses it up.</param>
    /// <param name="stop">Ends it early.</param>
    public CoefficientPoint At(long step, Func<RunPlan, NeuralState> restore, CancellationToken stop)
    {
        (LangevinTrace trace, LearningCoefficient read) = Walk(restore, InverseTemperature, stop);
        return new CoefficientPoint(
            step, read.Value, read.StandardError, trace.StartLoss, trace.LargestCurvature,
            trace.Settings.Step, trace.StepStiffness, read.PotentialScaleReduction, read.Remark);
    }

    /// <summary>A point at several temperatures.</summary>
    /// <param name="restore">As above.</param>
    /// <param name="stop">Ends it early.</param>
    public CoefficientLadder Ladder(Func<RunPlan, NeuralState> restore, CancellationToken stop)
    {
        CoefficientRung[] rungs = [.. _settings.Ladder.Select(t =>
        {
            LearningCoefficient read = Walk(restore, t, stop).Read;
            return new CoefficientRung(t, read.Value, read.StandardError);
        })];
        TemperingLadder fit = TemperingLadder.Of(
            [.. rungs.Select(r => new Rung(r.InverseTemperature, r.Value, r.StandardError))]);
        return new CoefficientLadder(rungs, fit.Lambda, fit.LambdaError, fit.Multiplicity);
    }

    /// <summary>What a point would read by its quadratic form, without a walk.</summary>
    /// <param name="walked">What was walked there.</param>
    /// <param name="restore">As above.</param>
    public QuadraticForm Quadratic(CoefficientPoint walked, Func<RunPlan, NeuralState> restore)
    {
        NeuralPotential site = Site(_plans[0], restore);
        return QuadraticForm.Of(
            site.Potential, site.Point(), Settings(InverseTemperature) with { Step = walked.StepSize },
            _key.Split("quadratic"));
    }

    /// <summary>The loss on the pairs around a point.</summary>
    /// <param name="plan">Whose device holds the network.</param>
    /// <param name="restore">As above.</param>
    public NeuralPotential Site(RunPlan plan, Func<RunPlan, NeuralState> restore)
    {
        NeuralState state = restore(plan);
        return new NeuralPotential(
            state.Trainable.First().Device, state, plan.Objective, Pairs, _key.Split("objective"),
            plan.Steps);
    }

    private (LangevinTrace Trace, LearningCoefficient Read) Walk(
        Func<RunPlan, NeuralState> restore, double t, CancellationToken stop)
    {
        NeuralPotential[] sites = [.. _plans.Select(p => Site(p, restore))];
        double[] start = sites[0].Point();
        LangevinSettings walk = Settings(t).Checked();
        walk = walk with { Step = StepOf(walk, sites[0].Potential, start) };
        LangevinTrace trace = LangevinSampler.Run(
            [.. sites.Select(s => s.Potential)], start, walk, _key, _workers, stop);
        return (trace, LearningCoefficient.Of(trace));
    }

    private LangevinSettings Settings(double t) => new()
    {
        InverseTemperature = t,
        Step = 1,
        Localisation = _settings.Localisation,
        Chains = _settings.Chains,
        BurnIn = _settings.BurnIn,
        Draws = _settings.Draws,
    };

    private double StepOf(LangevinSettings walk, Potential potential, double[] start)
    {
        if (!double.IsNaN(_settings.Step))
            return _settings.Step;
        double stiffness = walk.Stiffness(Curvature.Largest(potential, start, _key.Split("curvature")));
        return stiffness > 0 && double.IsFinite(stiffness)
            ? CoefficientSettings.DefaultStiffness / stiffness
            : throw new SzilardException(
                "The loss is flat or not finite at this point, so that no step can be chosen; give --step, "
                + "or a γ > 0.");
    }
}
