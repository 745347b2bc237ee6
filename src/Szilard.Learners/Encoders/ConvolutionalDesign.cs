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
            Check = settings => EvenKernel(settings).Concat(OutputFaults(settings)),
        },
        settings => new ConvolutionalDesign(settings));

    /// <inheritdoc/>
    public override PartCard Card => Part.Card;

    /// <inheritdoc/>
    public override Network Build(Device device, Shape observation, RandomKey key)
    {
        UnaryFunction activation = Function(Settings.Choice("activation"));
        LayerStack stack = new(device, "encoder", key, Gain(Settings));
        List<Shape> images = Images(observation);
        for (int i = 1; i < images.Count; i++)
        {
            stack.Convolution(
                images[i - 1][2], images[i][2], Settings.Integer("kernel"), Stride,
                Settings.Choice("normalisation"), activation);
            if (Halving == "max-pool")
                stack.Add(new MaxPoolLayer(2));
        }
        stack.Add(Settings.Choice("head") == "mean" ? new GlobalAveragePoolLayer() : new FlattenLayer());
        int features = Features(images[^1]), outputs = Settings.Integer("outputs");
        if (outputs > 0)
            stack.Linear(features, outputs, "none", null);
        return Finish(stack, outputs > 0 ? outputs : features, Settings, activation, device, key);
    }

    /// <inheritdoc/>
    public override int RepresentationDimensions(Shape observation)
    {
        int features = Features(Images(observation)[^1]);
        return Settings.Integer("outputs") is > 0 and var outputs ? outputs : features;
    }

    private string Halving => Settings.Choice("halving");

    private int Stride => Halving == "stride" ? 2 : 1;

    private int Features(Shape image) => Settings.Choice("head") == "mean" ? image[2] : image.Size;

    /// <summary>Height, width and channels of the observation and after each stage.</summary>
    private List<Shape> Images(Shape observation)
    {
        if (observation.Rank != 3)
            throw new SzilardException(
                $"`encoder.kind: convolutional` needs images, but an observation here is {observation}; use "
                    + "`mlp`.");
        List<Shape> images = [observation];
        foreach (int channels in Settings.Integers("channels"))
        {
            (int height, int width) = (images[^1][0], images[^1][1]);
            if (Halving != "none" && Math.Min(height, width) < 2)
                throw new SzilardException(
                    $"`encoder.channels` has more stages than {observation} can be halved; use fewer.");
            images.Add(Halving switch
            {
                "stride" => new Shape((height + 1) / 2, (width + 1) / 2, channels),
                "max-pool" => new Shape(height / 2, width / 2, channels),
                _ => new Shape(height, width, channels),
            });
        }
        return images;
    }

    private static IEnumerable<Fault> EvenKernel(Settings settings)
    {
        int kernel = settings.Integer("kernel");
        if (kernel % 2 == 0)
        {
            yield return new Fault(
                "kernel",
                $"`kernel: {kernel}` is even and has no middle; use {kernel - 1} or {kernel + 1}.");
        }
    }
}
