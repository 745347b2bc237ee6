namespace Szilard.Tensors;

/// <summary>Products of matrices.</summary>
public static class ProductOperations
{
    extension(Tensor a)
    {
        /// <summary>op(a)·op(b), where op transposes or not.</summary>
        /// <exception cref="ArgumentException">Not two matrices, or inner lengths that differ.</exception>
        public Tensor MatMul(Tensor b, bool transposeA = false, bool transposeB = false)
        {
            if (a.Shape.Rank != 2 || b.Shape.Rank != 2)
                throw new ArgumentException(
                    $"A product needs two matrices, but {a.Shape} and {b.Shape} were given.");
            (int m, int k) = transposeA ? (a.Shape[1], a.Shape[0]) : (a.Shape[0], a.Shape[1]);
            (int kb, int n) = transposeB ? (b.Shape[1], b.Shape[0]) : (b.Shape[0], b.Shape[1]);
            if (k != kb)
                throw new ArgumentException(
                    $"{m}×{k} times {kb}×{n}: the inner lengths {k} and {kb} differ.");
            Tensor y = a.Tape.Result(new Shape(m, n), a, b);
            a.Device.MatMul(
                m, n, k, a.Storage, transposeA, b.Storage, transposeB, y.Storage, accumulate: false);
            return a.Tape.Record(new Operation.MatMul(m, n, k, transposeA, transposeB), y, a, b);
        }

        /// <summary>⟨a_i, b_i⟩ for each row i, n×1.</summary>
        public Tensor RowDots(Tensor b) => a.Multiply(b).Sum(^1);

        /// <summary>‖a_i − b_i‖² for each row i, n×1.</summary>
        public Tensor RowSquaredDistances(Tensor b) => a.Subtract(b).Square().Sum(^1);
    }
}
