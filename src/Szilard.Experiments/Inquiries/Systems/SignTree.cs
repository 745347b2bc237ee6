using Szilard.Tensors;

namespace Szilard.Experiments.Inquiries.Systems;

/// <summary>A binary tree of signs: each node is its parent's sign with probability (1 + δ)/2, leaves are seen; a
/// pair shares the root and everything below is drawn anew.</summary>
/// <param name="Depth">Edges from root to leaf.</param>
/// <param name="Couplings">δ of each node towards its parent, row by row from the root, whose own is not
/// used.</param>
internal sealed record SignTree(int Depth, double[] Couplings)
{
    /// <summary>Nodes above the leaves.</summary>
    public int Latents => (1 << Depth) - 1;

    /// <summary>All couplings equal.</summary>
    public static SignTree Even(int depth, double coupling)
    {
        var couplings = new double[(2 << depth) - 1];
        couplings.AsSpan().Fill(coupling);
        return new SignTree(depth, couplings);
    }

    /// <summary>|δ| uniform in [low, 1], of either sign.</summary>
    public static SignTree Draw(int depth, double low, RandomKey key)
    {
        RandomStream stream = key.Stream();
        var couplings = new double[(2 << depth) - 1];
        foreach (ref double coupling in couplings.AsSpan())
            coupling = stream.NextUniform(low, 1) * (stream.NextDouble() < 0.5 ? -1 : 1);
        return new SignTree(depth, couplings);
    }

    /// <summary>All nodes, row by row from the root, of two trees per sample: first all left ones, then in the
    /// same order their partners.</summary>
    public Matrix Pairs(int count, RandomKey key)
    {
        RandomStream stream = key.Stream();
        Matrix nodes = new(2 * count, Couplings.Length);
        for (int i = 0; i < count; i++)
        {
            double root = stream.NextDouble() < 0.5 ? -1 : 1;
            Grow(nodes.Row(i), root, ref stream);
            Grow(nodes.Row(count + i), root, ref stream);
        }
        return nodes;
    }

    private void Grow(Span<double> nodes, double root, ref RandomStream stream)
    {
        nodes[0] = root;
        for (int node = 1; node < nodes.Length; node++)
        {
            double parent = nodes[(node - 1) / 2];
            nodes[node] = stream.NextDouble() < 0.5 * (1 + Couplings[node]) ? parent : -parent;
        }
    }
}
