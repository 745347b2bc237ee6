using Szilard.Observables.Operators;
using Szilard.Tensors;

namespace Szilard.Experiments.Inquiries.Systems;

/// <summary>Pairs of views with known eigenfunctions of the operator that averages over the other
/// view.</summary>
internal static class InterplayWorlds
{
    /// <summary>λ₁, λ₂, λ₃ of figure 2: how much of each function survives a change of view.</summary>
    public static IReadOnlyList<double> Kept { get; } = [0.9, 0.75, 0.5];

    /// <summary>‖θ₁‖², ‖θ₂‖², ‖θ₃‖² of figure 2: what each function costs.</summary>
    public static IReadOnlyList<double> Cost { get; } = [0.4, 0.25, 0.125];

    /// <summary>Three fair signs sᵢ, of which the other view keeps each with probability (1 + λᵢ)/2, so that
    /// T sᵢ = λᵢ sᵢ; the features sᵢ/‖θᵢ‖ make sᵢ cost ‖θᵢ‖². All 64 pairs with their weights: no
    /// sampling.</summary>
    public static PairCovariances ExactSigns()
    {
        Matrix same = new(3, 3), across = new(3, 3);
        for (int pair = 0; pair < 64; pair++)
        {
            double[] left = Features(pair & 7), right = Features(pair >> 3);
            double weight = 0.125;
            for (int i = 0; i < 3; i++)
                weight *= 0.5 * (1 + (Kept[i] * Math.Sign(left[i] * right[i])));
            for (int i = 0; i < 3; i++)
            {
                for (int j = 0; j < 3; j++)
                {
                    same[i, j] += weight * left[i] * left[j];
                    across[i, j] += weight * left[i] * right[j];
                }
            }
        }
        return new PairCovariances(same, across);
    }

    /// <summary>The same world from a sample of pairs.</summary>
    public static PairCovariances SampledSigns(int pairs, RandomKey key)
    {
        Matrix left = new(pairs, 3), right = new(pairs, 3);
        RandomStream stream = key.Stream();
        for (int n = 0; n < pairs; n++)
        {
            int signs = stream.NextInt32(8), others = signs;
            for (int i = 0; i < 3; i++)
                others ^= stream.NextDouble() < 0.5 * (1 + Kept[i]) ? 0 : 1 << i;
            Features(signs).CopyTo(left.Row(n));
            Features(others).CopyTo(right.Row(n));
        }
        return PairCovariances.Of(left, right);
    }

    /// <summary>Pairs of the stationary Ornstein–Uhlenbeck process, x′ = ρx + √(1 − ρ²)ε, seen through
    /// features: the Hermite polynomials are the eigenfunctions, with eigenvalues ρᵏ.</summary>
    public static PairCovariances Sampled(
        double correlation, int pairs, int features, Action<double, double[]> feature, RandomKey key)
    {
        Matrix left = new(pairs, features), right = new(pairs, features);
        RandomStream stream = key.Stream();
        var row = new double[features];
        double rest = Math.Sqrt(1 - (correlation * correlation));
        for (int n = 0; n < pairs; n++)
        {
            double x = stream.NextNormal();
            feature(x, row);
            row.CopyTo(left.Row(n));
            feature((correlation * x) + (rest * stream.NextNormal()), row);
            row.CopyTo(right.Row(n));
        }
        return PairCovariances.Of(left, right);
    }

    /// <summary>Gaussian bumps of width 1 at even distances over −4 … 4: the features know nothing of Hermite
    /// polynomials.</summary>
    public static void Bumps(double x, double[] values)
    {
        for (int i = 0; i < values.Length; i++)
        {
            double d = x - (-4 + (8.0 * i / (values.Length - 1)));
            values[i] = Math.Exp(-0.5 * d * d);
        }
    }

    /// <summary>The features rᵏᐟ²·hₖ of Mehler's kernel, hₖ the normalised Hermite polynomials: hₖ then costs
    /// r⁻ᵏ.</summary>
    public static Action<double, double[]> Mehler(double r) => (x, values) =>
    {
        (double before, double now) = (0, 1);
        for (int k = 0; k < values.Length; k++)
        {
            values[k] = Math.Pow(r, 0.5 * k) * now;
            (before, now) = (now, ((x * now) - (Math.Sqrt(k) * before)) / Math.Sqrt(k + 1));
        }
    };

    private static double[] Features(int signs) =>
        [.. Cost.Select((c, i) => (((signs >> i) & 1) == 1 ? 1 : -1) / Math.Sqrt(c))];
}
