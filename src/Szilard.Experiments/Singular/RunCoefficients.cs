using Szilard.Experiments.Plans;
using Szilard.Experiments.Specification;
using Szilard.Learners;
using Szilard.Learners.Singular;
using Szilard.Parts;
using Szilard.Records;
using Szilard.Tensors.Kernels;

namespace Szilard.Experiments.Singular;

/// <summary>Local learning coefficients of a run, at the points of its training that its folder
/// holds.</summary>
/// <param name="settings">How.</param>
/// <param name="threads">Chains that walk at once; the results do not depend on it.</param>
/// <param name="tell">Told of each point.</param>
public sealed class RunCoefficients(CoefficientSettings settings, int threads, Action<CoefficientPoint> tell)
{
    /// <summary>Estimates them on pairs that are frozen once for all points.</summary>
    /// <param name="folder">The run.</param>
    /// <param name="stop">Ends it early.</param>
    /// <exception cref="SzilardException">The run diverged, keeps no point, is no network, or the settings do
    /// not fit.</exception>
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
        using Workers workers = new(plans.Length);
        CoefficientWalks walks = new(settings, plans, workers);
        PotentialMeaning meaning = PotentialMeaning.Of(plans[0].Objective);
        List<CoefficientPoint> points = [];
        foreach ((long step, string path) in kept)
        {
            points.Add(walks.At(step, plan => TrainedPoints.Read(plan, path), stop));
            tell(points[^1]);
        }
        NeuralState Last(RunPlan plan) => TrainedPoints.Read(plan, kept[^1].Path);
        return new CoefficientCurve(
            walks.Pairs.Count, walks.Pairs.Block, walks.InverseTemperature, settings.Localisation,
            settings.Chains, settings.BurnIn, settings.Draws, settings.Seed,
            walks.Site(plans[0], Last).Point().Length, meaning.Name, meaning.Sentence, meaning.Flagged,
            points)
        {
            Ladder = settings.Ladder.Count == 0 ? null : walks.Ladder(Last, stop),
        };
    }
}
