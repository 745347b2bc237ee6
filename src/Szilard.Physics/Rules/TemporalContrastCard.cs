using Szilard.Parts;
using Szilard.Tensors.Kernels;

namespace Szilard.Physics.Rules;

/// <content>The card, and the rule from its settings.</content>
public sealed partial record TemporalContrast
{
    /// <summary>The catalogue line.</summary>
    public static Part<Rule> Part { get; } = new(
        new PartCard(
            "temporal-contrast",
            "Fast up, slow down, a kernel that forgets, a threshold: contrast without storage.",
            "Falk, Strupp, Scellier, Murugan, Temporal contrastive learning through implicit non-equilibrium "
            + "memory, Nat. Commun. 16, 2025; levels, kernel and scale from the published code")
        {
            Formula = "(scale/β)·∮ g(u) dt, u = K * ∂E/∂θ, g(u) = u where |u| ≥ θ, else 0",
            Convention = "every level starts from the state at rest; the way down passes the same currents "
                + "as the way up; time in units of the cycle",
            Parameters =
            [
                new NumberParameter("beta", "Size of the full nudge |β|.", 0.5, 0) { MinimumExcluded = true },
                new ChoiceParameter(
                    "sign", "Which way to nudge.", "random", "positive", "negative", "random"),
                new IntegerParameter("levels", "Clamp levels from free to full.", 9, 2, 1000),
                new NumberParameter("up_fraction", "Part of the cycle that goes up.", 0.1, 0, 1)
                    { MinimumExcluded = true, MaximumExcluded = true },
                new IntegerParameter("instants", "Instants in one cycle.", 100, 2, 100_000),
                new IntegerParameter("kernel_taps", "Length of the kernel, in instants.", 10, 2, 100_000),
                new ChoiceParameter(
                    "kernel", "Shape: biphasic sine, or the control without a negative lobe.", "sine", "sine",
                    "monotone"),
                new FlagParameter("wrap", "Whether to sum over the whole period.", true),
                new ChoiceParameter(
                    "nonlinearity", "g.", "hard-threshold", "hard-threshold", "soft-threshold", "cubic",
                    "linear"),
                new TextParameter(
                    "thresholds", "θ by parameter, `weight-1:1.2e-6, bias-1:1e-5`; others automatic.", ""),
                new NumberParameter("relative_threshold", "Automatic θ over the median change.", 1.2e-3, 0)
                    { MinimumExcluded = true },
                new NumberParameter("scale", "Factor of the integral.", 5000, 0) { MinimumExcluded = true },
            ],
            Check = s => NamedNumbers.Faults("thresholds", s.Text("thresholds")),
        },
        Build);

    private static TemporalContrast Build(Settings s)
    {
        int taps = s.Integer("kernel_taps");
        double[] kernel = s.Choice("kernel") == "sine" ? CycleResponse.SineTaps(taps) : MonotoneTaps(taps);
        CycleResponse response = CycleResponse.Sawtooth(
            s.Integer("levels"), s.Number("up_fraction"), s.Integer("instants"), kernel, taps / 2,
            s.Flag("wrap"));
        string nonlinearity = s.Choice("nonlinearity").Replace("-", "");
        return new TemporalContrast(
            s.Number("beta"), Enum.Parse<NudgeSign>(s.Choice("sign"), ignoreCase: true), response)
        {
            Nonlinearity = Enum.Parse<SynapseNonlinearity>(nonlinearity, ignoreCase: true),
            Thresholds = NamedNumbers.Parse(s.Text("thresholds")),
            RelativeThreshold = s.Number("relative_threshold"),
            Scale = s.Number("scale"),
        };
    }

    /// <summary>e^(−5j/n)/3: one sign, so that the response follows the current instead of its
    /// change.</summary>
    private static double[] MonotoneTaps(int count) =>
        [.. Enumerable.Range(0, count).Select(j => Math.Exp(-5.0 * j / count) / 3)];
}
