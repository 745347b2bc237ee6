using Szilard.Tensors;
using Szilard.Worlds.Views;

namespace Szilard.Learners.Encoders;

/// <summary>An encoder as built: a backbone, whose output is the representation, and a projector, whose
/// output the objective sees. Without a projector the two are the same.</summary>
public sealed class Network
{
    private const int EncodeChunk = 1024;

    private readonly ILayer[] _backbone;
    private readonly ILayer[] _projector;

    /// <summary>A network from its layers.</summary>
    public Network(
        IEnumerable<ILayer> backbone, IEnumerable<ILayer> projector, int representation, int outputs)
    {
        (_backbone, _projector) = ([.. backbone], [.. projector]);
        (RepresentationDimensions, OutputDimensions) = (representation, outputs);
        Parameters = [.. _backbone.Concat(_projector).SelectMany(layer => layer.Parameters)];
        Layers = Stages().Count;
        MixesSamples = _backbone.Concat(_projector).OfType<BatchNormLayer>().Any();
    }

    /// <summary>All parameters and running statistics, in order.</summary>
    public IReadOnlyList<Parameter> Parameters { get; }

    /// <summary>Columns of the representation.</summary>
    public int RepresentationDimensions { get; }

    /// <summary>Columns of what the objective sees.</summary>
    public int OutputDimensions { get; }

    /// <summary>How many layers can be looked at: linear maps, convolutions and couplings, each with the
    /// normalisation, nonlinearity and pooling behind it, those of the projector last.</summary>
    public int Layers { get; }

    /// <summary>True where samples of a batch act on each other (batch normalisation), so that two views must
    /// not be encoded as one batch.</summary>
    public bool MixesSamples { get; }

    /// <summary>The representation: the backbone's output.</summary>
    public Tensor Represent(Tensor x, bool training)
    {
        Tensor h = Run(_backbone, x, training);
        return h.Shape.Rank == 2 ? h : h.Flatten();
    }

    /// <summary>What comes out of a layer.</summary>
    /// <param name="x">Observations.</param>
    /// <param name="layer">1 … <see cref="Layers"/>, from the input; 0 for the representation.</param>
    public Tensor Layer(Tensor x, int layer)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(layer);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(layer, Layers);
        Tensor h = layer == 0
            ? Represent(x, training: false) : Run([.. Stages().Take(layer).SelectMany(s => s)], x, false);
        return h.Shape.Rank == 2 ? h : h.Flatten();
    }

    /// <summary>What comes out of a layer for many observations, piece by piece, without a trace.</summary>
    /// <param name="device">Where the arithmetic is done.</param>
    /// <param name="observations">What is seen.</param>
    /// <param name="layer">As in <see cref="Layer"/>; the representation by default.</param>
    public Batch Encode(Device device, Batch observations, int layer = 0)
    {
        List<float> values = [];
        for (int start = 0; start < observations.Count; start += EncodeChunk)
        {
            int count = Math.Min(EncodeChunk, observations.Count - start);
            using Tape tape = new(device, recording: false);
            Tensor x = tape.Constant(
                new Shape([count, .. observations.Shape.Lengths[1..]]),
                observations.Values.AsSpan(start * observations.ItemSize, count * observations.ItemSize));
            values.AddRange(Layer(x, layer).ToSingles());
        }
        int columns = observations.Count == 0 ? RepresentationDimensions : values.Count / observations.Count;
        return new Batch(new Shape(observations.Count, columns), [.. values]);
    }

    /// <summary>What the objective sees: the projector's output.</summary>
    public Tensor Project(Tensor x, bool training) => Run(_projector, Represent(x, training), training);

    /// <summary>What the objective sees of both views, in training: as one batch where samples do not act on
    /// each other, else one after the other.</summary>
    public (Tensor Left, Tensor Right) Look(Tape tape, ViewPair views)
    {
        Tensor left = tape.Constant(views.Left), right = tape.Constant(views.Right);
        if (MixesSamples)
            return (Project(left, training: true), Project(right, training: true));
        int n = views.Left.Count;
        Tensor both = Project(left.ConcatRows(right), training: true);
        return (both.SliceRows(0, n), both.SliceRows(n, n));
    }

    /// <summary>The layers by stages, each of which begins with a linear map, a convolution or a
    /// coupling.</summary>
    private List<List<ILayer>> Stages()
    {
        List<List<ILayer>> stages = [];
        foreach (ILayer layer in _backbone.Concat(_projector))
        {
            if (stages.Count == 0 || layer is LinearLayer or ConvolutionLayer or CouplingLayer)
                stages.Add([]);
            stages[^1].Add(layer);
        }
        return stages;
    }

    private static Tensor Run(IReadOnlyList<ILayer> layers, Tensor x, bool training)
    {
        foreach (ILayer layer in layers)
            x = layer.Forward(x, training);
        return x;
    }
}
