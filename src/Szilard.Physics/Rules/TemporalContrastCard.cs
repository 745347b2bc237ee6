using Szilard.Parts;
using Szilard.Physics.Synapses;
using Szilard.Physics.Synapses.Kernels;
using Szilard.Physics.Synapses.Markov;
using Szilard.Physics.Synapses.Nonlinearities;
using Szilard.Physics.Synapses.Protocols;
using Szilard.Tensors.Kernels;

namespace Szilard.Physics.Rules;

/// <content>The card, and the rule from its settings.</content>
public sealed partial record TemporalContrast
{
    private static readonly NumberParameter Any = new("", "", 0);
    private static readonly NumberParameter Above = new("", "", 1, 0) { MinimumExcluded = true };

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
                new ChoiceParameter(
                    "protocol", "How the clamp moves.", "sawtooth", "sawtooth", "reversed-sawtooth",
                    "triangle"),
                new ChoiceParameter(
                    "kernel", "Which memory (`szilard list kernels`).", RaisedCosine.Part.Card.Name,
                    [.. Kernel.Catalogue.Cards.Select(c => c.Name)]),
                new TextParameter(
                    "kernel_settings", "Its parameters, `tau:0.02, area:0`, in units of the cycle.", ""),
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
            Check = Faults,
        },
        Build);

    private static IEnumerable<Fault> Faults(Settings s)
    {
        Fault[] written =
        [
            .. NamedNumbers.Faults("thresholds", s.Text("thresholds"), Above),
            .. NamedNumbers.Faults("kernel_settings", s.Text("kernel_settings"), Any),
        ];
        return written.Length > 0 ? written : Refusals(s);
    }

    /// <summary>Kernels and protocols that can never learn by contrast.</summary>
    private static IEnumerable<Fault> Refusals(Settings s)
    {
        string? refusal = null;
        try
        {
            ContrastCheck.Demand(KernelOf(s), ProtocolOf(s), NonlinearityOf(s));
        }
        catch (SzilardException reason)
        {
            refusal = reason.Message;
        }
        return refusal is null ? [] : [new Fault("kernel", refusal)];
    }

    private static Kernel KernelOf(Settings s) => Kernel.Catalogue.Build(
        s.Choice("kernel"),
        NamedNumbers.Parse(s.Text("kernel_settings"))
            .ToDictionary(p => p.Key, p => (object)p.Value));

    private static Protocol ProtocolOf(Settings s)
    {
        double up = s.Number("up_fraction");
        return s.Choice("protocol") switch
        {
            "reversed-sawtooth" => new ReversedSawtooth(up, 1 - up),
            "triangle" => new Triangle(1),
            _ => new Sawtooth(up, 1 - up),
        };
    }

    private static Nonlinearity NonlinearityOf(Settings s) =>
        Synapses.Nonlinearities.Nonlinearity.Catalogue.Get(s.Choice("nonlinearity")).BuildDefault();

    private static TemporalContrast Build(Settings s)
    {
        (Kernel kernel, Protocol protocol) = (KernelOf(s), ProtocolOf(s));
        CycleResponse response = CycleResponse.Of(
            kernel, protocol, s.Integer("levels"), s.Integer("instants"), s.Flag("wrap"));
        string nonlinearity = s.Choice("nonlinearity").Replace("-", "");
        return new TemporalContrast(
            s.Number("beta"), Enum.Parse<NudgeSign>(s.Choice("sign"), ignoreCase: true), response)
        {
            Nonlinearity = Enum.Parse<SynapseNonlinearity>(nonlinearity, ignoreCase: true),
            Thresholds = NamedNumbers.Parse(s.Text("thresholds")),
            RelativeThreshold = s.Number("relative_threshold"),
            Scale = s.Number("scale"),
            CycleDissipation = kernel is MarkovSynapse synapse
                ? synapse.Dissipation * protocol.Period
                : double.NaN,
        };
    }
}
