using Szilard.Tensors.Kernels;

namespace Szilard.Tensors;

/// <summary>The one seam through which all arithmetic of tensors goes. The tape, the learners and the meters
/// know only this; another accelerator stands beside the CPU by deriving from it.</summary>
/// <remarks>Storage is rented and returned by exact length, so that a training step in steady state asks
/// the system for nothing.</remarks>
public abstract class Device : IDisposable
{
    private readonly Dictionary<int, Stack<Storage>> _free = [];

    /// <summary>Storage for that many values, with arbitrary content.</summary>
    public Storage Rent(int length) =>
        _free.TryGetValue(length, out Stack<Storage>? stack) && stack.Count > 0
            ? stack.Pop() : Create(length);

    /// <summary>Gives storage back; it must not be used afterwards.</summary>
    public void Return(Storage storage)
    {
        if (!_free.TryGetValue(storage.Length, out Stack<Storage>? stack))
            _free.Add(storage.Length, stack = new Stack<Storage>());
        stack.Push(storage);
    }

    /// <summary>How many values lie unused in the pool.</summary>
    public long PooledValues => _free.Sum(entry => (long)entry.Key * entry.Value.Count);

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (Storage storage in _free.Values.SelectMany(stack => stack))
            (storage as IDisposable)?.Dispose();
        _free.Clear();
        Release();
        GC.SuppressFinalize(this);
    }

    /// <summary>New storage from the system.</summary>
    protected abstract Storage Create(int length);

    /// <summary>Frees what the device itself holds.</summary>
    protected abstract void Release();

    /// <summary>Copies values in, from <paramref name="offset"/> on.</summary>
    public abstract void Write(ReadOnlySpan<float> source, Storage target, int offset = 0);

    /// <summary>Copies values in.</summary>
    public abstract void Write(ReadOnlySpan<double> source, Storage target);

    /// <summary>Copies values out.</summary>
    public abstract void Read(Storage source, Span<float> target);

    /// <summary>Copies values out.</summary>
    public abstract void Read(Storage source, Span<double> target);

    /// <summary>Sets every value.</summary>
    public abstract void Fill(Storage target, double value);

    /// <summary>Copies a stretch.</summary>
    public abstract void Copy(Storage source, int sourceOffset, Storage target, int targetOffset, int length);

    /// <summary>y ← y + factor·x.</summary>
    public abstract void AddScaled(double factor, Storage x, Storage y);

    /// <summary>y ← a·y + b·x.</summary>
    public abstract void Blend(double a, Storage y, double b, Storage x);

    /// <summary>Σ x².</summary>
    public abstract double SumOfSquares(Storage x);

    /// <summary>y ← f(x).</summary>
    public abstract void Unary(UnaryFunction f, Storage x, Storage y);

    /// <summary>gx ← f'(x)·gy, with y = f(x) at hand. gx may be gy.</summary>
    public abstract void UnaryGradient(UnaryFunction f, Storage x, Storage y, Storage gy, Storage gx);

    /// <summary>y ← f(a, b) with broadcasting.</summary>
    public abstract void Binary(BinaryFunction f, Broadcast shapes, Storage a, Storage b, Storage y);

    /// <summary>y[o, i] ← factor·Σ_c x[o, c, i].</summary>
    public abstract void Sum(int outer, int count, int inner, double factor, Storage x, Storage y);

    /// <summary>y[o, c, i] ← factor·x[o, i].</summary>
    public abstract void Spread(int outer, int count, int inner, double factor, Storage x, Storage y);

    /// <summary>y ← op(a)·op(b), added where <paramref name="accumulate"/>; op(a) is m×k, op(b) is
    /// k×n.</summary>
    public abstract void MatMul(
        int m, int n, int k, Storage a, bool transposeA, Storage b, bool transposeB, Storage y,
        bool accumulate);

    /// <summary>pre ← x·w + b and y ← f(pre). Where f can be undone from y, pre is null and not
    /// kept.</summary>
    public abstract void Linear(
        int rows, int inputs, int outputs, Storage x, Storage w, Storage? b, UnaryFunction? f, Storage? pre,
        Storage y);

    /// <summary>y[i, j] ← x[j, i].</summary>
    public abstract void Transpose(int rows, int columns, Storage x, Storage y);

    /// <summary>y[i, :] ← x[indices[i], :].</summary>
    public abstract void GatherRows(int columns, int[] indices, Storage x, Storage y);

    /// <summary>gx ← 0, then gx[indices[i], :] += gy[i, :].</summary>
    public abstract void ScatterRows(int columns, int[] indices, Storage gy, Storage gx);

    /// <summary>Convolution over samples × height × width × channels.</summary>
    public abstract void Convolve(ConvolutionShape shape, Storage x, Storage w, Storage? b, Storage y);

    /// <summary>The gradients of <see cref="Convolve"/>; those not wanted are null.</summary>
    public abstract void ConvolveGradient(
        ConvolutionShape shape, Storage x, Storage w, Storage gy, Storage? gx, Storage? gw, Storage? gb);

    /// <summary>Maximum over size×size windows; remembers in <paramref name="chosen"/>, of at least as many
    /// places as y, where each was.</summary>
    public abstract void MaxPool(
        int images, int height, int width, int channels, int size, Storage x, Storage y, int[] chosen);

    /// <summary>The gradient of <see cref="MaxPool"/>.</summary>
    public abstract void MaxPoolGradient(
        int images, int height, int width, int channels, int size, Storage gy, int[] chosen, Storage gx);

    /// <summary>Batch statistics over rows, then scale, shift and leaky ReLU (slope 1 is none). Statistics
    /// are mean, 1/√(biased variance + ε) and biased variance, columns each, one after the other.</summary>
    public abstract void BatchNorm(
        int rows, int columns, double epsilon, double slope, Storage x, Storage scale, Storage shift,
        Storage statistics, Storage y);

    /// <summary>As <see cref="BatchNorm"/> with given mean and variance.</summary>
    public abstract void BatchNormFixed(
        int rows, int columns, double epsilon, double slope, Storage x, Storage scale, Storage shift,
        Storage mean, Storage variance, Storage y);

    /// <summary>The gradients of <see cref="BatchNorm"/>.</summary>
    public abstract void BatchNormGradient(
        int rows, int columns, double slope, Storage x, Storage y, Storage gy, Storage scale,
        Storage statistics, Storage gx, Storage gscale, Storage gshift);

    /// <summary>Statistics within each row, then scale and shift. Statistics are mean and
    /// 1/√(biased variance + ε), rows each.</summary>
    public abstract void LayerNorm(
        int rows, int columns, double epsilon, Storage x, Storage scale, Storage shift, Storage statistics,
        Storage y);

    /// <summary>The gradients of <see cref="LayerNorm"/>.</summary>
    public abstract void LayerNormGradient(
        int rows, int columns, Storage x, Storage gy, Storage scale, Storage statistics,
        Storage gx, Storage gscale, Storage gshift);

    /// <summary>y ← x/max(‖x‖, ε) row by row.</summary>
    public abstract void NormalizeRows(
        int rows, int columns, double epsilon, Storage x, Storage y, Storage norms);

    /// <summary>The gradient of <see cref="NormalizeRows"/>.</summary>
    public abstract void NormalizeRowsGradient(
        int rows, int columns, double epsilon, Storage y, Storage norms, Storage gy, Storage gx);

    /// <summary>y ← x − log Σ exp x row by row.</summary>
    public abstract void LogSoftmaxRows(int rows, int columns, Storage x, Storage y);

    /// <summary>The gradient of <see cref="LogSoftmaxRows"/>.</summary>
    public abstract void LogSoftmaxRowsGradient(int rows, int columns, Storage y, Storage gy, Storage gx);

    /// <summary>The contrastive log-sum-exp over all pairs, value and gradients in one go; see
    /// <see cref="PairwiseLogSumExp"/>.</summary>
    public abstract double PairLogSumExp(
        PairForm form, int queries, int keys, int dimensions, Storage q, Storage k, Storage? extra,
        Storage? gq, Storage? gk, Storage? gextra);

    /// <summary>y[0, f, c] ← mean over rows of cos((start + step·f)·x[:, c]), y[1, f, c] likewise of
    /// sin; f = 0 … frequencies − 1: the empirical characteristic function of each column.</summary>
    public abstract void CharacteristicFunction(
        int rows, int columns, int frequencies, double start, double step, Storage x, Storage y);

    /// <summary>The gradient of <see cref="CharacteristicFunction"/>.</summary>
    public abstract void CharacteristicFunctionGradient(
        int rows, int columns, int frequencies, double start, double step, Storage x, Storage gy, Storage gx);

    /// <summary>One step of Adam or AdamW in place; see <see cref="Adam"/>.</summary>
    public abstract void AdamStep(
        AdamStep step, Storage parameter, Storage gradient, Storage first, Storage second);
}
