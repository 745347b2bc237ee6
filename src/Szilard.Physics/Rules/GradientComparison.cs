using System.Numerics;

namespace Szilard.Physics.Rules;

/// <summary>An estimate of a gradient beside the exact one.</summary>
/// <param name="Parameter">Which parameter.</param>
/// <param name="Cosine">⟨estimate, exact⟩/(‖estimate‖‖exact‖); NaN where either vanishes.</param>
/// <param name="RelativeError">‖estimate − exact‖/‖exact‖; NaN where the exact one vanishes.</param>
/// <param name="Gain">⟨estimate, exact⟩/‖exact‖²: the factor by which the estimate is too long.</param>
public sealed record GradientComparison(string Parameter, double Cosine, double RelativeError, double Gain)
{
    /// <summary>Compares, summing in double.</summary>
    /// <param name="parameter">Which parameter.</param>
    /// <param name="estimate">What a rule says.</param>
    /// <param name="exact">What is true.</param>
    /// <exception cref="ArgumentException">Two lengths.</exception>
    public static GradientComparison Of<T>(
        string parameter, ReadOnlySpan<T> estimate, ReadOnlySpan<T> exact)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (estimate.Length != exact.Length)
            throw new ArgumentException($"{estimate.Length} estimates were given for {exact.Length} values.");
        double own = 0, product = 0, square = 0, error = 0;
        for (int i = 0; i < exact.Length; i++)
        {
            double e = double.CreateTruncating(estimate[i]), x = double.CreateTruncating(exact[i]);
            own += e * e;
            product += e * x;
            square += x * x;
            error += (e - x) * (e - x);
        }
        return new GradientComparison(
            parameter, product / Math.Sqrt(own * square), Math.Sqrt(error / square), product / square);
    }
}
