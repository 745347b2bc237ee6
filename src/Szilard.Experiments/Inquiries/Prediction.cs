using Szilard.Observables;

namespace Szilard.Experiments.Inquiries;

/// <summary>What theory, or a published number, says that a quantity will be: a value with a tolerance, or
/// bounds.</summary>
/// <param name="Quantity">The name of the measurement.</param>
/// <param name="Value">The value, or null.</param>
/// <param name="Within">How far from the value a measurement may lie.</param>
/// <param name="AtLeast">The least value, or null.</param>
/// <param name="AtMost">The greatest value, or null.</param>
public sealed record Prediction(
    string Quantity, double? Value, double Within, double? AtLeast, double? AtMost)
{
    /// <summary><c>0.855 ± 0.003</c>, <c>≥ 0.9</c>, <c>0.09 … 0.11</c>.</summary>
    public string Text => (Value, AtLeast, AtMost) switch
    {
        ({ } value, _, _) => $"{NumberText.Within(value, Within)} ± {NumberText.Given(Within)}",
        (_, { } least, { } most) => $"{NumberText.Given(least)} … {NumberText.Given(most)}",
        (_, { } least, _) => $"≥ {NumberText.Given(least)}",
        (_, _, { } most) => $"≤ {NumberText.Given(most)}",
        _ => "",
    };

    /// <summary>Whether a measured value agrees; NaN never does.</summary>
    public bool Admits(double measured) =>
        double.IsFinite(measured)
        && (Value is not { } value || Math.Abs(measured - value) <= Within)
        && !(measured < AtLeast) && !(measured > AtMost);
}

/// <summary>A prediction beside what was measured.</summary>
/// <param name="Prediction">What was said.</param>
/// <param name="Measured">What came out.</param>
public sealed record Finding(Prediction Prediction, Measurement Measured)
{
    /// <summary>Whether they agree.</summary>
    public bool Held => Prediction.Admits(Measured.Value);
}
