using System.Numerics.Tensors;
using Szilard.Observables.Agreement;
using Szilard.Observables.Similarity;
using Szilard.Observables.Statistics;
using Szilard.Tensors;

namespace Szilard.Experiments.Inquiries.Convergence;

/// <summary>Models that have nothing in common, of growing width and with layers to search, and models that
/// share half of their variance: what raw scores say of them, and what is left after calibration.</summary>
/// <param name="replications">Draws of each.</param>
/// <param name="permutations">Shuffled pairings.</param>
internal sealed class IndependentModels(int replications, int permutations)
{
    private const int Samples = 256, Layers = 6, LayerWidth = 64;
    private const string Alarms = "independent, false alarms of calibrated CKA";
    private const string Highest = "independent, greatest mean calibrated CKA of a width";
    private const string Searched = "independent, false alarms of the best layers at the level of one pair";
    private const string Corrected = "independent, false alarms of the best layers calibrated as the best";
    private const string Found = "half shared, share that is found";

    private static readonly int[] s_widths = [16, 64, 256, 1024];

    /// <summary>Means over the draws of one width.</summary>
    private sealed record Width(
        int Columns, double[] Raw, double[] Calibrated, double[] Shared, double[] SharedFound);

    /// <summary>The names of the numbers.</summary>
    public static IReadOnlyList<string> Quantities =>
    [
        .. s_widths.Select(Raw), Alarms, Highest, .. s_widths.Select(Half), Found, Searched, Corrected,
    ];

    /// <summary>Draws and compares.</summary>
    public Outcome Run(ComputationContext context)
    {
        Width[] widths = [.. s_widths.Select(w => Read(context, w))];
        (double searched, double corrected) = Search(context);
        return new Outcome(
            [
                .. widths.Select(w => Mean(Raw(w.Columns), w.Raw)),
                Share(Alarms, [.. widths.SelectMany(w => w.Calibrated.Select(c => c > 0))]),
                new(Highest, widths.Max(w => Spread.Mean(w.Calibrated))),
                .. widths.Select(w => Mean(Half(w.Columns), w.Shared)),
                new(Found, widths.SelectMany(w => w.SharedFound).Average()),
                new(Searched, searched, Error(searched)), new(Corrected, corrected, Error(corrected)),
            ],
            Picture(widths));
    }

    private static string Raw(int width) => $"independent, raw CKA at width {width}";

    private static string Half(int width) => $"half shared, unbiased CKA at width {width}";

    private Width Read(ComputationContext context, int width)
    {
        context.Tell($"independent models of width {width}");
        Calibration[] alone = new Calibration[replications], shared = new Calibration[replications];
        for (int r = 0; r < replications; r++)
        {
            RandomKey key = context.Key.Split($"width {width}", r);
            Matrix x = Normal(width, key.Split("x")), y = Normal(width, key.Split("y"));
            Matrix sum = new(Samples, width);
            TensorPrimitives.Add(x.Values, y.Values, sum.Values);
            alone[r] = Compare(context, x, y, LinearCka.Card.Name, key);
            shared[r] = Compare(context, x, sum, UnbiasedCka.Card.Name, key);
        }
        return new Width(
            width, [.. alone.Select(c => c.Observed)], [.. alone.Select(c => c.Calibrated)],
            [.. shared.Select(c => c.Observed)], [.. shared.Select(c => c.Calibrated > 0 ? 1.0 : 0)]);
    }

    private Calibration Compare(
        ComputationContext context, Matrix x, Matrix y, string score, RandomKey key) =>
        AgreementAnalysis.Of(
            [new("x", x), new("y", y)], [AgreementScores.All.Get(score)], Settings, key.Split("shuffles"),
            context.Workers, context.Stop).Matrices[0].Cells[0].Representation;

    /// <summary>How often the best of 36 pairs of independent layers passes for agreement, by the critical
    /// value of one pair and by that of the best.</summary>
    private (double Searched, double Corrected) Search(ComputationContext context)
    {
        context.Tell($"the best of {Layers * Layers} pairs of independent layers");
        int searched = 0, corrected = 0;
        for (int r = 0; r < replications; r++)
        {
            RandomKey key = context.Key.Split("layers", r);
            AgreementCell cell = AgreementAnalysis.Of(
                [Layered("x", key.Split("x")), Layered("y", key.Split("y"))],
                [AgreementScores.All.Get(LinearCka.Card.Name)], Settings, key.Split("shuffles"),
                context.Workers, context.Stop).Matrices[0].Cells[0];
            searched += cell.Maximum!.Calibration.Observed > cell.Representation.Critical ? 1 : 0;
            corrected += cell.Maximum.Calibration.Calibrated > 0 ? 1 : 0;
        }
        return (searched / (double)replications, corrected / (double)replications);
    }

    private AgreementSettings Settings => new() { Permutations = permutations };

    private static AgreementSubject Layered(string name, RandomKey key)
    {
        Matrix[] layers =
            [.. Enumerable.Range(0, Layers).Select(l => Normal(LayerWidth, key.Split("layer", l)))];
        return new AgreementSubject(name, layers[^1]) { Layers = layers };
    }

    private static Matrix Normal(int width, RandomKey key)
    {
        Matrix drawn = new(Samples, width);
        RandomStream stream = key.Stream();
        stream.FillNormal(drawn.Values);
        return drawn;
    }

    private static Measurement Mean(string quantity, double[] values) =>
        new(quantity, Spread.Mean(values), Spread.OfMean(values));

    private static Measurement Share(string quantity, bool[] found)
    {
        double share = found.Average(f => f ? 1.0 : 0);
        return new Measurement(quantity, share, Math.Sqrt(share * (1 - share) / found.Length));
    }

    private double Error(double share) => Math.Sqrt(share * (1 - share) / replications);

    private static Plot Picture(Width[] widths)
    {
        double[] x = [.. widths.Select(w => (double)w.Columns)];
        return new Plot(
            "width", "Width alone makes independent models look alike", "width", "agreement",
            Curve("raw CKA, independent", SeriesMark.Points, widths, w => w.Raw),
            new Series("w/(n + w)", SeriesMark.Dashed, x, [.. x.Select(w => w / (Samples + w))]),
            Curve("calibrated CKA, independent", SeriesMark.Line, widths, w => w.Calibrated),
            Curve("unbiased CKA, half shared", SeriesMark.Points, widths, w => w.Shared))
        {
            LogX = true,
            Caption = $"n = {Samples} samples. Bars: standard error of the mean over draws.",
        };
    }

    private static Series Curve(
        string name, SeriesMark mark, Width[] widths, Func<Width, double[]> values) => new(
        name, mark, [.. widths.Select(w => (double)w.Columns)],
        [.. widths.Select(w => Spread.Mean(values(w)))])
        {
            Errors = [.. widths.Select(w => Spread.OfMean(values(w)))],
        };
}
