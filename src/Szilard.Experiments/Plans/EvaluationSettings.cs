using Szilard.Observables;
using Szilard.Parts;

namespace Szilard.Experiments.Plans;

/// <summary>How a representation is judged.</summary>
/// <param name="Samples">Test samples for the final readings.</param>
/// <param name="ProbeSamples">Training samples on which probes are fitted where the world is a
/// dataset.</param>
/// <param name="CurveSamples">Test samples for readings while learning.</param>
/// <param name="Readings">How often it is read while learning.</param>
/// <param name="LogSpaced">True where the readings lie evenly in the logarithm of the step.</param>
/// <param name="Meters">The final meters.</param>
/// <param name="CurveMeters">The meters that are read while learning.</param>
/// <param name="Layer">Which layer of the encoder is judged: 0 the representation, else counted from the
/// input.</param>
public sealed record EvaluationSettings(
    int Samples, int ProbeSamples, int CurveSamples, int Readings, bool LogSpaced,
    IReadOnlyList<Part<IMeter>> Meters, IReadOnlyList<Part<IMeter>> CurveMeters, int Layer)
{
    private const string All = "all";
    private const string DefaultCurve = "r2.affine, mcc.pearson, knn, rank-me, std";

    /// <summary>What a study file can say.</summary>
    public static PartCard Card { get; } = new(
        "evaluation", "How a representation is judged.", "derived here")
    {
        Parameters =
        [
            new IntegerParameter("samples", "Test samples for the final readings.", 10000, 16),
            new IntegerParameter(
                "probe_samples", "Training samples on which probes are fitted where the world is a dataset.",
                20000, 16),
            new IntegerParameter("curve_samples", "Test samples for the readings while learning.", 2000, 16),
            new IntegerParameter(
                "readings", "How often the curve is read while learning, beside once before.", 20, 1, 10000),
            new ChoiceParameter("spacing", "Where the readings of the curve lie.", "linear", "linear", "log"),
            new TextParameter(
                "meters", "Final meters, separated by commas; empty for the usual ones whose evidence there "
                    + "is, `all` for every one.", ""),
            new TextParameter(
                "curve", "Meters of the curve, separated by commas; \"\" for none but the loss.",
                DefaultCurve),
            new IntegerParameter(
                "layer",
                "Which layer is judged: 0 the representation, else the k-th linear map or convolution from "
                    + "the input with what follows it, the projector's last.", 0, 0, 10000),
        ],
        Check = UnknownMeters,
    };

    /// <summary>From a study's section.</summary>
    public static EvaluationSettings From(Settings s) => new(
        s.Integer("samples"), s.Integer("probe_samples"), s.Integer("curve_samples"), s.Integer("readings"),
        s.Choice("spacing") == "log",
        Parts(s.Text("meters")) is { Count: > 0 } named ? named : Observables.Meters.Usual,
        Parts(s.Text("curve")), s.Integer("layer"));

    /// <summary>The steps after which the curve is read: 0, the last step, and those between.</summary>
    public IReadOnlySet<long> Steps(long steps)
    {
        SortedSet<long> due = [0, steps];
        for (int i = 1; i < Readings; i++)
        {
            double fraction = (double)i / Readings;
            due.Add((long)Math.Round(LogSpaced ? Math.Pow(steps, fraction) : steps * fraction));
        }
        return due;
    }

    private static IReadOnlyList<Part<IMeter>> Parts(string text) =>
        [.. Names(text).SelectMany(n =>
            n == All ? Observables.Meters.All.Parts : [Observables.Meters.All.Get(n)]).Distinct()];

    private static string[] Names(string text) =>
        text.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    private static IEnumerable<Fault> UnknownMeters(Settings s) =>
        from key in (string[])["meters", "curve"]
        from name in Names(s.Text(key))
        where name != All && Observables.Meters.All.Find(name) is null
        let hint = Spelling.Hint(name, Observables.Meters.All.Cards.Select(c => c.Name))
        select new Fault(key, $"there is no meter `{name}`{hint}");
}
