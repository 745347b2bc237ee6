using System.Numerics.Tensors;
using Szilard.Learners;
using Szilard.Learners.Encoders;
using Szilard.Learners.Optimisers;
using Szilard.Parts;
using Szilard.Tensors;
using Szilard.Tensors.Kernels;
using Szilard.Worlds.Views;
using Tensor = Szilard.Tensors.Tensor;

namespace Szilard.Experiments.Inquiries.Systems;

/// <summary>What is done with the class while the turn is learned.</summary>
internal enum ClassTerm
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>It is learned too: + cross-entropy.</summary>
    Add,

    /// <summary>It is unlearned: a classifier goes on learning, and the encoder makes it uncertain:
    /// cross-entropy of its answer to equal shares, which is bounded below, where − cross-entropy is
    /// not.</summary>
    Eliminate,
}

/// <summary>A perceptron of one hidden layer with a head that tells the quarter turn of a picture, and one
/// that tells its class. Heads have a hidden layer of their own: a turn that is orientation less class is no
/// linear function of the two.</summary>
internal sealed class TurnLearner : IDisposable
{
    private const double Rate = 0.002;
    private const int Outputs = 32, Hidden = 64;

    private readonly CpuDevice<float> _device = new(1);
    private readonly Optimiser _optimiser =
        Optimiser.Catalogue.Build("adam", new Dictionary<string, object>());
    private readonly ClassTerm _term;
    private readonly double _weight;
    private readonly Network _network;
    private readonly Parameter[] _turns, _classes, _all;
    private readonly IReadOnlyList<Storage>[] _slots;
    private long _step;

    /// <summary>A learner before its first step.</summary>
    /// <param name="term">What is done with the class.</param>
    /// <param name="weight">Weight of the class term.</param>
    /// <param name="item">Values of a picture.</param>
    /// <param name="key">First values.</param>
    public TurnLearner(ClassTerm term, double weight, int item, RandomKey key)
    {
        (_term, _weight) = (term, weight);
        _network = EncoderDesign.Catalogue.Build("mlp", new Dictionary<string, object>
        {
            ["widths"] = new double[] { 128 },
            ["outputs"] = (long)Outputs,
            ["activation"] = "relu",
        }).Build(_device, new Shape(item), key.Split("network"));
        (_turns, _classes) = (Head("turns", QuarterTurn.Count), Head("classes", TurnedShapes.Kinds));
        _all = [.. _network.Parameters, .. _turns, .. _classes];
        _slots = [.. _all.Select(p => StateStorage.Zeros(p, _optimiser.Slots))];

        Parameter[] Head(string name, int columns) =>
        [
            Drawn($"{name}.hidden", Outputs, Hidden), Drawn($"{name}.bias", Outputs, 0),
            Drawn($"{name}.out", Hidden, columns),
        ];

        Parameter Drawn(string name, int inputs, int columns)
        {
            Shape shape = columns == 0 ? new Shape(Hidden) : new Shape(inputs, columns);
            float[] first = new float[shape.Size];
            RandomStream random = key.Split(name).Stream();
            foreach (ref float value in first.AsSpan())
                value = (float)(random.NextUniform(-1, 1) / Math.Sqrt(inputs));
            return new Parameter(_device, name, shape, first);
        }
    }

    /// <summary>One step. Where the class is eliminated the encoder makes uncertain what the classifier
    /// learns.</summary>
    public void Learn(TurnedShapes shapes)
    {
        using Tape tape = new(_device);
        foreach (Parameter p in _classes)
            tape.Watch(p); // where the class is left alone its head has no gradient, but a place
        Tensor z = _network.Represent(tape.Constant(shapes.Pictures), training: true);
        Tensor loss = CrossEntropy(Told(z, _turns, still: false), shapes.Turns);
        if (_term == ClassTerm.Add)
            loss = loss.Add(CrossEntropy(Told(z, _classes, still: false), shapes.Classes).Scale(_weight));
        if (_term == ClassTerm.Eliminate)
            loss = loss.Add(CrossEntropy(Told(z.StopGradient(), _classes, still: false), shapes.Classes))
                .Subtract(Told(z, _classes, still: true).LogSoftmax().Mean().Scale(_weight));
        Gradients gradients = tape.Differentiate(loss);
        (_, string? diverged) = Descent.Take(
            _optimiser, [.. _all.Zip(_slots, (p, s) => new Movement(p, gradients.Of(p), s))], Rate, _step++);
        if (diverged is not null)
            throw new SzilardException($"Learning of turns diverged at step {_step}: {diverged}.");
    }

    /// <summary>The representation of pictures, and the share of them whose turn is told.</summary>
    public (Matrix Representation, double Accuracy) Judge(TurnedShapes shapes)
    {
        using Tape tape = new(_device, recording: false);
        Tensor z = _network.Represent(tape.Constant(shapes.Pictures), training: false);
        Matrix scores = Told(z, _turns, still: true).ToMatrix();
        int right = Enumerable.Range(0, scores.Rows).Count(
            i => TensorPrimitives.IndexOfMax<double>(scores.Row(i)) == shapes.Turns[i]);
        return (z.ToMatrix(), (double)right / scores.Rows);
    }

    /// <inheritdoc/>
    public void Dispose() => _device.Dispose();

    /// <summary>What a head says; where it stands still its weights get no gradient.</summary>
    private static Tensor Told(Tensor z, Parameter[] head, bool still)
    {
        Tensor[] w = [.. head.Select(p => still ? z.Tape.Watch(p).StopGradient() : z.Tape.Watch(p))];
        return z.Linear(w[0], w[1]).Relu().MatMul(w[2]);
    }

    private static Tensor CrossEntropy(Tensor logits, int[] labels) =>
        logits.LogSoftmax().Pick(labels).Mean().Scale(-1);
}
