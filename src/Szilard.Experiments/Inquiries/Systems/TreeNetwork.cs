using Szilard.Learners.Objectives;
using Szilard.Observables.Statistics;
using Szilard.Tensors;
using Szilard.Tensors.Kernels;
using Szilard.Worlds;
using Szilard.Worlds.Generated;

namespace Szilard.Experiments.Inquiries.Systems;

/// <summary>A network in the shape of a tree of signs: a group of hidden units stands at each latent node and
/// reads the groups, or the leaves, below it. Trained by NT-Xent on the root's group.</summary>
internal sealed class TreeNetwork : IDisposable
{
    private readonly CpuDevice<float> _device = new();
    private readonly TreeWorld _tree;
    private readonly NtXent _loss;
    private readonly (Parameter Left, Parameter Right, Parameter Bias)[] _nodes;

    /// <summary>A network before training; weights and biases uniform on ±1/√inputs.</summary>
    /// <param name="tree">Its shape and its data.</param>
    /// <param name="units">Hidden units per node.</param>
    /// <param name="temperature">τ of the loss.</param>
    /// <param name="key">First values.</param>
    public TreeNetwork(TreeWorld tree, int units, double temperature, RandomKey key)
    {
        (_tree, _loss) = (tree, new NtXent(temperature));
        _nodes = [.. Enumerable.Range(0, tree.LatentDimensions).Select(n =>
        {
            int inputs = SeesLeaves(n) ? 1 : units;
            RandomStream stream = key.Split("node", n).Stream();
            double reach = 1 / Math.Sqrt(2 * inputs);
            return (Array("left", inputs, ref stream), Array("right", inputs, ref stream), Bias(ref stream));

            Parameter Array(string name, int rows, ref RandomStream from) => new(
                _device, $"{name}.{n}", new Shape(rows, units), Uniform(rows * units, reach, ref from));

            Parameter Bias(ref RandomStream from) =>
                new(_device, $"bias.{n}", new Shape(units), Uniform(units, reach, ref from));
        })];
    }

    /// <summary>One step of gradient descent on fresh pairs.</summary>
    public void Learn(int batch, double rate, RandomKey key)
    {
        using Tape tape = new(_device);
        Tensor root = Run(tape, Nodes(_tree, batch, key))[0];
        ObjectiveContext context = new(new Dictionary<string, Tensor>(), key);
        Gradients gradients = tape.Differentiate(_loss.Evaluate(
            root.SliceRows(0, batch), root.SliceRows(batch, batch), context).Value);
        foreach ((Parameter left, Parameter right, Parameter bias) in _nodes)
        {
            foreach (Parameter parameter in (Parameter[])[left, right, bias])
            {
                if (gradients.Of(parameter) is { } gradient)
                    _device.AddScaled(-rate, gradient, parameter.Storage);
            }
        }
    }

    /// <summary>Mean over the nodes of each depth, root first, of the largest |correlation| of a node with a
    /// unit of its group.</summary>
    public double[] Correlations(int samples, RandomKey key)
    {
        Matrix nodes = Nodes(_tree, samples / 2, key);
        using Tape tape = new(_device, recording: false);
        Matrix[] groups = [.. Run(tape, nodes).Select(t => t.ToMatrix())];
        double[] best = [.. groups.Select((g, n) => Enumerable.Range(0, g.Columns).Max(
            u => Math.Abs(Correlation(g.Column(u), nodes.Column(n)))))];
        return [.. Enumerable.Range(0, Depth(_tree)).Select(
            d => best[((1 << d) - 1)..((2 << d) - 1)].Average())];
    }

    /// <summary>All nodes of pairs of trees, row by row from the root, leaves last: first all left ones, then
    /// in the same order their partners.</summary>
    public static Matrix Nodes(TreeWorld tree, int pairs, RandomKey key)
    {
        Situations left = tree.Draw(pairs, 0, key);
        Matrix right = tree.Pair(left, key.Split("pair")).Right;
        Batch seen = Leaves(left.Observations), again = Leaves(tree.See(right, key.Split("again")));
        int latents = tree.LatentDimensions, leaves = seen.ItemSize;
        Matrix nodes = new(2 * pairs, latents + leaves);
        for (int i = 0; i < nodes.Rows; i++)
        {
            (Matrix above, Batch below, int row) = i < pairs
                ? (left.Latents!, seen, i) : (right, again, i - pairs);
            above.Row(row).CopyTo(nodes.Row(i));
            for (int leaf = 0; leaf < leaves; leaf++)
                nodes[i, latents + leaf] = below.Item(row)[leaf];
        }
        return nodes;
    }

    /// <inheritdoc/>
    public void Dispose() => _device.Dispose();

    /// <summary>The groups of all nodes; the root's is linear, as the last layer of a network is.</summary>
    private Tensor[] Run(Tape tape, Matrix nodes)
    {
        var groups = new Tensor[_tree.LatentDimensions];
        for (int n = _tree.LatentDimensions - 1; n >= 0; n--)
        {
            (Parameter left, Parameter right, Parameter bias) = _nodes[n];
            Tensor sum = Child((2 * n) + 1).MatMul(tape.Watch(left))
                .Add(Child((2 * n) + 2).Linear(tape.Watch(right), tape.Watch(bias)));
            groups[n] = n == 0 ? sum : sum.Relu();
        }
        return groups;

        Tensor Child(int child) => child < groups.Length
            ? groups[child] : tape.Constant(new Matrix(nodes.Rows, 1, nodes.Column(child)));
    }

    private static Batch Leaves(Observations observations) => ((VectorObservations)observations).Values;

    private static int Depth(TreeWorld tree) =>
        System.Numerics.BitOperations.Log2((uint)tree.ObservationShape.Size);

    private bool SeesLeaves(int node) => (2 * node) + 1 >= _tree.LatentDimensions;

    /// <summary>0 where a unit never changes.</summary>
    private static double Correlation(double[] x, double[] y)
    {
        double mx = Spread.Mean(x), my = Spread.Mean(y), xx = 0, yy = 0, xy = 0;
        for (int i = 0; i < x.Length; i++)
        {
            xx += (x[i] - mx) * (x[i] - mx);
            yy += (y[i] - my) * (y[i] - my);
            xy += (x[i] - mx) * (y[i] - my);
        }
        return xx > 0 && yy > 0 ? xy / Math.Sqrt(xx * yy) : 0;
    }

    private static float[] Uniform(int count, double reach, ref RandomStream stream)
    {
        var values = new float[count];
        foreach (ref float value in values.AsSpan())
            value = (float)stream.NextUniform(-reach, reach);
        return values;
    }
}
