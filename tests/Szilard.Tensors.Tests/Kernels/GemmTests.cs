using System.Numerics;
using Szilard.Tensors.Kernels;

namespace Szilard.Tensors.Tests.Kernels;

public sealed unsafe class GemmTests : IDisposable
{
    private readonly Workers _crew = new(2);

    public void Dispose() => _crew.Dispose();

    private static readonly (int M, int N, int K)[] s_sizes =
    [
        (1, 1, 1), (1, 70, 3), (70, 1, 5), (2, 3, 70), (12, 32, 16), (13, 33, 17), (11, 31, 15), (24, 16, 4),
        (6, 8, 9), (7, 9, 1), (5, 64, 2), (47, 48, 49), (64, 17, 65), (36, 96, 511), (25, 100, 513),
        (70, 69, 68),
    ];

    public static TheoryData<int, bool, bool> Paths()
    {
        TheoryData<int, bool, bool> paths = [];
        foreach (int bits in (int[])[512, 256, 128, 0])
        {
            foreach (bool transposeA in (bool[])[false, true])
            {
                paths.Add(bits, transposeA, false);
                paths.Add(bits, transposeA, true);
            }
        }
        return paths;
    }

    [Theory]
    [MemberData(nameof(Paths))]
    public void Every_path_agrees_with_three_loops_in_single_precision(
        int bits, bool transposeA, bool transposeB)
    {
        foreach ((int m, int n, int k) in s_sizes)
            Compare<float>(bits, m, n, k, transposeA, transposeB, gap: 0);
    }

    [Theory]
    [MemberData(nameof(Paths))]
    public void Every_path_agrees_with_three_loops_in_double_precision(
        int bits, bool transposeA, bool transposeB)
    {
        foreach ((int m, int n, int k) in s_sizes)
            Compare<double>(bits, m, n, k, transposeA, transposeB, gap: 0);
    }

    [Theory]
    [MemberData(nameof(Paths))]
    public void Rows_may_be_further_apart_than_they_are_long(int bits, bool transposeA, bool transposeB)
    {
        foreach ((int m, int n, int k) in s_sizes)
            Compare<float>(bits, m, n, k, transposeA, transposeB, gap: 3);
    }

    [Fact]
    public void All_sizes_up_to_seventy_agree_with_three_loops()
    {
        for (int size = 1; size <= 70; size++)
        {
            Compare<float>(Gemm.WidestVector, size, 71 - size, 1 + (size * 7 % 40), false, false, gap: 1);
            Compare<float>(Gemm.WidestVector, 71 - size, size, 1 + (size * 11 % 40), true, true, gap: 1);
        }
    }

    [Theory]
    [InlineData(1100, 40, 30)] // several blocks of rows
    [InlineData(20, 4200, 12)] // several groups of columns
    [InlineData(30, 40, 5000)] // long sums into a small result
    [InlineData(130, 140, 3000)] // several blocks along k
    [InlineData(16, 1030, 2100)] // packed B in several pieces
    public void Large_shapes_agree_with_three_loops(int m, int n, int k)
    {
        Compare<float>(Gemm.WidestVector, m, n, k, false, false, gap: 0);
        Compare<float>(Gemm.WidestVector, m, n, k, true, true, gap: 0);
    }

    [Theory]
    [InlineData(1024)] // rows that fall on the same cache lines are packed
    [InlineData(256)]
    public void Unfriendly_strides_agree_with_three_loops(int k) =>
        Compare<float>(Gemm.WidestVector, 50, 150, k, false, false, gap: 0);

    [Theory]
    [InlineData(500, 500, 500)]
    [InlineData(40, 100, 9000)]
    [InlineData(64, 300, 900)]
    [InlineData(3000, 10, 70)]
    public void The_bits_do_not_depend_on_the_number_of_workers(int m, int n, int k)
    {
        using AlignedBuffer<float> a = Operands.Normal<float>(m * k, "a");
        using AlignedBuffer<float> b = Operands.Normal<float>(k * n, "b");
        using AlignedBuffer<float> one = Operands.Filled(m * n, float.NaN);
        using AlignedBuffer<float> many = Operands.Filled(m * n, float.NaN);
        using Workers alone = new(1);
        Gemm.Multiply(alone, m, n, k, a.Pointer, m, true, b.Pointer, n, false, one.Pointer, n, default);
        foreach (int count in (int[])[2, 4])
        {
            using Workers crew = new(count);
            many.Span.Fill(float.NaN);
            Gemm.Multiply(crew, m, n, k, a.Pointer, m, true, b.Pointer, n, false, many.Pointer, n, default);
            Assert.True(one.Span.SequenceEqual(many.Span));
        }
    }

    [Fact]
    public void A_product_allocates_nothing_on_the_managed_heap_when_it_runs_alone()
    {
        using AlignedBuffer<float> a = Operands.Normal<float>(6400, "a"), c = new(6400);
        using Workers crew = new(1);
        Gemm.Multiply(crew, 80, 80, 80, a.Pointer, 80, false, a.Pointer, 80, true, c.Pointer, 80, default);
        long before = GC.GetAllocatedBytesForCurrentThread();
        Gemm.Multiply(crew, 80, 80, 80, a.Pointer, 80, false, a.Pointer, 80, true, c.Pointer, 80, default);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    [Fact]
    public void A_stride_shorter_than_a_row_is_refused_with_the_numbers()
    {
        using AlignedBuffer<float> x = new(64);
        using Workers crew = new(1);
        ArgumentException fault = Assert.Throws<ArgumentException>(() =>
            Gemm.Multiply(crew, 4, 4, 4, x.Pointer, 3, false, x.Pointer, 4, false, x.Pointer, 4, default));
        Assert.Contains("Rows of A are 3 apart but 4 long", fault.Message, StringComparison.Ordinal);
    }

    private void Compare<T>(int bits, int m, int n, int k, bool transposeA, bool transposeB, int gap)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int lda = (transposeA ? m : k) + gap, ldb = (transposeB ? k : n) + gap, ldc = n + gap;
        using AlignedBuffer<T> a = Operands.Rows<T>(transposeA ? k : m, lda - gap, lda, "a");
        using AlignedBuffer<T> b = Operands.Rows<T>(transposeB ? n : k, ldb - gap, ldb, "b");
        using AlignedBuffer<T> c = Operands.Filled(m * ldc, T.NaN);
        Gemm.MultiplyWith(
            bits, _crew, m, n, k, a.Pointer, lda, transposeA, b.Pointer, ldb, transposeB, c.Pointer, ldc,
            default);
        int step = Math.Max(1, m * n / 5000);
        for (int index = 0; index < m * n; index += step)
        {
            (int i, int j) = Math.DivRem(index, n);
            NaiveProduct.Of<T>(a.Span, lda, transposeA, b.Span, ldb, transposeB, i, j, k)
                .AssertNear(c.Span[(i * ldc) + j], k + 1, $"{m}×{n}×{k} at ({i}, {j})");
        }
        for (int index = 0; index < m * ldc; index++)
            Assert.True(index % ldc < n || T.IsNaN(c.Span[index]), $"The gap of C is not whole at {index}.");
    }
}
