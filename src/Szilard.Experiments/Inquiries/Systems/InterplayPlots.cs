using Szilard.Observables.Operators;

namespace Szilard.Experiments.Inquiries.Systems;

/// <summary>The figures of <see cref="Interplay"/>.</summary>
internal static class InterplayPlots
{
    /// <summary>Which function wins, by how strongly what it costs counts.</summary>
    public static Plot Regimes(PairCovariances signs)
    {
        double[] grid = [.. Enumerable.Range(0, 51).Select(i => 0.1 * i)];
        Series Line(int i) => new(
            $"λ{i + 1} − λ‖θ{i + 1}‖²", SeriesMark.Dashed, grid,
            [.. grid.Select(p => InterplayWorlds.Kept[i] - (p * InterplayWorlds.Cost[i]))]);
        return new Plot(
            "regimes", "Which function wins", "λ", "eigenvalue of (1 − β)I + βT − λK⁻¹",
            [
                .. Enumerable.Range(0, 3).Select(Line),
                new Series(
                    "largest eigenvalue, solved", SeriesMark.Points, grid,
                    [.. grid.Select(p => InterplayOperator.Solve(signs, 1, p).Values[0])]),
            ])
        {
            Caption = "With little regularisation the function that survives augmentation best wins, with "
                + "more the one that costs least; beyond λ = 4 nothing is learned.",
        };
    }

    /// <summary>Eigenvalues by degree, with and without a penalty.</summary>
    public static Plot Spectrum(double[][] bumps, double[][] mehler)
    {
        double[] k = [.. Enumerable.Range(0, 5).Select(i => (double)i)];
        double[] Mean(double[][] spectra) => [.. k.Select(i => spectra.Average(s => s[(int)i]))];
        return new Plot(
            "hermite", "The spectrum of an Ornstein–Uhlenbeck pair", "degree k", "eigenvalue",
            new Series("ρᵏ", SeriesMark.Dashed, k, [.. k.Select(i => Math.Pow(Interplay.Correlation, i))]),
            new Series("20 Gaussian bumps", SeriesMark.Points, k, Mean(bumps)),
            new Series("ρᵏ − λr⁻ᵏ", SeriesMark.Dashed, k, [.. k.Select(
                i => Math.Pow(Interplay.Correlation, i)
                - (Interplay.Penalty * Math.Pow(Interplay.Ratio, -i)))]),
            new Series("Mehler's features, λ = 0.05", SeriesMark.Points, k, Mean(mehler)))
        {
            Caption = "Regularisation turns negative what costs too much; VICReg-like losses drop it.",
        };
    }
}
