using Szilard.Parts;
using Szilard.Tensors;

namespace Szilard.Learners.Encoders;

/// <summary>A small convolutional network over images.</summary>
public sealed record ConvolutionalDesign(Settings Settings) : EncoderDesign
{
    /// <summary>The catalogue line.</summary>
    public static Part<EncoderDesign> Part { get; } = new(
        new PartCard(
            "convolutional",
            "Stages of [convolution, normalisation, nonlinearity], each halving the image, then a mean or a "
                + "linear map.",
            "textbook; first values as PyTorch's Conv2d")
        {
            Convention =
                "stride 1, zero padding kernel/2; a stage ends with a 2×2 maximum, or halves by stride 2",
            Parameters =
            [
                new NumbersParameter("channels", "Channels, stage by stage.", [32, 64, 128], 1, 4096)
                    { Whole = true },
                new IntegerParameter("kernel", "Side of the kernels, odd.", 3, 1, 15),
                new ChoiceParameter(
                    "halving", "How a stage halves the image.", "max-pool", "max-pool", "stride", "none"),
                new ChoiceParameter(
                    "normalisation", "After each convolution.", "batch", "none", "batch", "layer"),
                ActivationParameter("relu"),
                new ChoiceParameter(
                    "head", "What makes a vector of the last image: mean over places, or all of it.", "mean",
                    "mean", "flatten"),
                new IntegerParameter(
                    "outputs", "Columns of the representation by a linear map; 0 leaves the head's.", 0, 0,
                    65536),
                .. OutputParameters,
            ],
        },
        settings => new ConvolutionalDesign(settings));

    /// <inheritdoc/>
    public override PartCard Card => Part.Card;

    /// <inheritdoc/>
    public override Network Build(Device device, Shape observation, RandomKey key)
    {
        if (observation.Rank != 3)
            throw new SzilardException(
                $"`encoder.kind: convolutional` needs images, but an observation here is {observation}; use "
                    + "`mlp`.");
        UnaryFunction activation = Function(Settings.Choice("activation"));
        LayerStack stack = new(device, "encoder", key);
        (int height, int width, int channels) = Stages(stack, observation, activation);
        int features = Head(stack, height, width, channels);
        int outputs = Settings.Integer("outputs");
        if (outputs > 0)
            stack.Linear(features, outputs, "none", null);
        return Finish(stack, outputs > 0 ? outputs : features, Settings, activation, device, key);
    }

    private (int Height, int Width, int Channels) Stages(
        LayerStack stack, Shape observation, UnaryFunction activation)
    {
        (int height, int width, int channels) = (observation[0], observation[1], observation[2]);
        string halving = Settings.Choice("halving");
        foreach (int outputs in Settings.Integers("channels"))
        {
            if (halving != "none" && Math.Min(height, width) < 2)
                throw new SzilardException(
                    $"`encoder.channels` has more stages than {observation} can be halved; use fewer.");
            int stride = halving == "stride" ? 2 : 1;
            stack.Convolution(
                channels, outputs, Settings.Integer("kernel"), stride, Settings.Choice("normalisation"),
                activation);
            (height, width) = ((height + stride - 1) / stride, (width + stride - 1) / stride);
            if (halving == "max-pool")
            {
                stack.Add(new MaxPoolLayer(2));
                (height, width) = (height / 2, width / 2);
            }
            channels = outputs;
        }
        return (height, width, channels);
    }

    private int Head(LayerStack stack, int height, int width, int channels)
    {
        if (Settings.Choice("head") == "mean")
        {
            stack.Add(new GlobalAveragePoolLayer());
            return channels;
        }
        stack.Add(new FlattenLayer());
        return height * width * channels;
    }
}
