using Szilard.Tensors.Kernels;

namespace Szilard.Tensors;

/// <summary>Sums over all pairs of rows, streamed: memory grows with n·d, never with n².</summary>
public static class ContrastOperations
{
    extension(Tensor queries)
    {
        /// <summary>With s_ij the similarity of the form between query i and key j:
        /// MeanOfRows (1/n) Σ_i log(Σ_j e^{s_ij} + e^{extra_i}), Total log Σ_ij e^{s_ij}; a scalar.</summary>
        /// <param name="keys">m×d.</param>
        /// <param name="form">Similarity, scale, reduction, and which pairs are left out.</param>
        /// <param name="extra">One more candidate per query, as a logit, n×1; or null.</param>
        public Tensor PairLogSumExp(Tensor keys, PairForm form, Tensor? extra = null)
        {
            if (queries.Shape.Rank != 2 || keys.Shape.Rank != 2 || queries.Shape[1] != keys.Shape[1])
                throw new ArgumentException($"Rows of {queries.Shape} and {keys.Shape} cannot be compared.");
            Tape tape = queries.Tape;
            Tensor[] all = extra is null ? [queries, keys] : [queries, keys, extra];
            Tensor y = tape.Result(new Shape(), all);
            Storage? gq = null, gk = null, gextra = null;
            if (y.Tracked)
            {
                (gq, gk) = (tape.Borrow(queries.Shape.Size), tape.Borrow(keys.Shape.Size));
                gextra = extra is null ? null : tape.Borrow(extra.Shape.Size);
            }
            double value = queries.Device.PairLogSumExp(
                form, queries.Shape[0], keys.Shape[0], queries.Shape[1], queries.Storage, keys.Storage,
                extra?.Storage, gq, gk, gextra);
            queries.Device.Fill(y.Storage, value);
            return tape.Record(new Operation.PairLogSumExp(gq, gk, gextra), y, all);
        }

        /// <summary>The empirical characteristic function of each column at the frequencies start,
        /// start + step, …: means of cos(t x) and of sin(t x), 2 × frequencies × columns.</summary>
        public Tensor CharacteristicFunction(int frequencies, double start, double step)
        {
            (int rows, int columns) = (queries.Shape[0], queries.Shape[1]);
            Tensor y = queries.Tape.Result(new Shape(2, frequencies, columns), queries);
            queries.Device.CharacteristicFunction(
                rows, columns, frequencies, start, step, queries.Storage, y.Storage);
            return queries.Tape.Record(
                new Operation.CharacteristicFunction(frequencies, start, step), y, queries);
        }
    }
}
