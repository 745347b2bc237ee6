namespace Szilard.Worlds.Latents;

/// <summary>A closed-form bijection of the plane with its closed-form inverse.</summary>
/// <remarks>Klindt, LeCun, Balestriero, "When does LeJEPA learn a world model?", 2026, code.</remarks>
public sealed class PlaneMixing : IMixing
{
    private readonly Map _forward;
    private readonly Map _inverse;

    private PlaneMixing(string name, Map forward, Map inverse) =>
        (Name, _forward, _inverse) = (name, forward, inverse);

    private delegate (double First, double Second) Map(double first, double second);

    /// <summary>x = R(π‖z‖) z: each circle is turned by its radius. Keeps areas: |det J| = 1.</summary>
    public static PlaneMixing Spiral { get; } =
        new("spiral", (a, b) => Turn(a, b, Math.PI), (a, b) => Turn(a, b, -Math.PI));

    /// <summary>x = (z₀, z₁ + z₀²). Keeps areas.</summary>
    public static PlaneMixing Banana { get; } =
        new("banana", (a, b) => (a, b + (a * a)), (a, b) => (a, b - (a * a)));

    /// <summary>x = (z₀ + sin(1.5 z₁), z₁). Keeps areas.</summary>
    public static PlaneMixing Sinusoid { get; } =
        new("sinusoid", (a, b) => (a + Math.Sin(1.5 * b), b), (a, b) => (a - Math.Sin(1.5 * b), b));

    /// <inheritdoc/>
    public string Name { get; }

    /// <inheritdoc/>
    public int Inputs => 2;

    /// <inheritdoc/>
    public int Outputs => 2;

    /// <inheritdoc/>
    public bool Injective => true;

    /// <inheritdoc/>
    public double? ConditionNumber => null;

    /// <inheritdoc/>
    public void Forward(ReadOnlySpan<double> latents, Span<double> observations) =>
        Apply(_forward, latents, observations);

    /// <inheritdoc/>
    public void Inverse(ReadOnlySpan<double> observations, Span<double> latents) =>
        Apply(_inverse, observations, latents);

    private static void Apply(Map map, ReadOnlySpan<double> from, Span<double> to)
    {
        for (int i = 0; i + 1 < from.Length; i += 2)
            (to[i], to[i + 1]) = map(from[i], from[i + 1]);
    }

    /// <summary>Turns by rate · radius; the radius stays, so that the opposite rate undoes it.</summary>
    private static (double First, double Second) Turn(double a, double b, double rate)
    {
        (double sin, double cos) = Math.SinCos(rate * Math.Sqrt((a * a) + (b * b)));
        return ((cos * a) - (sin * b), (sin * a) + (cos * b));
    }
}
