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
        MixesSamples = _backbone.Concat(_projector).OfType<BatchNormLayer>().Any();
    }

    /// <summary>All parameters and running statistics, in order.</summary>
    public IReadOnlyList<Parameter> Parameters { get; }

    /// <summary>Columns of the representation.</summary>
    public int RepresentationDimensions { get; }

    /// <summary>Columns of what the objective sees.</summary>
    public int OutputDimensions { get; }

    /// <summary>True where samples of a batch act on each other (batch normalisation), so that two views must
    /// not be encoded as one batch.</summary>
    public bool MixesSamples { get; }

    /// <summary>The representation: the backbone's output.</summary>
    public Tensor Represent(Tensor x, bool training)
    {
        Tensor h = Run(_backbone, x, training);
        return h.Shape.Rank == 2 ? h : h.Flatten();
    }

    /// <summary>The representation of many observations, piece by piece, without a trace.</summary>
    public Batch Encode(Device device, Batch observations)
    {
        var values = new float[observations.Count * RepresentationDimensions];
        for (int start = 0; start < observations.Count; start += EncodeChunk)
        {
            int count = Math.Min(EncodeChunk, observations.Count - start);
            using Tape tape = new(device, recording: false);
            Tensor x = tape.Constant(
                new Shape([count, .. observations.Shape.Lengths[1..]]),
                observations.Values.AsSpan(start * observations.ItemSize, count * observations.ItemSize));
            Represent(x, training: false).ToSingles().CopyTo(values, start * RepresentationDimensions);
        }
        return new Batch(new Shape(observations.Count, RepresentationDimensions), values);
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

    private static Tensor Run(ILayer[] layers, Tensor x, bool training)
    {
        foreach (ILayer layer in layers)
            x = layer.Forward(x, training);
        return x;
    }
}
