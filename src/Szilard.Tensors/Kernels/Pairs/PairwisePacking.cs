using System.Numerics;

namespace Szilard.Tensors.Kernels;

/// <summary>Brings keys into panels and their gradient back.</summary>
internal static unsafe class PairwisePacking
{
    private const int Panel = PairwisePlan.Panel, CentreSamples = 256;

    /// <summary>The mean of up to 256 evenly spread keys: any point will do as the centre, one near the mean
    /// keeps rounding small.</summary>
    public static void Centre<T>(T* k, int keys, int dimensions, T* centre)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int samples = Math.Min(keys, CentreSamples);
        for (int c = 0; c < dimensions; c++)
        {
            double sum = 0;
            for (int i = 0; i < samples; i++)
                sum += double.CreateTruncating(k[((long)i * keys / samples * dimensions) + c]);
            centre[c] = T.CreateTruncating(sum / samples);
        }
    }

    /// <summary>Panel <paramref name="panel"/> of the keys, coordinate by coordinate, less the centre; zeros
    /// where there is no key or coordinate.</summary>
    public static void Pack<T>(PairwiseProblem<T> problem, int panel)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int d = problem.Dimensions, first = panel * Panel, count = Math.Min(Panel, problem.KeyCount - first);
        T* to = problem.Keys + ((long)panel * problem.Plan.PanelNumbers);
        new Span<T>(to, problem.Plan.PanelNumbers).Clear();
        for (int j = 0; j < count; j++)
        {
            T* key = problem.K + ((long)(first + j) * d);
            T square = T.Zero;
            for (int c = 0; c < d; c++)
            {
                T x = key[c] - problem.Centre[c];
                to[(c * Panel) + j] = x;
                square += x * x;
            }
            if (problem.ThroughProducts)
                problem.KeyBias[first + j] = square * T.CreateTruncating(-0.5);
        }
        if (problem.ThroughProducts)
            new Span<T>(problem.KeyBias + first + count, Panel - count).Clear();
    }

    /// <summary>−‖q‖²/2 of each row.</summary>
    public static void Biases<T>(T* q, int rows, int stride, int dimensions, T* biases)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        for (int i = 0; i < rows; i++)
        {
            T square = T.Zero;
            for (int c = 0; c < dimensions; c++)
                square += q[(i * stride) + c] * q[(i * stride) + c];
            biases[i] = square * T.CreateTruncating(-0.5);
        }
    }

    /// <summary>The keys' gradient of one panel from the sums of all chunks, in the order of the
    /// chunks.</summary>
    /// <param name="problem">The evaluation.</param>
    /// <param name="panel">Which panel.</param>
    /// <param name="logTotal">log Σ exp s of the whole table (total only).</param>
    /// <param name="gradient">keys × dimensions.</param>
    public static void Unpack<L, T>(PairwiseProblem<T> problem, int panel, double logTotal, T* gradient)
        where L : struct, ILanes<L, T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int d = problem.Dimensions, first = panel * Panel, count = Math.Min(Panel, problem.KeyCount - first);
        long offset = (long)panel * problem.Plan.PanelNumbers;
        T* sums = problem.KeySums + offset, keys = problem.Keys + offset;
        AddChunks<L, T>(problem, sums, logTotal);
        bool squared = problem.Form.Similarity == PairSimilarity.NegativeSquaredDistance;
        bool power = problem.Form.Similarity == PairSimilarity.NegativePowerDistance;
        T factor = T.CreateTruncating(power ? -problem.SlopeFactor : problem.SlopeFactor);
        for (int j = 0; j < count; j++)
        {
            T weights = squared ? sums[(d * Panel) + j] : T.Zero;
            T* to = gradient + ((long)(first + j) * d);
            for (int c = 0; c < d; c++)
                to[c] = factor * (sums[(c * Panel) + j] - (keys[(c * Panel) + j] * weights));
        }
    }

    private static void AddChunks<L, T>(PairwiseProblem<T> problem, T* sums, double logTotal)
        where L : struct, ILanes<L, T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        for (int chunk = 0; chunk < problem.Plan.Chunks; chunk++)
        {
            double relative = problem.IsTotal ? Math.Exp(problem.References[chunk] - logTotal) : 1;
            L factor = L.All(T.CreateTruncating(relative));
            T* from = sums + ((long)chunk * problem.Plan.KeyNumbers);
            for (int i = 0; i < problem.Plan.PanelNumbers; i += L.Width)
            {
                L before = chunk == 0 ? L.Constant(0) : L.Load(sums + i);
                L.Store(L.MultiplyAdd(factor, L.Load(from + i), before), sums + i);
            }
        }
    }
}
