using System.Numerics.Tensors;
using Szilard.Observables.Algebra;
using Szilard.Tensors;

namespace Szilard.Observables.Statistics;

/// <summary>Cross-products Σ x̃·ỹᵀ of centred arrays whose pairing has been shuffled.</summary>
/// <remarks>Under a random pairing the entries have mean 0 and covariance XX⊗YY/(n − 1), exactly. Up to a
/// cost limit rows are really shuffled; beyond it (n is then large) the cross-products are drawn from the
/// normal law with those moments, which is their limit (Hoeffding, "A combinatorial central limit theorem",
/// 1951), so that a draw costs O(d³) and not O(n·d²).</remarks>
internal sealed class CrossNull
{
    private const long ShuffleUpTo = 1L << 22;
    private readonly Matrix _x;
    private readonly Matrix _y;
    private readonly Matrix? _rootX;
    private readonly Matrix? _rootY;

    /// <summary>A source of draws for centred x and y of equal row count.</summary>
    public CrossNull(Matrix x, Matrix y)
    {
        (_x, _y) = (x, y);
        if ((long)x.Rows * x.Columns * y.Columns <= ShuffleUpTo)
            return;
        _rootX = Root(x);
        _rootY = Root(y);
    }

    /// <summary>One draw, x columns × y columns.</summary>
    public Matrix Draw(RandomKey key)
    {
        if (_rootX is null || _rootY is null)
            return Shuffle(key);
        var noise = new Matrix(_x.Columns, _y.Columns);
        RandomStream stream = key.Stream();
        stream.FillNormal(noise.Values);
        TensorPrimitives.Divide(noise.Values, Math.Sqrt(_x.Rows - 1), noise.Values);
        return CrossProducts.MultiplyTransposed(CrossProducts.Multiply(_rootX, noise), _rootY);
    }

    private Matrix Shuffle(RandomKey key)
    {
        double[] noX = new double[_x.Columns], noY = new double[_y.Columns];
        Matrix shuffled = _y.Select(PermutationNull.Shuffled(_y.Rows, key));
        return CrossProducts.Of(_x, noX, shuffled, noY);
    }

    private static Matrix Root(Matrix x) =>
        SymmetricEigen.OfGram(CrossProducts.Gram(x, new double[x.Columns])).Function(Math.Sqrt);
}
