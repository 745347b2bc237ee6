using Szilard.Experiments.Plans;
using Szilard.Experiments.Specification;
using Szilard.Learners;
using Szilard.Learners.Singular;
using Szilard.Observables.Singular;
using Szilard.Parts;
using Szilard.Records;
using Szilard.Tensors;
using Szilard.Tensors.Kernels;
using Szilard.Worlds;

namespace Szilard.Experiments.Singular;

/// <summary>Local learning coefficients of a run, at the points of its training that its folder holds.</summary>
/// <param name="settings">How.</param>
/// <param name="threads">Chains that walk at once; the results do not depend on it.</param>
/// <param name="tell">Told of each point.</param>
public sealed class RunCoefficients(CoefficientSettings settings, int threads, Action<CoefficientPoint> tell)
{
    private readonly record struct Frozen(FrozenPairs Pairs, double InverseTemperature, RandomKey Key);

    /// <summary>Estimates them on pairs that are frozen once for all points.</summary>
    /// <param name="folder">The run.</param>
    /// <param name="stop">Ends it early.</param>
    /// <exception cref="SzilardException">The run diverged, keeps no point, is no network, or the settings do not
    /// fit.</exception>
    /// <exception cref="OperationCanceledException">It was stopped.</exception>
    public CoefficientCurve Of(RunFolder folder, CancellationToken stop)
    {
        settings.Checked();
        IReadOnlyList<(long Step, string Path)> kept = TrainedPoints.Of(folder);
        if (settings.FinalOnly)
            kept = [kept[^1]];
        RunRecord record = folder.Record();
        (RunSpecification run, string data) = StudyRunner.SpecificationOf(record);
        RunPlan[] plans = [.. Enumerable.Range(0, Math.Max(1, Math.Min(threads, settings.Chains)))
            .Select(_ => RunPlan.Build(run, record.Seed, data, 1))];
        try
        {
            return Estimate(plans, kept, stop);
        }
        finally
        {
            foreach (RunPlan plan in plans)
                plan.Dispose();
        }
    }

    private CoefficientCurve Estimate(
        RunPlan[] plans, IReadOnlyList<(long Step, string Path)> kept, CancellationToken stop)
    {
        Frozen frozen = Freeze(plans[0]);
        using Workers workers = new(plans.Length);
        PotentialMeaning meaning = PotentialMeaning.Of(plans[0].Objective);
        List<CoefficientPoint> points = [];
        foreach ((long step, string path) in kept)
        {
            points.Add(Point(plans, frozen, path, step, workers, stop));
            tell(points[^1]);
        }
        return new CoefficientCurve(
            frozen.Pairs.Count, frozen.Pairs.Block, frozen.InverseTemperature, settings.Localisation, settings.Chains,
            settings.BurnIn, settings.Draws, settings.Seed, Site(plans[0], frozen, kept[^1].Path).Point().Length,
            meaning.Name, meaning.Sentence, meaning.Flagged, points)
        {
            Ladder = settings.Ladder.Count == 0 ? null : Ladder(plans, frozen, kept[^1], workers, stop),
        };
    }

    /// <summary>Pairs of the training split, paired as in training, in blocks of a training batch.</summary>
    private Frozen Freeze(RunPlan plan)
    {
        RandomKey key = plan.Key.Split("coefficient", settings.Seed);
        Situations sample = plan.World.Sample(settings.Pairs, Split.Training, key.Split("pairs"));
        FrozenPairs pairs =
            FrozenPairs.Of(plan.ShownViews.Show(sample, key.Split("views")), plan.Training.Batch);
        double t = double.IsNaN(settings.InverseTemperature)
            ? pairs.Count / Math.Log(pairs.Count) : settings.InverseTemperature;
        return new Frozen(pairs, t, key);
    }

    private CoefficientPoint Point(
        RunPlan[] plans, Frozen frozen, string path, long step, Workers workers, CancellationToken stop)
    {
        (LangevinTrace trace, LearningCoefficient read) =
            Walk(plans, frozen, path, frozen.InverseTemperature, workers, stop);
        return new CoefficientPoint(
            step, read.Value, read.StandardError, trace.StartLoss, trace.LargestCurvature, trace.Settings.Step,
            trace.StepStiffness, read.PotentialScaleReduction, read.Remark);
    }

    private CoefficientLadder Ladder(
        RunPlan[] plans, Frozen frozen, (long Step, string Path) last, Workers workers, CancellationToken stop)
    {
        CoefficientRung[] rungs = [.. settings.Ladder.Select(t =>
        {
            LearningCoefficient read = Walk(plans, frozen, last.Path, t, workers, stop).Read;
            return new CoefficientRung(t, read.Value, read.StandardError);
        })];
        TemperingLadder fit = TemperingLadder.Of(
            [.. rungs.Select(r => new Rung(r.InverseTemperature, r.Value, r.StandardError))]);
        return new CoefficientLadder(rungs, fit.Lambda, fit.LambdaError, fit.Multiplicity);
    }

    private (LangevinTrace Trace, LearningCoefficient Read) Walk(
        RunPlan[] plans, Frozen frozen, string path, double t, Workers workers, CancellationToken stop)
    {
        NeuralPotential[] sites = [.. plans.Select(p => Site(p, frozen, path))];
        double[] start = sites[0].Point();
        LangevinSettings walk = new()
        {
            InverseTemperature = t,
            Step = 1,
            Localisation = settings.Localisation,
            Chains = settings.Chains,
            BurnIn = settings.BurnIn,
            Draws = settings.Draws,
        };
        walk = walk with { Step = StepOf(walk.Checked(), sites[0].Potential, start, frozen.Key) };
        LangevinTrace trace = LangevinSampler.Run(
            [.. sites.Select(s => s.Potential)], start, walk, frozen.Key, workers, stop);
        return (trace, LearningCoefficient.Of(trace));
    }

    private double StepOf(LangevinSettings walk, Potential potential, double[] start, RandomKey key)
    {
        if (!double.IsNaN(settings.Step))
            return settings.Step;
        double stiffness = walk.Stiffness(Curvature.Largest(potential, start, key.Split("curvature")));
        return stiffness > 0 && double.IsFinite(stiffness)
            ? CoefficientSettings.DefaultStiffness / stiffness
            : throw new SzilardException(
                "The loss is flat or not finite at this point, so that no step can be chosen; give --step, or a γ > 0.");
    }

    private static NeuralPotential Site(RunPlan plan, Frozen frozen, string path)
    {
        NeuralState state = TrainedPoints.Read(plan, path);
        return new NeuralPotential(
            state.Trainable.First().Device, state, plan.Objective, frozen.Pairs, frozen.Key.Split("objective"),
            plan.Steps);
    }
}
