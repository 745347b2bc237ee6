using System.Numerics;
using System.Numerics.Tensors;

namespace Szilard.Tensors.Kernels;

/// <summary>The CPU at one precision: <c>float</c> for learning, <c>double</c> for checks.</summary>
/// <typeparam name="T"><c>float</c> or <c>double</c>.</typeparam>
/// <param name="threads">How many threads work; the results do not depend on it.</param>
public sealed unsafe partial class CpuDevice<T>(int threads = 1) : Device
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly Workers _workers = new(threads);

    /// <summary>The crew, for work outside tensors (views) that shares the same threads.</summary>
    public Workers Workers => _workers;

    /// <inheritdoc/>
    protected override Storage Create(int length) => new CpuStorage<T>(length);

    /// <inheritdoc/>
    protected override void Release() => _workers.Dispose();

    /// <inheritdoc/>
    public override void Write(ReadOnlySpan<float> source, Storage target, int offset = 0) =>
        TensorPrimitives.ConvertTruncating(source, Span(target)[offset..]);

    /// <inheritdoc/>
    public override void Write(ReadOnlySpan<double> source, Storage target) =>
        TensorPrimitives.ConvertTruncating(source, Span(target));

    /// <inheritdoc/>
    public override void Read(Storage source, Span<float> target) =>
        TensorPrimitives.ConvertTruncating<T, float>(Span(source), target);

    /// <inheritdoc/>
    public override void Read(Storage source, Span<double> target) =>
        TensorPrimitives.ConvertTruncating<T, double>(Span(source), target);

    /// <inheritdoc/>
    public override void Fill(Storage target, double value) => Span(target).Fill(T.CreateTruncating(value));

    /// <inheritdoc/>
    public override void Copy(
        Storage source, int sourceOffset, Storage target, int targetOffset, int length) =>
        Span(source).Slice(sourceOffset, length).CopyTo(Span(target).Slice(targetOffset, length));

    /// <inheritdoc/>
    public override void AddScaled(double factor, Storage x, Storage y)
    {
        if (factor == 1)
            TensorPrimitives.Add(Span(y), Span(x), Span(y));
        else
            TensorPrimitives.MultiplyAdd(Span(x), Of(factor), Span(y), Span(y));
    }

    /// <inheritdoc/>
    public override void Blend(double a, Storage y, double b, Storage x)
    {
        TensorPrimitives.Multiply(Span(y), Of(a), Span(y));
        AddScaled(b, x, y);
    }

    /// <inheritdoc/>
    public override double SumOfSquares(Storage x)
    {
        double sum = 0;
        ReadOnlySpan<T> rest = Span(x);
        for (; rest.Length > 4096; rest = rest[4096..])
            sum += double.CreateTruncating(TensorPrimitives.SumOfSquares(rest[..4096]));
        return sum + double.CreateTruncating(TensorPrimitives.SumOfSquares(rest));
    }

    /// <inheritdoc/>
    public override void Unary(UnaryFunction f, Storage x, Storage y)
    {
        if (Fused(f.Kind) is { } activation)
            Elementwise.Activate(_workers, activation, Of(f.A), At(x), At(y), x.Length);
        else
            UnaryFunctions.Apply(f, Span(x), Span(y));
    }

    /// <inheritdoc/>
    public override void UnaryGradient(UnaryFunction f, Storage x, Storage y, Storage gy, Storage gx)
    {
        if (Fused(f.Kind) is { } activation)
            Elementwise.ActivationGradient(
                _workers, activation, Of(f.A), At(x), At(y), At(gy), At(gx), gy.Length);
        else
            UnaryFunctions.Gradient<T>(f, Span(x), Span(y), Span(gy), Span(gx));
    }

    /// <inheritdoc/>
    public override void Binary(BinaryFunction f, Broadcast shapes, Storage a, Storage b, Storage y) =>
        BinaryFunctions.Apply<T>(f, shapes, Span(a), Span(b), Span(y));

    /// <inheritdoc/>
    public override void Sum(int outer, int count, int inner, double factor, Storage x, Storage y) =>
        Reductions.Sum(_workers, outer, count, inner, Of(factor), At(x), At(y));

    /// <inheritdoc/>
    public override void Spread(int outer, int count, int inner, double factor, Storage x, Storage y) =>
        Reductions.Spread<T>(outer, count, inner, Of(factor), Span(x), Span(y));

    /// <inheritdoc/>
    public override void MatMul(
        int m, int n, int k, Storage a, bool transposeA, Storage b, bool transposeB, Storage y,
        bool accumulate) =>
        Gemm.Multiply(
            _workers, m, n, k, At(a), transposeA ? m : k, transposeA, At(b), transposeB ? k : n, transposeB,
            At(y), n, new Epilogue<T> { Accumulate = accumulate });

    /// <inheritdoc/>
    public override void Linear(
        int rows, int inputs, int outputs, Storage x, Storage w, Storage? b, UnaryFunction? f, Storage? pre,
        Storage y)
    {
        Activation activation = f is { } g && pre is null ? Fused(g.Kind)!.Value : Activation.None;
        Epilogue<T> epilogue = new()
        {
            Bias = b is null ? null : At(b),
            Activation = activation,
            Slope = Of(f?.A ?? 0),
        };
        Storage product = pre ?? y;
        Gemm.Multiply(
            _workers, rows, outputs, inputs, At(x), inputs, false, At(w), outputs, false, At(product),
            outputs, epilogue);
        if (pre is not null && f is { } after)
            Unary(after, pre, y);
    }

    /// <inheritdoc/>
    public override void Transpose(int rows, int columns, Storage x, Storage y) =>
        Reductions.Transpose<T>(rows, columns, Span(x), Span(y));

    /// <inheritdoc/>
    public override void GatherRows(int columns, int[] indices, Storage x, Storage y)
    {
        for (int i = 0; i < indices.Length; i++)
            Span(x).Slice(indices[i] * columns, columns).CopyTo(Span(y)[(i * columns)..]);
    }

    /// <inheritdoc/>
    public override void ScatterRows(int columns, int[] indices, Storage gy, Storage gx)
    {
        Span(gx).Clear();
        for (int i = 0; i < indices.Length; i++)
        {
            Span<T> row = Span(gx).Slice(indices[i] * columns, columns);
            TensorPrimitives.Add(row, Span(gy).Slice(i * columns, columns), row);
        }
    }

    private static Activation? Fused(UnaryKind kind) => kind switch
    {
        UnaryKind.Relu => Activation.Relu,
        UnaryKind.LeakyRelu => Activation.LeakyRelu,
        UnaryKind.Gelu => Activation.Gelu,
        UnaryKind.Tanh => Activation.Tanh,
        UnaryKind.Sigmoid => Activation.Sigmoid,
        _ => null,
    };

    private static T Of(double value) => T.CreateTruncating(value);

    private static CpuStorage<T> Own(Storage storage) =>
        storage as CpuStorage<T>
        ?? throw new ArgumentException(
            $"A tensor of another device was given to a CPU device of {typeof(T).Name}.");

    private static Span<T> Span(Storage storage) => Own(storage).Span;

    private static T* At(Storage storage) => Own(storage).Buffer.Pointer;

    private static T* AtOrNull(Storage? storage) => storage is null ? null : At(storage);
}
