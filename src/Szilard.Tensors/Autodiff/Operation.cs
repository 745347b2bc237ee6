using Szilard.Tensors.Kernels;

namespace Szilard.Tensors;

/// <summary>What was done to make a tensor, with all that its gradient needs besides the inputs and the
/// output. A closed family; <see cref="GradientTable"/> has one entry for each.</summary>
internal abstract record Operation
{
    internal sealed record Unary(UnaryFunction Function) : Operation;

    internal sealed record Binary(BinaryFunction Function, Broadcast Shapes) : Operation;

    internal sealed record Sum(int Outer, int Count, int Inner, double Factor) : Operation;

    internal sealed record MatMul(int M, int N, int K, bool TransposeA, bool TransposeB) : Operation;

    internal sealed record Linear(int Rows, int Inputs, int Outputs, UnaryFunction? Function, Storage? Before)
        : Operation;

    internal sealed record Reshape : Operation;

    internal sealed record Transpose(int Rows, int Columns) : Operation;

    internal sealed record GatherRows(int Columns, int[] Indices) : Operation;

    internal sealed record SliceRows(int Offset) : Operation;

    internal sealed record ConcatRows : Operation;

    internal sealed record Convolve(ConvolutionShape Shape) : Operation;

    internal sealed record MaxPool(int Size, int[] Chosen) : Operation;

    internal sealed record BatchNorm(double Slope, Storage Statistics) : Operation;

    internal sealed record LayerNorm(Storage Statistics) : Operation;

    internal sealed record NormalizeRows(double Epsilon, Storage Norms) : Operation;

    internal sealed record LogSoftmaxRows : Operation;

    internal sealed record PairLogSumExp(
        Storage? GradientQueries, Storage? GradientKeys, Storage? GradientExtra)
        : Operation;

    internal sealed record CharacteristicFunction(int Frequencies, double Start, double Step) : Operation;
}

/// <summary>One entry of the tape: what was done, to what, and what came out.</summary>
internal sealed record Node(Operation Operation, Tensor[] Inputs, Tensor Output);
