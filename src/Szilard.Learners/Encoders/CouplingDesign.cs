using Szilard.Parts;
using Szilard.Tensors;
using Szilard.Worlds.Latents;

namespace Szilard.Learners.Encoders;

/// <summary>The inverse of a flow of affine couplings: among its maps is the inverse of the world's
/// <c>mixing: coupling</c> of as many layers.</summary>
public sealed record CouplingDesign(Settings Settings) : EncoderDesign
{
    /// <summary>The catalogue line.</summary>
    public static Part<EncoderDesign> Part { get; } = new(
        new PartCard(
            "coupling", "Inverse of a flow of affine couplings: the encoder that matches `mixing: coupling`.",
            "Dinh, Sohl-Dickstein, Bengio, Density Estimation Using Real NVP, 2017, eqs. 7, 8; matched to "
                + "the mixing: Klindt, LeCun, Balestriero 2026")
        {
            Formula = "w ← (w − tanh(T u))∘exp(−tanh(S u)), halves u, w in turn; where outputs > 0, then a "
                + "linear map",
            Convention = "the mixing's last coupling is undone first; S, T start as coupling_gain × random "
                + "orthonormal rows or columns, without bias; hidden layers of a projector are relu",
            Parameters =
            [
                new IntegerParameter("layers", "Couplings; as many as the mixing's match it.", 3, 1, 100),
                new NumberParameter(
                    "coupling_gain", "Factor on the orthonormal first S and T; 2 is the law of the mixing's.",
                    2, 0) { MinimumExcluded = true },
                new IntegerParameter(
                    "outputs", "Columns of the representation by a linear map; 0 leaves the flow's own.", 0,
                    0, 65536),
                .. OutputParameters,
            ],
            Check = OutputFaults,
        },
        settings => new CouplingDesign(settings));

    /// <inheritdoc/>
    public override PartCard Card => Part.Card;

    /// <inheritdoc/>
    public override Network Build(Device device, Shape observation, RandomKey key)
    {
        int outputs = RepresentationDimensions(observation);
        LayerStack stack = new(device, "encoder", key, Gain(Settings));
        for (int layer = Settings.Integer("layers") - 1; layer >= 0; layer--)
            stack.Add(Coupling(device, layer, observation.Size, key));
        if (Settings.Integer("outputs") > 0)
            stack.Linear(observation.Size, outputs, "none", null);
        return Finish(stack, outputs, Settings, Function("relu"), device, key);
    }

    /// <inheritdoc/>
    public override int RepresentationDimensions(Shape observation)
    {
        if (observation.Size < 2)
            throw new SzilardException(
                "`encoder.kind: coupling` moves one half of an observation by the other, but there is one "
                    + "value; use `mlp`.");
        return Settings.Integer("outputs") is > 0 and var outputs ? outputs : observation.Size;
    }

    /// <summary>What undoes a layer of the mixing: the last half moves in even ones.</summary>
    private CouplingLayer Coupling(Device device, int layer, int columns, RandomKey key)
    {
        bool lastMoves = layer % 2 == 0;
        int half = columns / 2, moving = lastMoves ? columns - half : half;
        return new CouplingLayer(Draw("scale"), Draw("shift"), lastMoves);

        Parameter Draw(string kind)
        {
            string name = $"encoder.coupling.{layer}.{kind}";
            Matrix first = RandomMatrices.Orthonormal(
                moving, columns - moving, Settings.Number("coupling_gain"), key.Split(name));
            return new Parameter(
                device, name, new Shape(moving, columns - moving), [.. first.Values.Select(v => (float)v)]);
        }
    }
}
