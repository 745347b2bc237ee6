using Szilard.Tensors;

namespace Szilard.Experiments.Inquiries.Systems;

/// <summary>Linear maps without biases with ReLUs between them, of which each layer's kernel K = f₋₁ ⊗ J is
/// known.</summary>
/// <param name="Weights">Inputs × outputs of each layer.</param>
internal sealed record ReluStack(IReadOnlyList<Matrix> Weights)
{
    /// <summary>Normal weights of variance 2/inputs.</summary>
    public static ReluStack Draw(RandomKey key, params int[] widths) => new(
    [
        .. widths[1..].Select((outputs, l) =>
            LossDescent.Start(widths[l], outputs, Math.Sqrt(2.0 / widths[l]), key.Split("layer", l))),
    ]);

    /// <summary>The output on a tape.</summary>
    public static Tensor Forward(Tensor x, IReadOnlyList<Tensor> weights)
    {
        for (int l = 0; l < weights.Count; l++)
            x = l < weights.Count - 1 ? x.MatMul(weights[l]).Relu() : x.MatMul(weights[l]);
        return x;
    }

    /// <summary>K of each layer at one input: (inputs·outputs) × outputs of the network, rows in the order of
    /// the layer's weights.</summary>
    public Matrix[] Kernels(double[] x)
    {
        var sums = new double[Weights.Count][];
        var incoming = new double[Weights.Count][];
        for (int l = 0; l < Weights.Count; l++)
        {
            incoming[l] = l == 0 ? x : [.. sums[l - 1].Select(s => Math.Max(0, s))];
            sums[l] = [.. Enumerable.Range(0, Weights[l].Columns).Select(
                j => incoming[l].Select((f, i) => f * Weights[l][i, j]).Sum())];
        }
        var kernels = new Matrix[Weights.Count];
        int outputs = Weights[^1].Columns;
        Matrix jacobian = new(outputs, outputs);
        for (int o = 0; o < outputs; o++)
            jacobian[o, o] = 1;
        for (int l = Weights.Count - 1; l >= 0; l--)
        {
            kernels[l] = Product(incoming[l], jacobian);
            if (l > 0)
                jacobian = Back(Weights[l], sums[l - 1], jacobian);
        }
        return kernels;
    }

    private static Matrix Product(double[] incoming, Matrix jacobian)
    {
        Matrix kernel = new(incoming.Length * jacobian.Rows, jacobian.Columns);
        for (int row = 0; row < kernel.Rows; row++)
            for (int o = 0; o < kernel.Columns; o++)
                kernel[row, o] = incoming[row / jacobian.Rows] * jacobian[row % jacobian.Rows, o];
        return kernel;
    }

    private static Matrix Back(Matrix weights, double[] sums, Matrix jacobian)
    {
        Matrix back = new(sums.Length, jacobian.Columns);
        for (int i = 0; i < sums.Length; i++)
        {
            if (sums[i] <= 0)
                continue;
            for (int o = 0; o < jacobian.Columns; o++)
            {
                for (int j = 0; j < jacobian.Rows; j++)
                    back[i, o] += weights[i, j] * jacobian[j, o];
            }
        }
        return back;
    }
}
