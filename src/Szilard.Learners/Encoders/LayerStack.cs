using Szilard.Tensors;

namespace Szilard.Learners.Encoders;

/// <summary>Puts layers one on the other and gives each its name and its first values: weights uniform on
/// ±gain/√inputs, biases on ±1/√inputs.</summary>
internal sealed class LayerStack(Device device, string prefix, RandomKey key, double gain)
{
    private readonly List<ILayer> _layers = [];
    private int _index;

    public IReadOnlyList<ILayer> Layers => _layers;

    public void Add(ILayer layer) => _layers.Add(layer);

    /// <summary>A linear layer, then batch or layer normalisation if asked for, then the
    /// nonlinearity.</summary>
    public void Linear(int inputs, int outputs, string normalisation, UnaryFunction? activation)
    {
        string name = Next();
        Parameter weight = Draw($"{name}.weight", new Shape(inputs, outputs), inputs, gain);
        Parameter bias = Draw($"{name}.bias", new Shape(outputs), inputs, 1);
        bool plain = normalisation == "none";
        Add(new LinearLayer(weight, bias, plain ? activation : null));
        if (!plain)
            Normalise(outputs, normalisation, activation);
    }

    /// <summary>A convolution, then normalisation if asked for, then the nonlinearity.</summary>
    public void Convolution(
        int inputs, int outputs, int kernel, int stride, string normalisation, UnaryFunction activation)
    {
        string name = Next();
        int fan = inputs * kernel * kernel;
        Parameter weight = Draw($"{name}.weight", new Shape(kernel, kernel, inputs, outputs), fan, gain);
        Parameter? bias = normalisation == "batch" ? null : Draw($"{name}.bias", new Shape(outputs), fan, 1);
        Add(new ConvolutionLayer(weight, bias, stride, kernel / 2));
        Normalise(outputs, normalisation, activation);
    }

    /// <summary>A parameter of equal first values, for a layer of one's own.</summary>
    public Parameter Constant(string name, int count, double value) =>
        Fixed($"{prefix}.{name}", count, (float)value);

    private void Normalise(int columns, string normalisation, UnaryFunction? activation)
    {
        string name = $"{prefix}.{_index - 1}.norm";
        if (normalisation == "none")
        {
            if (activation is { } f)
                Add(new ActivationLayer(f));
            return;
        }
        Parameter scale = Fixed($"{name}.scale", columns, 1), shift = Fixed($"{name}.shift", columns, 0);
        double? slope = Slope(activation);
        if (normalisation == "layer")
        {
            Add(new LayerNormLayer(scale, shift));
        }
        else
        {
            Parameter mean = Fixed($"{name}.running_mean", columns, 0, trainable: false);
            Parameter variance = Fixed($"{name}.running_variance", columns, 1, trainable: false);
            Add(new BatchNormLayer(scale, shift, mean, variance, slope ?? 1));
        }
        if (activation is { } after && (normalisation == "layer" || slope is null))
            Add(new ActivationLayer(after));
    }

    /// <summary>The slope below zero where the nonlinearity can be fused into batch normalisation.</summary>
    private static double? Slope(UnaryFunction? activation) => activation?.Kind switch
    {
        null => 1,
        UnaryKind.Relu => 0,
        UnaryKind.LeakyRelu => activation.Value.A,
        _ => null,
    };

    private string Next() => $"{prefix}.{_index++}";

    private Parameter Draw(string name, Shape shape, int inputs, double factor) =>
        new(device, name, shape, Initial.Uniform(shape, inputs, key.Split(name), factor));

    private Parameter Fixed(string name, int count, float value, bool trainable = true) =>
        new(device, name, new Shape(count), Initial.Constant(count, value), trainable);
}
