using Szilard.Parts;
using Szilard.Tensors;
using Szilard.Thermodynamics.Composite;

namespace Szilard.Experiments.Inquiries.Thermodynamics;

/// <summary>n small steps, each followed by full relaxation, dissipate in inverse proportion to n.</summary>
public sealed record Quasistatic : Computation
{
    private const string Limit = "limit of n·W_diss, extrapolated";

    private static readonly int[] _steps = [1, 10, 100, 1000];

    /// <summary>The catalogue line.</summary>
    public static Part<Computation> Part { get; } = new(
        new PartCard(
            "quasistatic", "Dissipation of a two-level system whose gap grows from 1 to 2 in n steps.",
            "J. Nulton, P. Salamon et al., Quasistatic processes as step equilibrations, J. Chem. Phys. 83, "
                + "1985")
        {
            Formula = "n·W_diss → ½ Δλ [p(λ₀) − p(λ₁)]",
        },
        _ => new Quasistatic());

    /// <inheritdoc/>
    public override PartCard Card => Part.Card;

    /// <inheritdoc/>
    public override IReadOnlyList<string> Quantities => [Limit, .. _steps.Select(Name)];

    /// <inheritdoc/>
    public override Outcome Run(ComputationContext context)
    {
        double[] found = [.. _steps.Select(Scaled)];
        double extrapolated = ((1000 * found[3]) - (100 * found[2])) / 900;
        return new Outcome(
            [.. _steps.Zip(found, (n, value) => new Measurement(Name(n), value)), new(Limit, extrapolated)],
            new Plot(
                "scaled", "Dissipation times the number of steps", "log₁₀ n", "n·W_diss",
                new Series("booked", SeriesMark.Points, [.. _steps.Select(n => Math.Log10(n))], found),
                new Series("limit", SeriesMark.Dashed, [0, 3], [0.0748692496739388, 0.0748692496739388])));
    }

    private static double Scaled(int steps)
    {
        Ledger ledger = new(CompositeState.AtEquilibrium(Matrix.FromRows([0.0, 1]), 1));
        for (int k = 1; k <= steps; k++)
        {
            ledger.Work(Matrix.FromRows([0, 1 + ((double)k / steps)]), WorkKind.Optimiser);
            ledger.Readout();
        }
        return steps * ledger.Totals.TotalEntropyProduction;
    }

    private static string Name(int steps) => FormattableString.Invariant($"n·W_diss at n = {steps}");
}
