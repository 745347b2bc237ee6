using Szilard.Parts;
using Szilard.Tensors;

namespace Szilard.Learners.Encoders;

/// <summary>How an encoder is made, as data. A closed family; <see cref="Catalogue"/> lists it.</summary>
public abstract record EncoderDesign
{
    /// <summary>Name, meaning and parameters.</summary>
    public abstract PartCard Card { get; }

    /// <summary>The encoder for observations of one shape, with first values drawn from the key.</summary>
    /// <exception cref="SzilardException">The design does not fit the observations.</exception>
    public abstract Network Build(Device device, Shape observation, RandomKey key);

    /// <summary>Columns of the representation that <see cref="Build"/> gives, told without drawing
    /// weights.</summary>
    /// <exception cref="SzilardException">The design does not fit the observations.</exception>
    public abstract int RepresentationDimensions(Shape observation);

    /// <summary>All designs.</summary>
    public static Catalogue<EncoderDesign> Catalogue =>
        field ??= new(
            "encoder", MlpDesign.Part, ConvolutionalDesign.Part, CouplingDesign.Part, IdentityDesign.Part,
            RbmDesign.Part);

    private const string ScaleLearned = "output_scale_learned";

    /// <summary>The nonlinearities by name.</summary>
    internal static ChoiceParameter ActivationParameter(string byDefault) => new(
        "activation", "Nonlinearity after each hidden layer; leaky-relu has slope 0.01, gelu is exact.",
        byDefault, "relu", "leaky-relu", "gelu", "tanh");

    /// <summary>The parameters of first weights, projector and output, which networks share.</summary>
    internal static ParameterCard[] OutputParameters =>
    [
        new NumberParameter(
            "gain", "Factor on first weights (not biases), uniform on ±gain/√inputs; √6 is He's.", 1, 0)
            { MinimumExcluded = true },
        new ChoiceParameter(
            "output", "What the last layer is put on: nothing, a unit sphere, or a box by sigmoids.", "none",
            "none", "sphere", "box"),
        new NumberParameter("output_scale", "Radius of the sphere, or side of the box [0, side].", 1, 0)
            { MinimumExcluded = true },
        new FlagParameter(
            ScaleLearned,
            "Whether the sphere's radius, or each side of the box, is learned; output_scale is then its "
                + "first value.", false),
        new NumbersParameter(
            "projector",
            "Widths of the projector that the objective sees and evaluation does not; the last has no "
                + "nonlinearity. Empty for none.", [], 1, 65536) { Whole = true },
        new ChoiceParameter(
            "projector_normalisation", "Normalisation of the projector's hidden layers.", "none", "none",
            "batch", "layer"),
    ];

    /// <summary>The nonlinearity of that name.</summary>
    internal static UnaryFunction Function(string name) => name switch
    {
        "leaky-relu" => new UnaryFunction(UnaryKind.LeakyRelu, 0.01),
        "gelu" => new UnaryFunction(UnaryKind.Gelu),
        "tanh" => new UnaryFunction(UnaryKind.Tanh),
        _ => new UnaryFunction(UnaryKind.Relu),
    };

    /// <summary>The factor on first weights.</summary>
    internal static double Gain(Settings settings) => settings.Number("gain");

    /// <summary>A network from a backbone: the output is put on its place, after the projector if there is
    /// one.</summary>
    internal static Network Finish(
        LayerStack backbone, int representation, Settings settings, UnaryFunction activation, Device device,
        RandomKey key)
    {
        int[] widths = settings.Integers("projector");
        LayerStack projector = new(device, "projector", key, Gain(settings));
        int inputs = representation;
        for (int i = 0; i < widths.Length; i++)
        {
            bool last = i == widths.Length - 1;
            projector.Linear(
                inputs, widths[i], last ? "none" : settings.Choice("projector_normalisation"),
                last ? null : activation);
            inputs = widths[i];
        }
        PlaceOutput(widths.Length == 0 ? backbone : projector, inputs, settings);
        return new Network(backbone.Layers, projector.Layers, representation, inputs);
    }

    /// <summary>A scale is learned of a sphere or a box alone.</summary>
    internal static IEnumerable<Fault> OutputFaults(Settings settings)
    {
        if (settings.Flag(ScaleLearned) && settings.Choice("output") == "none")
            yield return new Fault(
                ScaleLearned,
                $"`{ScaleLearned}: true` has nothing to learn with `output: none`; use sphere or box.");
    }

    private static void PlaceOutput(LayerStack stack, int columns, Settings settings)
    {
        double scale = settings.Number("output_scale");
        bool learned = settings.Flag(ScaleLearned);
        if (settings.Choice("output") == "sphere")
            stack.Add(learned
                ? new LearnedSphereLayer(stack.Constant("radius", 1, scale)) : new SphereLayer(scale));
        else if (settings.Choice("output") == "box")
            stack.Add(learned
                ? new LearnedBoxLayer(stack.Constant("sides", columns, scale)) : new BoxLayer(0, scale));
    }
}
