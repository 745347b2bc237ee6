using Szilard.Parts;

namespace Szilard.Learners.Objectives;

/// <summary>How a teacher follows its student: θ_t ← m·θ_t + (1 − m)·θ_s with m from
/// <paramref name="Start"/> to <paramref name="End"/> along half a cosine.</summary>
/// <remarks>Grill et al., Bootstrap Your Own Latent, NeurIPS 2020, section 3.2.</remarks>
/// <param name="Start">m at the first step, in [0, 1].</param>
/// <param name="End">m at the last step, in [0, 1].</param>
public sealed record TeacherPace(double Start, double End)
{
    /// <summary>m = end − (end − start)·(1 + cos(πt/T))/2.</summary>
    /// <param name="step">t, steps done before.</param>
    /// <param name="steps">T.</param>
    public double At(long step, long steps) =>
        End - ((End - Start) * (1 + Math.Cos(Math.PI * step / Math.Max(1, steps))) / 2);

    /// <summary>The parameters of objectives with a teacher.</summary>
    internal static ParameterCard[] Parameters(double start, double end) =>
    [
        new NumberParameter("momentum", "The teacher's momentum at the first step.", start, 0, 1),
        new NumberParameter("momentum_end", "The teacher's momentum at the last step.", end, 0, 1),
    ];

    /// <summary>What an objective's settings name.</summary>
    internal static TeacherPace From(Settings s) => new(s.Number("momentum"), s.Number("momentum_end"));
}
