namespace Szilard.Observables.Singular;

/// <summary>A loss at given parameters, with its gradient.</summary>
/// <param name="parameters">w.</param>
/// <param name="gradient">Receives ∇L(w), as long as w.</param>
/// <returns>L(w).</returns>
public delegate double PotentialValue(ReadOnlySpan<double> parameters, Span<double> gradient);

/// <summary>As <see cref="PotentialValue"/>, in single precision.</summary>
/// <param name="parameters">w.</param>
/// <param name="gradient">Receives ∇L(w), as long as w.</param>
/// <returns>L(w).</returns>
public delegate double SinglePotentialValue(ReadOnlySpan<float> parameters, Span<float> gradient);

/// <summary>A fixed function of parameters that Langevin dynamics can walk on: its value and its gradient. It
/// is asked by one thread at a time.</summary>
/// <param name="Dimensions">Number of parameters, ≥ 1.</param>
/// <param name="Value">Value and gradient.</param>
public sealed record Potential(int Dimensions, PotentialValue Value)
{
    /// <summary>A potential that is computed in single precision. The walk itself stays in double, so that
    /// steps far below a parameter's rounding add up.</summary>
    /// <param name="dimensions">Number of parameters.</param>
    /// <param name="value">Value and gradient in single precision.</param>
    public static Potential OfSingles(int dimensions, SinglePotentialValue value)
    {
        float[] parameters = new float[dimensions], gradient = new float[dimensions];
        return new Potential(dimensions, (w, g) =>
        {
            for (int i = 0; i < parameters.Length; i++)
                parameters[i] = (float)w[i];
            double loss = value(parameters, gradient);
            for (int i = 0; i < gradient.Length; i++)
                g[i] = gradient[i];
            return loss;
        });
    }
}
