using Szilard.Observables.Conditionals;

namespace Szilard.Experiments.Inquiries.Inference;

/// <summary>Conditionals inferred from arrays whose law is known in closed form.</summary>
/// <param name="pairs">Pairs of each law.</param>
internal sealed class KnownLaws(int pairs)
{
    private const string Families = "known laws: families told right, of 6";
    private const string Alike = "known laws: least p of the five isotropic ones";
    private const string Unlike = "known laws: greatest p of the three anisotropic ones";

    private sealed record Number(string Quantity, string Law, Func<ConditionalInference, double[]> Read);

    private static readonly Number[] s_numbers =
    [
        new("von Mises–Fisher, κ = 10, d = 4: mean Λ̂", "von Mises–Fisher", i => [.. i.Precisions]),
        new("anisotropic density, Λ = 25, d = 4: mean Λ̂", "anisotropic density",
            i => [.. i.Precisions.Take(2)]),
        new("anisotropic density, Λ = 5, d = 4: mean Λ̂", "anisotropic density",
            i => [.. i.Precisions.Skip(2)]),
        new("shell, Λ = 25, d = 10: mean Λ̂", "shell", i => [.. i.Precisions.Take(5)]),
        new("shell, Λ = 5, d = 10: mean Λ̂", "shell", i => [.. i.Precisions.Skip(5)]),
        new("Ornstein–Uhlenbeck, ρ = 0.95: mean slope", "Ornstein–Uhlenbeck", i => [.. i.Slopes]),
        new("Ornstein–Uhlenbeck, ρ = 0.95: mean Λ̂", "Ornstein–Uhlenbeck", i => [.. i.Precisions]),
        new("Laplace, scale 0.4: mean Λ̂", "Laplace", i => [.. i.Precisions]),
        new("generalised normal, p = 6: exponent", "generalised normal", i => [Exponent(i)]),
        new("diagonal, Λ = 25: Λ̂", "diagonal", i => [i.Precisions[0]]),
        new("diagonal, Λ = 5: Λ̂", "diagonal", i => [i.Precisions[1]]),
    ];

    /// <summary>The names of the numbers.</summary>
    public static IReadOnlyList<string> Quantities =>
        [.. s_numbers.Select(n => n.Quantity), Families, Alike, Unlike];

    /// <summary>Draws and infers.</summary>
    public Outcome Run(ComputationContext context)
    {
        context.Tell($"inferring {KnownLaw.All.Count} known laws");
        var inferred = new ConditionalInference[KnownLaw.All.Count];
        context.Workers.Run(inferred.Length, i =>
            inferred[i] = KnownLaw.All[i].Infer(pairs, context.Key.Split(KnownLaw.All[i].Name)));
        (KnownLaw Law, ConditionalInference Inferred)[] all = [.. KnownLaw.All.Zip(inferred)];
        return new Outcome(
        [
            .. s_numbers.Select(n => Told(n.Quantity, n.Read, all.Single(a => a.Law.Name == n.Law).Inferred)),
            new(Families, all.Count(a => a.Law.Family == a.Inferred.Family.Name)),
            new(Alike, all.Where(a => a.Law.Isotropic).Min(a => a.Inferred.IsotropyPValue)),
            new(Unlike, all.Where(a => !a.Law.Isotropic).Max(a => a.Inferred.IsotropyPValue)),
        ]);
    }

    /// <summary>The mean, with the jackknife's error where precisions are read; those of dimensions count as
    /// independent.</summary>
    private static Measurement Told(
        string quantity, Func<ConditionalInference, double[]> read, ConditionalInference inferred)
    {
        double[] values = read(inferred);
        int first = values.Length == 0 ? -1 : inferred.Precisions.ToList().IndexOf(values[0]);
        double error = first < 0
            ? double.NaN
            : Math.Sqrt(inferred.PrecisionErrors.Skip(first).Take(values.Length).Sum(e => e * e))
                / values.Length;
        return new Measurement(quantity, values.Average(), error);
    }

    private static double Exponent(ConditionalInference inferred) =>
        inferred.Families.Single(f => f.Name == "generalized-normal").Shape;
}
