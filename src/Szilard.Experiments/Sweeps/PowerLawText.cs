using Szilard.Observables;
using Szilard.Observables.Statistics;

namespace Szilard.Experiments.Sweeps;

/// <summary>How a power law is written, in the terminal and in the report.</summary>
public static class PowerLawText
{
    /// <summary><c>x −0.81 [−0.92, −0.7], R² 0.99, 5 points</c>.</summary>
    public static string Of(PowerLaw law)
    {
        string left = law.LeftOut > 0 ? $", {law.LeftOut} readings not above 0 left out" : "";
        return $"x {NumberText.Of(law.Exponent)} [{NumberText.Of(law.Low)}, {NumberText.Of(law.High)}], "
            + $"R² {NumberText.Of(law.Goodness)}, {law.Points} points{left}";
    }
}
