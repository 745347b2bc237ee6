using Szilard.Tensors;
using Szilard.Tensors.Kernels;

namespace Szilard.Benchmarks.Cases;

/// <summary>Bare arithmetic: matrix products and the ceiling over them.</summary>
internal static class ProductCases
{
    private const int Side = 512, Width = 128;

    /// <summary>C = A·B, all side×side.</summary>
    public static BenchmarkCase Square(int side, int threads) => new(
        $"matmul-{side}-{threads}", $"One product of two {side}×{side} matrices.", threads,
        () => Prepare(side, threads))
    {
        FloatingPointOperations = 2.0 * side * side * side,
        BytesMoved = 3.0 * sizeof(float) * side * side,
    };

    /// <summary>The product by which neighbours are screened, in single precision.</summary>
    public static BenchmarkCase ScreenSingle { get; } = Screen("single", "in single precision", () =>
    {
        float[] rows = ClosedForm.Uniform(Side * Width, 1), tile = new float[Side * Side];
        return new PreparedWork(() => MatrixProduct.Store(
            new(rows, Side, Width, Width), new MatrixBlock<float>(rows, Side, Width, Width).Transposed, tile,
            Side));
    });

    /// <summary>The same of whole numbers of 16 bits.</summary>
    public static BenchmarkCase ScreenShort { get; } = Screen("short", "of whole numbers of 16 bits", () =>
    {
        short[] rows = [.. ClosedForm.Uniform(Side * Width, 1).Select(v => (short)(2000 * v))];
        var tile = new float[Side * Side];
        return new PreparedWork(() => ShortProduct.Store(
            new(rows, Side, Width, Width), new MatrixBlock<short>(rows, Side, Width, Width).Transposed, tile,
            Side));
    });

    /// <summary>Chains of multiply-adds in registers.</summary>
    public static BenchmarkCase Peak(int threads) => new(
        $"peak-fma-{threads}", "Independent chains of fused multiply-adds in registers.", threads,
        () =>
        {
            Workers workers = new(threads);
            return new PreparedWork(() => MultiplyAddPeak.Run(workers), workers);
        })
    {
        FloatingPointOperations = MultiplyAddPeak.Operations(threads),
    };

    private static BenchmarkCase Screen(string kind, string how, Func<PreparedWork> prepare) => new(
        $"screen-{kind}", $"{Side} rows of {Width} times {Side} others, {how}.", 1, prepare)
    {
        FloatingPointOperations = 2.0 * Side * Side * Width,
    };

    private static PreparedWork Prepare(int side, int threads)
    {
        CpuDevice<float> device = new(threads);
        Storage a = Fill(device, side, 1), b = Fill(device, side, 2), c = device.Rent(side * side);
        return new PreparedWork(() => device.MatMul(side, side, side, a, false, b, false, c, false), device);
    }

    private static Storage Fill(Device device, int side, uint seed)
    {
        Storage storage = device.Rent(side * side);
        device.Write(ClosedForm.Uniform(side * side, seed), storage);
        return storage;
    }
}
