using Szilard.Tensors;

namespace Szilard.Learners.Encoders;

/// <summary>One layer of a network: parameters and a function.</summary>
public interface ILayer
{
    /// <summary>Everything that a checkpoint must keep, running statistics included.</summary>
    IEnumerable<Parameter> Parameters { get; }

    /// <summary>The layer's function. In training, batch statistics are used and running ones
    /// updated.</summary>
    Tensor Forward(Tensor x, bool training);
}

/// <summary>f(x·w + b).</summary>
internal sealed class LinearLayer(Parameter weight, Parameter bias, UnaryFunction? activation) : ILayer
{
    public IEnumerable<Parameter> Parameters => [weight, bias];

    public Tensor Forward(Tensor x, bool training) =>
        (x.Shape.Rank == 2 ? x : x.Flatten()).Linear(x.Tape.Watch(weight), x.Tape.Watch(bias), activation);
}

/// <summary>A convolution without bias where batch normalisation follows.</summary>
internal sealed class ConvolutionLayer(Parameter weight, Parameter? bias, int stride, int padding) : ILayer
{
    public IEnumerable<Parameter> Parameters => bias is null ? [weight] : [weight, bias];

    public Tensor Forward(Tensor x, bool training) => x.Convolve(
        x.Tape.Watch(weight), bias is null ? null : x.Tape.Watch(bias), stride, padding);
}

/// <summary>A function of each element.</summary>
internal sealed class ActivationLayer(UnaryFunction f) : ILayer
{
    public IEnumerable<Parameter> Parameters => [];

    public Tensor Forward(Tensor x, bool training) => f.Kind switch
    {
        UnaryKind.Relu => x.Relu(),
        UnaryKind.LeakyRelu => x.LeakyRelu(f.A),
        UnaryKind.Gelu => x.Gelu(),
        _ => x.Tanh(),
    };
}

/// <summary>Disjoint maxima.</summary>
internal sealed class MaxPoolLayer(int size) : ILayer
{
    public IEnumerable<Parameter> Parameters => [];

    public Tensor Forward(Tensor x, bool training) => x.MaxPool(size);
}

/// <summary>The mean over height and width.</summary>
internal sealed class GlobalAveragePoolLayer : ILayer
{
    public IEnumerable<Parameter> Parameters => [];

    public Tensor Forward(Tensor x, bool training) => x.GlobalAveragePool();
}

/// <summary>One row per sample.</summary>
internal sealed class FlattenLayer : ILayer
{
    public IEnumerable<Parameter> Parameters => [];

    public Tensor Forward(Tensor x, bool training) => x.Flatten();
}

/// <summary>Rows of unit length, times a radius.</summary>
internal sealed class SphereLayer(double radius) : ILayer
{
    public IEnumerable<Parameter> Parameters => [];

    public Tensor Forward(Tensor x, bool training) =>
        radius == 1 ? x.NormalizeRows() : x.NormalizeRows().Scale(radius);
}

/// <summary>Rows of unit length, times a radius that is learned: that of cl-ica's rescaling layer.</summary>
internal sealed class LearnedSphereLayer(Parameter radius) : ILayer
{
    public IEnumerable<Parameter> Parameters => [radius];

    public Tensor Forward(Tensor x, bool training) => x.NormalizeRows().Multiply(x.Tape.Watch(radius));
}

/// <summary>Sigmoids stretched to a box from the origin, each side of which is learned: cl-ica's soft
/// clipping.</summary>
internal sealed class LearnedBoxLayer(Parameter sides) : ILayer
{
    public IEnumerable<Parameter> Parameters => [sides];

    public Tensor Forward(Tensor x, bool training) => x.Sigmoid().Multiply(x.Tape.Watch(sides));
}

/// <summary>Sigmoids stretched to a box.</summary>
internal sealed class BoxLayer(double minimum, double maximum) : ILayer
{
    public IEnumerable<Parameter> Parameters => [];

    public Tensor Forward(Tensor x, bool training) => x.Sigmoid().Scale(maximum - minimum, minimum);
}

/// <summary>Layer normalisation, then a nonlinearity.</summary>
internal sealed class LayerNormLayer(Parameter scale, Parameter shift) : ILayer
{
    public IEnumerable<Parameter> Parameters => [scale, shift];

    public Tensor Forward(Tensor x, bool training) => x.LayerNorm(x.Tape.Watch(scale), x.Tape.Watch(shift));
}
