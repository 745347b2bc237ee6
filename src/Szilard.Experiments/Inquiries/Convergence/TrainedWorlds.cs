using Szilard.Observables.Agreement;
using Szilard.Observables.Identifiability;
using Szilard.Observables.Similarity;
using Szilard.Observables.Statistics;

namespace Szilard.Experiments.Inquiries.Convergence;

/// <summary>Statistical beside structural agreement, in a world whose theorem promises both and in one where
/// it is silent.</summary>
/// <param name="task">What to train.</param>
internal sealed class TrainedWorlds(PlatonicConvergence task)
{
    private const string Gaussian = "Gaussian causes", Heavy = "heavy tails";
    private const string LeastTruth = "least R² to the truth", MeanTruth = "mean R² to the truth";
    private const string LeastOthers = "least calibrated R² between models";
    private const string MeanOthers = "mean calibrated R² between models";
    private const string Kernel = "mean calibrated CKA between models";
    private const string Local = "mean calibrated mutual k-NN between models";
    private const string Floor = "share of pairs with p at its floor";
    private const string Forced = "least R² between models above what R² to the truth forces";

    private static readonly string[] s_kinds =
        [LeastTruth, MeanTruth, LeastOthers, MeanOthers, Kernel, Local, Floor, Forced];

    /// <summary>The names of the numbers.</summary>
    public static IReadOnlyList<string> Quantities =>
        [.. from world in (string[])[Gaussian, Heavy] from kind in s_kinds select $"{world}: {kind}"];

    /// <summary>Trains and compares.</summary>
    public Outcome Run(ComputationContext context)
    {
        (string World, AgreementReport Report)[] worlds =
            [(Gaussian, Compare(context, "2")), (Heavy, Compare(context, "0.25"))];
        return new Outcome([.. worlds.SelectMany(w => Measured(w.World, w.Report))], Picture(worlds));
    }

    private AgreementReport Compare(ComputationContext context, string shape) => AgreementAnalysis.Of(
        new ModelTraining(task, context).Models(shape),
        [
            AgreementScores.All.Get(CanonicalCorrelation.Square.Card.Name),
            AgreementScores.All.Get(UnbiasedCka.Card.Name),
            AgreementScores.All.Get(MutualNeighbours.Card.Name),
        ],
        new AgreementSettings { Permutations = task.Permutations }, context.Key.Split("shuffles " + shape),
        context.Workers, context.Stop);

    private static Measurement[] Measured(string world, AgreementReport report)
    {
        double[] truth = [.. report.Subjects.Select(Truth)];
        double[] others = Calibrated(report.Matrices[0]);
        double floor = 1.0 / (1 + report.Settings.Permutations);
        return
        [
            new($"{world}: {LeastTruth}", truth.Min()),
            new($"{world}: {MeanTruth}", Spread.Mean(truth), Spread.OfMean(truth)),
            new($"{world}: {LeastOthers}", others.Min()),
            new($"{world}: {MeanOthers}", Spread.Mean(others)),
            new($"{world}: {Kernel}", Spread.Mean(Calibrated(report.Matrices[1]))),
            new($"{world}: {Local}", Spread.Mean(Calibrated(report.Matrices[2]))),
            new($"{world}: {Floor}",
                report.Matrices[0].Cells.Average(c => c.Representation.PValue <= floor + 1e-12 ? 1.0 : 0)),
            new($"{world}: {Forced}", report.Matrices[0].Cells.Min(
                c => c.Representation.Observed - Least(truth[c.First], truth[c.Second]))),
        ];
    }

    /// <summary>What two models must share when each explains so much of as many causes as it has dimensions:
    /// the Frobenius distance of subspaces obeys the triangle inequality.</summary>
    private static double Least(double first, double second)
    {
        double sum = Math.Sqrt(Math.Max(0, 1 - first)) + Math.Sqrt(Math.Max(0, 1 - second));
        return Math.Max(0, 1 - (sum * sum));
    }

    private static double Truth(AgreementSubject subject) =>
        subject.Structural.First(r => r.Name == AffineR2.Uniform.Card.Name).Reading.Value;

    private static double[] Calibrated(AgreementMatrix matrix) =>
        [.. matrix.Cells.Select(c => c.Representation.Calibrated)];

    private static Plot Picture((string World, AgreementReport Report)[] worlds)
    {
        double[] x = [.. Enumerable.Range(0, 51).Select(i => i / 50.0)];
        return new Plot(
            "agreement", "Agreement between models over agreement with the truth",
            "mean R² of the two to the truth", "calibrated R² between the two",
            [
                .. worlds.Select(w => Dots(w.World, w.Report)),
                new Series("forced by the truth", SeriesMark.Dashed, x, [.. x.Select(r => Least(r, r))]),
            ])
        {
            Caption = "A dot is a pair of models. High on both axes: structural identifiability. High "
                + "without the truth: the models agree on something else.",
        };
    }

    private static Series Dots(string world, AgreementReport report)
    {
        double[] truth = [.. report.Subjects.Select(Truth)];
        IReadOnlyList<AgreementCell> cells = report.Matrices[0].Cells;
        return new Series(
            world, SeriesMark.Points, [.. cells.Select(c => (truth[c.First] + truth[c.Second]) / 2)],
            [.. cells.Select(c => c.Representation.Calibrated)]);
    }
}
