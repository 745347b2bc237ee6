using Szilard.Parts;
using Szilard.Tensors;

namespace Szilard.Learners.Encoders;

/// <summary>The hidden units of a restricted Boltzmann machine: their means h = σ(c + vW) are the
/// representation.</summary>
public sealed record RbmDesign(Settings Settings) : EncoderDesign
{
    /// <summary>The names of W and c in a checkpoint.</summary>
    internal const string Weight = "encoder.weight", HiddenBias = "encoder.hidden_bias";

    /// <summary>The catalogue line.</summary>
    public static Part<EncoderDesign> Part { get; } = new(
        new PartCard(
            "rbm", "Hidden units of a restricted Boltzmann machine, whose means are the representation.",
            "Smolensky 1986; Hinton, A Practical Guide to Training Restricted Boltzmann Machines, 2010 "
                + "(first values)")
        {
            Formula = "bernoulli: E = −vᵀWh − b·v − c·h; gaussian: E = ½|v − b|² − vᵀWh − c·h; h = σ(c + vW)",
            Convention = "W is visible × hidden, normal with the given spread at first, biases 0; Gaussian "
                + "units have variance 1; learned by `objective: contrastive-divergence`, to which b belongs",
            Parameters =
            [
                new IntegerParameter("hidden", "Hidden units.", 64, 1, 65536),
                new ChoiceParameter(
                    "visible", "Visible units: 0 and 1, or real.", "bernoulli", "bernoulli", "gaussian"),
                new NumberParameter("spread", "Standard deviation of the first weights.", 0.01, 0)
                    { MinimumExcluded = true },
            ],
        },
        settings => new RbmDesign(settings));

    /// <inheritdoc/>
    public override PartCard Card => Part.Card;

    /// <summary>True where visible units are real.</summary>
    public bool IsGaussian => Settings.Choice("visible") == "gaussian";

    /// <inheritdoc/>
    public override Network Build(Device device, Shape observation, RandomKey key)
    {
        int visible = observation.Size, hidden = Settings.Integer("hidden");
        RandomStream random = key.Split(Weight).Stream();
        var first = new float[visible * hidden];
        for (int i = 0; i < first.Length; i++)
            first[i] = (float)(Settings.Number("spread") * random.NextNormal());
        Parameter weight = new(device, Weight, new Shape(visible, hidden), first);
        Parameter bias = new(device, HiddenBias, new Shape(hidden), new float[hidden]);
        return new Network([new LinearLayer(weight, bias, null), new BoxLayer(0, 1)], [], hidden, hidden);
    }

    /// <inheritdoc/>
    public override int RepresentationDimensions(Shape observation) => Settings.Integer("hidden");
}
