using Szilard.Tensors;
using Szilard.Tensors.Kernels;

namespace Szilard.Benchmarks.Cases;

/// <summary>Bare arithmetic: matrix products and the ceiling over them.</summary>
internal static class ProductCases
{
    /// <summary>C = A·B, all side×side.</summary>
    public static BenchmarkCase Square(int side, int threads) => new(
        $"matmul-{side}-{threads}", $"One product of two {side}×{side} matrices.", threads,
        () => Prepare(side, threads))
    {
        FloatingPointOperations = 2.0 * side * side * side,
        BytesMoved = 3.0 * sizeof(float) * side * side,
    };

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
