using Szilard.Tensors.Kernels;

namespace Szilard.Tensors.Tests.Kernels;

/// <summary>Queries, keys and what the kernel says about them, in one precision.</summary>
internal sealed class PairCase<T>
    where T : unmanaged, System.Numerics.IBinaryFloatingPointIeee754<T>
{
    public PairCase(
        PairForm form, int queries, int keys, int dimensions, bool extra = false, double spread = 0.7)
    {
        (Form, Queries, Keys, Dimensions) = (form, queries, keys, dimensions);
        RandomStream stream = RandomKey.FromSeed(7).Split("pairs", queries + (1000 * keys)).Stream();
        Q = Draw(ref stream, queries * dimensions, spread);
        K = Draw(ref stream, keys * dimensions, spread);
        Extra = extra ? Draw(ref stream, queries, spread) : null;
    }

    public PairForm Form { get; }

    public int Queries { get; }

    public int Keys { get; }

    public int Dimensions { get; }

    public T[] Q { get; set; }

    public T[] K { get; set; }

    public T[]? Extra { get; set; }

    public T[] GradientQ { get; private set; } = [];

    public T[] GradientK { get; private set; } = [];

    public T[]? GradientExtra { get; private set; }

    public T[] RowValues { get; private set; } = [];

    public unsafe double Evaluate(Workers workers, LaneWidth width = LaneWidth.Widest)
    {
        (GradientQ, GradientK, RowValues) = (new T[Q.Length], new T[K.Length], new T[Queries]);
        GradientExtra = Extra is null ? null : new T[Queries];
        fixed (T* q = Q, k = K, extra = Extra)
        fixed (T* gq = GradientQ, gk = GradientK, ge = GradientExtra, rows = RowValues)
        {
            return PairwiseLogSumExp.Evaluate(
                width, workers, Form, Queries, Keys, Dimensions, q, k, extra, gq, gk, ge, rows);
        }
    }

    public unsafe double ValueOnly(Workers workers)
    {
        fixed (T* q = Q, k = K, extra = Extra)
        {
            return PairwiseLogSumExp.Evaluate(
                workers, Form, Queries, Keys, Dimensions, q, k, extra, null, null, null);
        }
    }

    public PairReference Reference() =>
        new(Form, Queries, Keys, Dimensions, Wide(Q), Wide(K), Extra is null ? null : Wide(Extra));

    public static double[] Wide(T[] numbers) => Array.ConvertAll(numbers, double.CreateTruncating);

    private static T[] Draw(ref RandomStream stream, int count, double spread)
    {
        T[] numbers = new T[count];
        for (int i = 0; i < count; i++)
            numbers[i] = T.CreateTruncating(spread * stream.NextNormal());
        return numbers;
    }
}
