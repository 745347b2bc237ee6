using Szilard.Learners.Thermodynamics;
using Szilard.Parts;
using Szilard.Physics.Networks;
using Szilard.Physics.Rules;
using Szilard.Tensors;
using Szilard.Tensors.Kernels;

namespace Szilard.Physics.Learning;

/// <summary>How a body that encodes is made, as data. A closed family; <see cref="Catalogue"/> lists
/// it.</summary>
/// <param name="Settings">Its parameters.</param>
public abstract record BodyDesign(Settings Settings)
{
    /// <summary>Name, meaning and parameters.</summary>
    public abstract PartCard Card { get; }

    /// <summary>The body for observations of one shape, with first values drawn from the key.</summary>
    /// <param name="observation">Of one sample; it is flattened.</param>
    /// <param name="rule">How it learns.</param>
    /// <param name="key">For first values, and for places in a random graph.</param>
    /// <param name="workers">The threads; results do not depend on their number.</param>
    /// <exception cref="SzilardException">The design does not fit the observations.</exception>
    public abstract PhysicalBody Build(Shape observation, Rule rule, RandomKey key, Workers workers);

    /// <summary>Columns of the representation, told without building.</summary>
    /// <exception cref="SzilardException">The design does not fit the observations.</exception>
    public int RepresentationDimensions(Shape observation) => Representation switch
    {
        "hidden" => Hidden(observation),
        "all" => Hidden(observation) + OutputDimensions(),
        _ => OutputDimensions(),
    };

    /// <summary>Outputs per sample, which the objective sees.</summary>
    /// <exception cref="SzilardException">Left to a world that knows neither latents nor
    /// classes.</exception>
    public int OutputDimensions() => Settings.Integer(OutputsKey) is > 0 and var outputs ? outputs
        : throw new SzilardException(
            "`encoder.outputs: 0` takes the number of latents or classes, but this world knows none; give "
                + "a number ≥ 1.");

    /// <summary>How an objective of two views looks and pulls at the outputs.</summary>
    public OutputFrame Frame => new(
        Settings.Number("output_centre"), Settings.Number("output_scale"), Settings.Number("homeostasis"),
        Settings.Choice("nudge") == "live");

    /// <summary>How far the body is a thermodynamic process.</summary>
    public abstract ThermodynamicMap Map { get; }

    /// <summary>True where the body stops after a fixed number of steps by design, so that it need not be at
    /// rest.</summary>
    /// <param name="clamped">Under a clamp, or free.</param>
    public virtual bool StopsByDesign(bool clamped) => false;

    /// <summary>What a study changes where the body does not come to rest: <c>encoder.free_steps: more</c>.
    /// </summary>
    public abstract string Remedy { get; }

    /// <summary>All designs.</summary>
    public static Catalogue<BodyDesign> Catalogue => field ??= new(
        "body", LayeredHopfieldDesign.Part, ResistorNetworkDesign.Part, DiodeNetworkDesign.Part,
        SpringNetworkDesign.Part);

    /// <summary>The key of the number of outputs.</summary>
    public const string OutputsKey = "outputs";

    /// <summary>Values of a state that are no outputs, per sample.</summary>
    protected abstract int Hidden(Shape observation);

    /// <summary>outputs, hidden or all.</summary>
    protected string Representation => Settings.Choice("representation");

    /// <summary>The parameters that all bodies share.</summary>
    internal static ParameterCard[] SharedParameters =>
    [
        new IntegerParameter(
            OutputsKey, "Outputs; 0 takes as many as there are latents or classes.", 0, 0, 65536),
        new ChoiceParameter(
            "representation",
            "What of the state at rest is the representation; the objective sees the outputs.", "outputs",
            "outputs", "hidden", "all"),
        new NumberParameter(
            "output_centre", "Two views: the objective sees output_scale·(y − output_centre).", 0),
        new NumberParameter("output_scale", "The same; targets are held against y itself.", 1, 0)
            { MinimumExcluded = true },
        new NumberParameter(
            "homeostasis",
            "Two views: h of an added cost ½h·Σ(y − ½)², which keeps outputs off their ends where the "
                + "objective does not feel a common shift.", 0, 0),
        new ChoiceParameter(
            "nudge",
            "Two views: whether outputs are pulled with the objective's force at rest, found once, or with "
                + "that of the moment.", "at-rest", "at-rest", "live"),
    ];

    /// <summary>What of a state is the representation.</summary>
    internal T[] Chosen<T>(int count, T[] outputs, T[] hidden) => Representation switch
    {
        "hidden" => hidden,
        "all" => Boundary.Beside(count, outputs, hidden),
        _ => outputs,
    };
}
