using Szilard.Observables.Statistics;
using Szilard.Tensors;
using Szilard.Tensors.Kernels;

namespace Szilard.Observables.Disentanglement;

/// <summary>Mutual information of each dimension with each latent, and the latents' entropies, in
/// nats.</summary>
/// <param name="Information">Dimensions × latents.</param>
/// <param name="Entropies">Of the latents.</param>
internal sealed record InformationTable(Matrix Information, double[] Entropies)
{
    /// <summary>What is below this is what rounding leaves of 0.</summary>
    public const double Nothing = 1e-12;

    /// <summary>The table of all samples, without each group, and of shuffled pairings; once per
    /// specimen.</summary>
    public static (InformationTable All, InformationTable[] LeftOut, InformationTable[] Shuffled) Of(
        Specimen specimen, Workers workers)
    {
        (Matrix h, Matrix z) = (specimen.Representation, specimen.Latents!);
        return specimen.Shared.Once(("information", h, z), () => new Count(h, z).Run(workers));
    }

    /// <summary>Why there is no table; null where there is.</summary>
    public static string? Obstacle(Specimen specimen, int latents, int dimensions)
    {
        (Matrix h, Matrix z) = (specimen.Representation, specimen.Latents!);
        if (h.Rows < 4)
            return $"{h.Rows} samples; a table of levels needs at least 4.";
        return z.Columns < latents || h.Columns < dimensions
            ? $"{z.Columns} latents and {h.Columns} dimensions; the score compares at least {latents} and "
            + $"{dimensions} of them."
            : null;
    }

    /// <summary>Latents that are not constant; a score over none is not defined.</summary>
    public int[] Varying =>
        [.. Enumerable.Range(0, Entropies.Length).Where(k => Entropies[k] > Nothing)];

    /// <summary>Joint counts of every pair of columns. The counts of the groups are kept apart in one pass,
    /// so leaving a group out costs no second look at the samples.</summary>
    private sealed class Count
    {
        private readonly Factor[] _codes;
        private readonly Factor[] _factors;
        private readonly int[] _groupOf;
        private readonly int _groups;
        private readonly int[][][] _shuffled;
        private readonly double[] _xLogX;

        public Count(Matrix h, Matrix z)
        {
            (_codes, _factors) = (Factor.OfColumns(h), Factor.OfColumns(z));
            int[][] groups = Resampling.Groups(h.Rows);
            (_groups, _groupOf) = (groups.Length, new int[h.Rows]);
            for (int g = 0; g < groups.Length; g++)
                foreach (int row in groups[g])
                    _groupOf[row] = g;
            int[][] orders =
                [.. Enumerable.Range(0, Resampling.Draws).Select(d => Resampling.Order(h.Rows, d))];
            _shuffled = Array.ConvertAll(_factors, f => Array.ConvertAll(
                orders, order => Array.ConvertAll(order, i => f.Levels[i])));
            _xLogX = [.. Enumerable.Range(0, h.Rows + 1).Select(c => c == 0 ? 0 : c * Math.Log(c))];
        }

        public (InformationTable, InformationTable[], InformationTable[]) Run(Workers workers)
        {
            InformationTable[] tables = [.. Enumerable.Range(0, 1 + _groups + Resampling.Draws).Select(_ =>
                new InformationTable(new Matrix(_codes.Length, _factors.Length),
                    new double[_factors.Length]))];
            for (int k = 0; k < _factors.Length; k++)
                Fill(tables, _factors[k], _factors[k], (table, value) => table.Entropies[k] = value, null);
            workers.Run(_codes.Length, j =>
            {
                for (int k = 0; k < _factors.Length; k++)
                    Fill(tables, _codes[j], _factors[k], (table, value) => table.Information[j, k] = value,
                        _shuffled[k]);
            });
            return (tables[0], tables[1..(1 + _groups)], tables[(1 + _groups)..]);
        }

        private void Fill(
            InformationTable[] tables, Factor a, Factor b, Action<InformationTable, double> put,
            int[][]? shuffled)
        {
            int cells = a.Count * b.Count;
            int[] counts = new int[(_groups + 1) * cells],
                rows = Array.ConvertAll(a.Levels, l => l * b.Count);
            for (int i = 0; i < _groupOf.Length; i++)
                counts[(_groupOf[i] * cells) + rows[i] + b.Levels[i]]++;
            Span<int> all = counts.AsSpan(_groups * cells);
            for (int g = 0; g < _groups; g++)
                Add(counts.AsSpan(g * cells, cells), all, 1);
            put(tables[0], Information(all, b.Count));
            for (int g = 0; g < _groups; g++)
            {
                Add(counts.AsSpan(g * cells, cells), all, -1);
                put(tables[1 + g], Information(all, b.Count));
                Add(counts.AsSpan(g * cells, cells), all, 1);
            }
            double whole = Information(all, b.Count);
            int[] four = new int[4 * cells];
            for (int draw = 0; draw < Resampling.Draws; draw++)
            {
                if (shuffled is not null && draw % 4 == 0)
                    CountFour(rows, shuffled.AsSpan(draw, 4), four);
                put(tables[1 + _groups + draw], shuffled is null
                    ? whole : Information(four.AsSpan(draw % 4 * cells, cells), b.Count));
            }
        }

        /// <summary>Counts of four pairings, one after the other; taken up side by side, since a count waits
        /// for the one before only where it falls into the same cell.</summary>
        private static void CountFour(int[] rows, ReadOnlySpan<int[]> columns, Span<int> counts)
        {
            counts.Clear();
            int cells = counts.Length / 4;
            Span<int> a = counts[..cells], b = counts.Slice(cells, cells);
            Span<int> c = counts.Slice(2 * cells, cells), d = counts.Slice(3 * cells, cells);
            ReadOnlySpan<int> first = columns[0], second = columns[1], third = columns[2], fourth = columns[3];
            for (int i = 0; i < rows.Length; i++)
            {
                int row = rows[i];
                a[row + first[i]]++;
                b[row + second[i]]++;
                c[row + third[i]]++;
                d[row + fourth[i]]++;
            }
        }

        private static void Add(ReadOnlySpan<int> part, Span<int> sum, int sign)
        {
            for (int c = 0; c < sum.Length; c++)
                sum[c] += sign * part[c];
        }

        /// <summary>ln n + (Σ c_ab ln c_ab − Σ c_a ln c_a − Σ c_b ln c_b)/n.</summary>
        private double Information(ReadOnlySpan<int> counts, int width)
        {
            Span<int> columns = stackalloc int[width];
            columns.Clear();
            double sum = 0;
            int n = 0;
            for (int start = 0; start < counts.Length; start += width)
            {
                int row = 0;
                for (int b = 0; b < width; b++)
                {
                    int count = counts[start + b];
                    sum += _xLogX[count];
                    row += count;
                    columns[b] += count;
                }
                sum -= _xLogX[row];
                n += row;
            }
            foreach (int column in columns)
                sum -= _xLogX[column];
            double information = n == 0 ? 0 : Math.Log(n) + (sum / n);
            return information > Nothing ? information : 0;
        }
    }
}
