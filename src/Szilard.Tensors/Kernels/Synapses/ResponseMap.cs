using System.Numerics;

namespace Szilard.Tensors.Kernels;

/// <summary>A linear response in the order in which the kernel goes through it: u_k = a_k·s₀ + Σ_i
/// c_ki·(s_{i+1} − s_i), instants of large response first, in blocks of four, each with the range of
/// differences that it needs.</summary>
/// <remarks>Currents differ by thousandths of themselves between levels, so differences keep the digits; and
/// a kernel shorter than a ramp sees few of them.</remarks>
public sealed class ResponseMap<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>Instants per block.</summary>
    internal const int Block = 4;

    /// <summary>A response from its matrix.</summary>
    /// <param name="levels">L, how many currents it maps from, ≥ 2.</param>
    /// <param name="map">K×L: u_k = Σ_l map[k, l]·s_l.</param>
    /// <param name="weights">K: what each instant adds to the integral.</param>
    /// <exception cref="ArgumentException">Sizes do not fit.</exception>
    public ResponseMap(int levels, ReadOnlySpan<double> map, ReadOnlySpan<double> weights)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(levels, 2);
        if (map.Length != weights.Length * levels)
        {
            throw new ArgumentException(
                $"{weights.Length} instants of {levels} levels need {weights.Length * levels} coefficients, "
                + $"but {map.Length} were given.");
        }
        Levels = levels;
        Instant[] instants = Sorted(levels, map, weights);
        Blocks = (instants.Length + Block - 1) / Block;
        (Level, Weight) = (new T[Blocks * Block], new T[Blocks * Block]);
        Change = new T[Blocks * Block * (levels - 1)];
        for (int k = 0; k < instants.Length; k++)
            Fill(k, instants[k]);
        (From, To, ReachOfChange, ReachOfLevel) = (
            new int[Blocks], new int[Blocks], new float[Blocks + 1], new float[Blocks + 1]);
        for (int b = Blocks - 1; b >= 0; b--)
            Bound(b);
    }

    /// <summary>L.</summary>
    public int Levels { get; }

    internal int Blocks { get; }

    /// <summary>a, one per instant: the area of the kernel.</summary>
    internal T[] Level { get; }

    /// <summary>c, block by block, (L − 1)×4 each.</summary>
    internal T[] Change { get; }

    internal T[] Weight { get; }

    /// <summary>First difference that a block needs.</summary>
    internal int[] From { get; }

    /// <summary>One past the last.</summary>
    internal int[] To { get; }

    /// <summary>The most that this block and all after it make of differences of size 1.</summary>
    internal float[] ReachOfChange { get; }

    /// <summary>The most that they make of a level of size 1.</summary>
    internal float[] ReachOfLevel { get; }

    private static Instant[] Sorted(int levels, ReadOnlySpan<double> map, ReadOnlySpan<double> weights)
    {
        var instants = new Instant[weights.Length];
        for (int k = 0; k < instants.Length; k++)
            instants[k] = Instant.From(map.Slice(k * levels, levels), weights[k]);
        return [.. instants.OrderByDescending(i => i.Reach)];
    }

    private void Fill(int k, Instant instant)
    {
        (Level[k], Weight[k]) = (T.CreateTruncating(instant.Level), T.CreateTruncating(instant.Weight));
        int start = k / Block * Block * (Levels - 1);
        for (int i = 0; i < Levels - 1; i++)
            Change[start + (i * Block) + (k % Block)] = T.CreateTruncating(instant.Change[i]);
    }

    private void Bound(int b)
    {
        int differences = Levels - 1;
        ReadOnlySpan<T> change = Change.AsSpan(b * Block * differences, Block * differences);
        int first = change.IndexOfAnyExcept(T.Zero), last = change.LastIndexOfAnyExcept(T.Zero);
        (From[b], To[b]) = first < 0 ? (0, 0) : (first / Block, (last / Block) + 1);
        float reach = 0;
        for (int k = 0; k < Block; k++)
        {
            float sum = 0;
            for (int i = 0; i < differences; i++)
                sum += Size(change[(i * Block) + k]);
            reach = Math.Max(reach, sum);
        }
        float level = Level.AsSpan(b * Block, Block).ToArray().Max(Size);
        ReachOfChange[b] = Math.Max(reach, ReachOfChange[b + 1]);
        ReachOfLevel[b] = Math.Max(level, ReachOfLevel[b + 1]);
    }

    private static float Size(T value) => Math.Abs(float.CreateTruncating(value));

    /// <summary>One row of the map in differences. A sum of coefficients that is rounding alone is
    /// zero.</summary>
    private sealed record Instant(double Level, double[] Change, double Weight)
    {
        public double Reach => Change.Sum(Math.Abs) + Math.Abs(Level);

        public static Instant From(ReadOnlySpan<double> row, double weight)
        {
            var change = new double[row.Length - 1];
            double rest = 0, size = 0;
            for (int l = row.Length - 1; l > 0; l--)
            {
                rest += row[l];
                size += Math.Abs(row[l]);
                change[l - 1] = Clean(rest, size);
            }
            return new Instant(Clean(rest + row[0], size + Math.Abs(row[0])), change, weight);
        }

        private static double Clean(double sum, double size) => Math.Abs(sum) <= 1e-13 * size ? 0 : sum;
    }
}
