namespace Szilard.Observables.Singular;

/// <summary>L(w) = ½Σhᵢwᵢ²: the regular case, in which everything is known.</summary>
/// <param name="Curvatures">hᵢ ≥ 0.</param>
public sealed record QuadraticWell(params IReadOnlyList<double> Curvatures)
{
    /// <summary>Value and gradient.</summary>
    public Potential Potential => new(Curvatures.Count, (w, gradient) =>
    {
        double loss = 0;
        for (int i = 0; i < gradient.Length; i++)
        {
            gradient[i] = Curvatures[i] * w[i];
            loss += 0.5 * gradient[i] * w[i];
        }
        return loss;
    });

    /// <summary>λ̂ = Σ ½t·h/(t·h + γ): half the rank without localisation.</summary>
    /// <param name="inverseTemperature">t.</param>
    /// <param name="localisation">γ.</param>
    public double Coefficient(double inverseTemperature, double localisation) =>
        Coefficient(inverseTemperature, localisation, 0);

    /// <summary>λ̂ = Σ ½t·h/(a(1 − εa/4)), a = t·h + γ: what the walk of step ε reads. Each direction is an
    /// AR(1) process of factor 1 − εa/2, whose variance is 1/(a(1 − εa/4)).</summary>
    /// <param name="inverseTemperature">t.</param>
    /// <param name="localisation">γ.</param>
    /// <param name="step">ε, below 4/a for every direction.</param>
    public double Coefficient(double inverseTemperature, double localisation, double step) =>
        Curvatures.Where(h => h != 0).Sum(h =>
        {
            double a = (inverseTemperature * h) + localisation;
            return 0.5 * inverseTemperature * h / (a * (1 - (step * a / LangevinSampler.StabilityLimit)));
        });
}
