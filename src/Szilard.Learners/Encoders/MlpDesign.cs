using Szilard.Parts;
using Szilard.Tensors;

namespace Szilard.Learners.Encoders;

/// <summary>A multilayer perceptron over the flattened observation.</summary>
public sealed record MlpDesign(Settings Settings) : EncoderDesign
{
    /// <summary>The catalogue line.</summary>
    public static Part<EncoderDesign> Part { get; } = new(
        new PartCard(
            "mlp", "Multilayer perceptron over the flattened observation.",
            "textbook; first values as PyTorch's Linear")
        {
            Convention = "weights start uniform on ±gain/√inputs, biases on ±1/√inputs",
            Parameters =
            [
                new NumbersParameter("widths", "Hidden units, layer by layer.", [64, 64, 64, 64], 1, 65536)
                    { Whole = true },
                new IntegerParameter(
                    "outputs", "Columns of the representation; 0 takes as many as there are latents.", 0, 0,
                    65536),
                ActivationParameter("gelu"),
                new ChoiceParameter(
                    "normalisation", "Between linear map and nonlinearity.", "none", "none", "batch",
                    "layer"),
                .. OutputParameters,
            ],
            Check = OutputFaults,
        },
        settings => new MlpDesign(settings));

    /// <inheritdoc/>
    public override PartCard Card => Part.Card;

    /// <inheritdoc/>
    public override Network Build(Device device, Shape observation, RandomKey key)
    {
        int outputs = RepresentationDimensions(observation);
        LayerStack stack = new(device, "encoder", key, Gain(Settings));
        UnaryFunction activation = Function(Settings.Choice("activation"));
        int inputs = observation.Size;
        foreach (int width in Settings.Integers("widths"))
        {
            stack.Linear(inputs, width, Settings.Choice("normalisation"), activation);
            inputs = width;
        }
        stack.Linear(inputs, outputs, "none", null);
        return Finish(stack, outputs, Settings, activation, device, key);
    }

    /// <inheritdoc/>
    public override int RepresentationDimensions(Shape observation) =>
        Settings.Integer("outputs") is > 0 and var outputs ? outputs : throw new SzilardException(
            "`encoder.outputs: 0` takes the number of latents, but this world knows none; give a number "
                + "≥ 1.");
}
