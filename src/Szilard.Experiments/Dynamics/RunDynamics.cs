using Szilard.Observables.Dynamics;
using Szilard.Records;
using Szilard.Tensors;

namespace Szilard.Experiments.Dynamics;

/// <summary>How one reading went over training.</summary>
/// <param name="Name">Name of the reading.</param>
/// <param name="Last">Its last value on the curve.</param>
/// <param name="StepsTo90">Step from which it stays above 90 % of that; NaN where it has no such
/// step.</param>
/// <param name="Changes">Its change points.</param>
public sealed record ReadingDynamics(string Name, double Last, double StepsTo90, ChangePoints Changes);

/// <summary>A change of the learning coefficient and the change of R² nearest to it.</summary>
/// <param name="CoefficientStep">Step at which the slope of λ̂ changes.</param>
/// <param name="RecoveryStep">Step of the nearest change of <c>r2.affine</c>, in ln(step).</param>
public sealed record JointChange(double CoefficientStep, double RecoveryStep);

/// <summary>How a run learned, from the readings that its folder holds.</summary>
/// <param name="Readings">Each reading that was read at least twice.</param>
/// <param name="Order">Latents from 1 in the order in which their R² reached 90 % of its last value, with
/// that step; latents that never rose above 0.1 are left out. Empty without <c>r2.latent</c> in the
/// curve.</param>
/// <param name="Joint">Changes of λ̂ beside those of R²; empty where either has none.</param>
public sealed record RunDynamics(
    IReadOnlyList<ReadingDynamics> Readings, IReadOnlyList<(int Latent, double Step)> Order,
    IReadOnlyList<JointChange> Joint)
{
    /// <summary>What a reading of one latent's R² is called before its number.</summary>
    public const string LatentPrefix = "r2.latent.";

    private const double Learned = 0.1;
    private const long Seed = 1;

    /// <summary>Reads the folder. Only readings that rise towards a goal have a time to 90 %: those of R² and
    /// MCC, probes and ranks do; a loss does not.</summary>
    /// <param name="folder">The run.</param>
    /// <exception cref="Parts.SzilardException">A file of the folder is damaged.</exception>
    public static RunDynamics Of(RunFolder folder)
    {
        var coefficients = (folder.Coefficients()?.Points ?? [])
            .Select(p => (Name: CoefficientCurve.ReadingName, p.Step, p.Value));
        ReadingDynamics[] readings =
        [
            .. folder.Metrics().Select(m => (m.Name, m.Step, m.Value)).Concat(coefficients)
                .GroupBy(m => m.Name)
                .Select(g => Read(g.Key, new ReadingCurve(g.Select(m => m.Step), g.Select(m => m.Value))))
                .OfType<ReadingDynamics>(),
        ];
        return new RunDynamics(readings, Ordered(readings), Together(readings));
    }

    private static ReadingDynamics? Read(string name, ReadingCurve curve) => curve.Values.Count < 2
        ? null
        : new ReadingDynamics(
            name, curve.Values[^1],
            name.StartsWith("loss", StringComparison.Ordinal) ? double.NaN : curve.StepsTo(),
            ChangePoints.Of(curve, RandomKey.FromSeed(Seed).Split(name)));

    private static (int Latent, double Step)[] Ordered(ReadingDynamics[] readings) =>
    [
        .. readings.Where(r => r.Last > Learned)
            .Select(r => (Latent: LatentOf(r.Name), r.StepsTo90)).Where(r => r.Latent is not null)
            .Select(r => (r.Latent!.Value, r.StepsTo90))
            .OrderBy(r => r.StepsTo90),
    ];

    /// <summary>The number of the latent; null for other readings, those of content and style among
    /// them.</summary>
    private static int? LatentOf(string name) =>
        name.StartsWith(LatentPrefix, StringComparison.Ordinal) && int.TryParse(
            name.AsSpan(LatentPrefix.Length), System.Globalization.CultureInfo.InvariantCulture,
            out int latent)
            ? latent : null;

    private static JointChange[] Together(ReadingDynamics[] readings)
    {
        IReadOnlyList<ChangePoint> recovery = PointsOf(readings, "r2.affine");
        return recovery.Count == 0
            ? []
            : [.. PointsOf(readings, CoefficientCurve.ReadingName).Select(c => new JointChange(
                c.Step, recovery.MinBy(r => Math.Abs(Math.Log(1 + r.Step) - Math.Log(1 + c.Step)))!.Step))];
    }

    private static IReadOnlyList<ChangePoint> PointsOf(ReadingDynamics[] readings, string name) =>
        readings.FirstOrDefault(r => r.Name == name)?.Changes.Points ?? [];
}
