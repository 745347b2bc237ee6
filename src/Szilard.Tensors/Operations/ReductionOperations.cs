namespace Szilard.Tensors;

/// <summary>Sums and what is made of them.</summary>
public static class ReductionOperations
{
    extension(Tensor x)
    {
        /// <summary>The sum of all elements, a scalar.</summary>
        public Tensor Sum() => Reduce(x, new Shape(), 1, x.Shape.Size, 1, 1);

        /// <summary>The mean of all elements, a scalar.</summary>
        public Tensor Mean() => Reduce(x, new Shape(), 1, x.Shape.Size, 1, 1.0 / x.Shape.Size);

        /// <summary>The sum along one axis, which is kept with length 1.</summary>
        public Tensor Sum(Index axis) => Along(x, axis.GetOffset(x.Shape.Rank), mean: false);

        /// <summary>The mean along one axis, which is kept with length 1.</summary>
        public Tensor Mean(Index axis) => Along(x, axis.GetOffset(x.Shape.Rank), mean: true);

        /// <summary>x − (mean over the first axis).</summary>
        public Tensor Centre() => x.Subtract(x.Mean(0));

        /// <summary>The variance over the first axis, kept with length 1.</summary>
        /// <param name="unbiased">Divides by n − 1 instead of n.</param>
        public Tensor Variance(bool unbiased)
        {
            double n = x.Shape[0];
            return x.Centre().Square().Sum(0).Scale(1 / (unbiased ? n - 1 : n));
        }

        /// <summary>The covariance matrix of the columns.</summary>
        /// <param name="unbiased">Divides by n − 1 instead of n.</param>
        public Tensor Covariance(bool unbiased)
        {
            Tensor centred = x.Centre();
            double n = x.Shape[0];
            return centred.MatMul(centred, transposeA: true).Scale(1 / (unbiased ? n - 1 : n));
        }
    }

    private static Tensor Along(Tensor x, int axis, bool mean)
    {
        int outer = 1, inner = 1, count = x.Shape[axis];
        for (int i = 0; i < axis; i++)
            outer *= x.Shape[i];
        for (int i = axis + 1; i < x.Shape.Rank; i++)
            inner *= x.Shape[i];
        int[] lengths = x.Shape.Lengths.ToArray();
        lengths[axis] = 1;
        return Reduce(x, new Shape(lengths), outer, count, inner, mean ? 1.0 / count : 1);
    }

    private static Tensor Reduce(Tensor x, Shape shape, int outer, int count, int inner, double factor)
    {
        Tensor y = x.Tape.Result(shape, x);
        x.Device.Sum(outer, count, inner, factor, x.Storage, y.Storage);
        return x.Tape.Record(new Operation.Sum(outer, count, inner, factor), y, x);
    }
}
