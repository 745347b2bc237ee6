using System.Numerics;
using System.Numerics.Tensors;

namespace Szilard.Tensors.Kernels;

/// <summary>The CPU at one precision: <c>float</c> for learning, <c>double</c> for checks.</summary>
/// <typeparam name="T"><c>float</c> or <c>double</c>.</typeparam>
/// <param name="threads">How many threads work; the results do not depend on it.</param>
public sealed unsafe class CpuDevice<T>(int threads = 1) : Device
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
    public override void Copy(Storage source, int sourceOffset, Storage target, int targetOffset, int length) =>
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
            Elementwise.ActivationGradient(_workers, activation, Of(f.A), At(x), At(y), At(gy), At(gx), gy.Length);
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
        int m, int n, int k, Storage a, bool transposeA, Storage b, bool transposeB, Storage y, bool accumulate) =>
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
            _workers, rows, outputs, inputs, At(x), inputs, false, At(w), outputs, false, At(product), outputs,
            epilogue);
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

    /// <inheritdoc/>
    public override void Convolve(ConvolutionShape shape, Storage x, Storage w, Storage? b, Storage y) =>
        Convolution.Forward(_workers, shape, At(x), At(w), AtOrNull(b), At(y));

    /// <inheritdoc/>
    public override void ConvolveGradient(
        ConvolutionShape shape, Storage x, Storage w, Storage gy, Storage? gx, Storage? gw, Storage? gb)
    {
        if (gx is not null)
            Convolution.InputGradient(_workers, shape, At(gy), At(w), At(gx));
        if (gw is not null)
            Convolution.WeightGradient(_workers, shape, At(x), At(gy), At(gw), AtOrNull(gb));
    }

    /// <inheritdoc/>
    public override void MaxPool(
        int images, int height, int width, int channels, int size, Storage x, Storage y, int[] chosen)
    {
        fixed (int* places = chosen)
            Pooling.MaxForward(_workers, images, height, width, channels, size, size, At(x), At(y), places);
    }

    /// <inheritdoc/>
    public override void MaxPoolGradient(
        int images, int height, int width, int channels, int size, Storage gy, int[] chosen, Storage gx)
    {
        fixed (int* places = chosen)
        {
            Pooling.MaxBackward(
                _workers, images, height, width, channels, size, size, At(gy), places, gy.Length, At(gx));
        }
    }

    /// <inheritdoc/>
    public override void BatchNorm(
        int rows, int columns, double epsilon, double slope, Storage x, Storage scale, Storage shift,
        Storage statistics, Storage y)
    {
        T* s = At(statistics);
        Normalisation.BatchForward(
            _workers, rows, columns, At(x), At(scale), At(shift), Of(epsilon), s, s + columns, s + (2 * columns),
            slope != 1, Of(slope), At(y));
    }

    /// <inheritdoc/>
    public override void BatchNormFixed(
        int rows, int columns, double epsilon, double slope, Storage x, Storage scale, Storage shift,
        Storage mean, Storage variance, Storage y)
    {
        Storage inverse = Rent(columns);
        TensorPrimitives.Add(Span(variance), Of(epsilon), Span(inverse));
        TensorPrimitives.ReciprocalSqrt(Span(inverse), Span(inverse));
        Normalisation.BatchApply(
            _workers, rows, columns, At(x), At(scale), At(shift), At(mean), At(inverse), slope != 1, Of(slope), At(y));
        Return(inverse);
    }

    /// <inheritdoc/>
    public override void BatchNormGradient(
        int rows, int columns, double slope, Storage x, Storage y, Storage gy, Storage scale, Storage statistics,
        Storage gx, Storage gscale, Storage gshift)
    {
        T* s = At(statistics);
        Normalisation.BatchBackward(
            _workers, rows, columns, At(x), At(y), At(gy), At(scale), s, s + columns, slope != 1, Of(slope), At(gx),
            At(gscale), At(gshift));
    }

    /// <inheritdoc/>
    public override void LayerNorm(
        int rows, int columns, double epsilon, Storage x, Storage scale, Storage shift, Storage statistics,
        Storage y)
    {
        T* s = At(statistics);
        Normalisation.LayerForward(
            _workers, rows, columns, At(x), At(scale), At(shift), Of(epsilon), s, s + rows, At(y));
    }

    /// <inheritdoc/>
    public override void LayerNormGradient(
        int rows, int columns, Storage x, Storage gy, Storage scale, Storage statistics,
        Storage gx, Storage gscale, Storage gshift)
    {
        T* s = At(statistics);
        Normalisation.LayerBackward(
            _workers, rows, columns, At(x), At(gy), At(scale), s, s + rows, At(gx), At(gscale), At(gshift));
    }

    /// <inheritdoc/>
    public override void NormalizeRows(int rows, int columns, double epsilon, Storage x, Storage y, Storage norms) =>
        Normalisation.RowsToUnitLength(_workers, rows, columns, Of(epsilon), At(x), At(y), At(norms));

    /// <inheritdoc/>
    public override void NormalizeRowsGradient(
        int rows, int columns, double epsilon, Storage y, Storage norms, Storage gy, Storage gx) =>
        Normalisation.RowsToUnitLengthBackward(
            _workers, rows, columns, Of(epsilon), At(y), At(norms), At(gy), At(gx));

    /// <inheritdoc/>
    public override void LogSoftmaxRows(int rows, int columns, Storage x, Storage y) =>
        Normalisation.LogSoftmaxRows(_workers, rows, columns, At(x), At(y));

    /// <inheritdoc/>
    public override void LogSoftmaxRowsGradient(int rows, int columns, Storage y, Storage gy, Storage gx) =>
        Normalisation.LogSoftmaxRowsBackward(_workers, rows, columns, At(y), At(gy), At(gx));

    /// <inheritdoc/>
    public override double PairLogSumExp(
        PairForm form, int queries, int keys, int dimensions, Storage q, Storage k, Storage? extra,
        Storage? gq, Storage? gk, Storage? gextra) =>
        PairwiseLogSumExp.Evaluate(
            _workers, form, queries, keys, dimensions, At(q), At(k), AtOrNull(extra), AtOrNull(gq), AtOrNull(gk),
            AtOrNull(gextra));

    /// <inheritdoc/>
    public override void CharacteristicFunction(
        int rows, int columns, int frequencies, double start, double step, Storage x, Storage y) =>
        EmpiricalCharacteristic.Forward<T>(rows, columns, frequencies, Of(start), Of(step), Span(x), Span(y));

    /// <inheritdoc/>
    public override void CharacteristicFunctionGradient(
        int rows, int columns, int frequencies, double start, double step, Storage x, Storage gy, Storage gx) =>
        EmpiricalCharacteristic.Gradient<T>(rows, columns, frequencies, Of(start), Of(step), Span(x), Span(gy), Span(gx));

    /// <inheritdoc/>
    public override void AdamStep(
        AdamStep step, Storage parameter, Storage gradient, Storage first, Storage second) =>
        Adam.Step(
            _workers, parameter.Length, At(parameter), At(gradient), At(first), At(second), Of(step.Rate),
            Of(step.Beta1), Of(step.Beta2), Of(step.Epsilon), Of(1 - Math.Pow(step.Beta1, step.Time)),
            Of(1 - Math.Pow(step.Beta2, step.Time)), Of(step.Decoupled ? 0 : step.WeightDecay),
            Of(step.Decoupled ? step.WeightDecay : 0));

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
        ?? throw new ArgumentException($"A tensor of another device was given to a CPU device of {typeof(T).Name}.");

    private static Span<T> Span(Storage storage) => Own(storage).Span;

    private static T* At(Storage storage) => Own(storage).Buffer.Pointer;

    private static T* AtOrNull(Storage? storage) => storage is null ? null : At(storage);
}
