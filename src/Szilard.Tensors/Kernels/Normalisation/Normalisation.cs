using System.Numerics;

namespace Szilard.Tensors.Kernels;

/// <summary>Normalisation over columns (batch) and rows (layer, unit length, softmax), forwards and
/// backwards. Tables are rows × columns, row-major; every output is overwritten; a table's output may be its
/// input.</summary>
/// <remarks>Sums over rows go on in double after short stretches, in an order set by the shape
/// alone.</remarks>
public static unsafe class Normalisation
{
    private const LaneWidth Widest = LaneWidth.Widest;

    /// <summary>Training mode: y = f(γ (x − mean) / √(var + ε) + β) with each column's own mean and biased
    /// variance (Ioffe and Szegedy 2015), f leaky with <paramref name="slope"/> where
    /// <paramref name="relu"/>, else the identity.</summary>
    /// <param name="workers">Threads to share the work.</param>
    /// <param name="rows">n ≥ 1.</param>
    /// <param name="columns">c ≥ 1.</param>
    /// <param name="x">n × c.</param>
    /// <param name="scale">γ, c.</param>
    /// <param name="shift">β, c.</param>
    /// <param name="epsilon">ε, for example 1e-5.</param>
    /// <param name="mean">Out: c.</param>
    /// <param name="inverseDeviation">Out: 1/√(var + ε), c.</param>
    /// <param name="variance">Out: biased variance, c.</param>
    /// <param name="relu">Whether a rectifier follows.</param>
    /// <param name="slope">Its slope left of zero: 0 is ReLU.</param>
    /// <param name="y">Out: n × c.</param>
    public static void BatchForward<T>(
        Workers workers, int rows, int columns, T* x, T* scale, T* shift, T epsilon, T* mean,
        T* inverseDeviation, T* variance, bool relu, T slope, T* y)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        BatchNormalisation.Statistics(
            Widest, workers, rows, columns, x, epsilon, mean, inverseDeviation, variance);
        BatchApply(workers, rows, columns, x, scale, shift, mean, inverseDeviation, relu, slope, y);
    }

    /// <summary>Evaluation mode: as <see cref="BatchForward"/>, with mean and 1/√(var + ε) given.</summary>
    public static void BatchApply<T>(
        Workers workers, int rows, int columns, T* x, T* scale, T* shift, T* mean, T* inverseDeviation,
        bool relu, T slope, T* y)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        BatchNormalisation.Apply(
            Widest, workers, rows, columns, x, scale, shift, mean, inverseDeviation, relu ? slope : T.One, y);

    /// <summary>Gradients of <see cref="BatchForward"/>, through the statistics too.</summary>
    /// <param name="workers">Threads to share the work.</param>
    /// <param name="rows">n.</param>
    /// <param name="columns">c.</param>
    /// <param name="x">What went in, n × c.</param>
    /// <param name="y">What came out, n × c: says where the rectifier was open. Not read without one.</param>
    /// <param name="gradientY">∂L/∂y, n × c.</param>
    /// <param name="scale">γ.</param>
    /// <param name="mean">From the forward pass.</param>
    /// <param name="inverseDeviation">From the forward pass.</param>
    /// <param name="relu">As in the forward pass.</param>
    /// <param name="slope">As in the forward pass; not negative.</param>
    /// <param name="gradientX">∂L/∂x, n × c; may be <paramref name="gradientY"/>.</param>
    /// <param name="gradientScale">∂L/∂γ, c.</param>
    /// <param name="gradientShift">∂L/∂β, c.</param>
    public static void BatchBackward<T>(
        Workers workers, int rows, int columns, T* x, T* y, T* gradientY, T* scale, T* mean,
        T* inverseDeviation, bool relu, T slope, T* gradientX, T* gradientScale, T* gradientShift)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        BatchNormalisation.Backward(
            Widest, workers, rows, columns, x, relu ? y : null, gradientY, scale, mean, inverseDeviation,
            relu ? slope : T.One, gradientX, gradientScale, gradientShift);

    /// <summary>y = γ (x − mean) / √(var + ε) + β with each row's own mean and biased variance (Ba, Kiros and
    /// Hinton 2016).</summary>
    /// <param name="workers">Threads to share the work.</param>
    /// <param name="rows">n.</param>
    /// <param name="columns">c.</param>
    /// <param name="x">n × c.</param>
    /// <param name="scale">γ, c.</param>
    /// <param name="shift">β, c.</param>
    /// <param name="epsilon">ε, for example 1e-5.</param>
    /// <param name="mean">Out: n.</param>
    /// <param name="inverseDeviation">Out: 1/√(var + ε), n.</param>
    /// <param name="y">Out: n × c.</param>
    public static void LayerForward<T>(
        Workers workers, int rows, int columns, T* x, T* scale, T* shift, T epsilon, T* mean,
        T* inverseDeviation, T* y)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        RowNormalisation.LayerForward(
            Widest, workers, rows, columns, x, scale, shift, epsilon, mean, inverseDeviation, y);

    /// <summary>Gradients of <see cref="LayerForward"/>.</summary>
    public static void LayerBackward<T>(
        Workers workers, int rows, int columns, T* x, T* gradientY, T* scale, T* mean, T* inverseDeviation,
        T* gradientX, T* gradientScale, T* gradientShift)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        RowNormalisation.LayerBackward(
            Widest, workers, rows, columns, x, gradientY, scale, mean, inverseDeviation, gradientX,
            gradientScale, gradientShift);

    /// <summary>y = x / max(‖x‖, ε) for each row.</summary>
    /// <param name="workers">Threads to share the work.</param>
    /// <param name="rows">n.</param>
    /// <param name="columns">c.</param>
    /// <param name="epsilon">The least norm; 1e-12 is PyTorch's <c>F.normalize</c>.</param>
    /// <param name="x">n × c.</param>
    /// <param name="y">Out: n × c.</param>
    /// <param name="norms">Out: max(‖x‖, ε), n.</param>
    public static void RowsToUnitLength<T>(
        Workers workers, int rows, int columns, T epsilon, T* x, T* y, T* norms)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        RowFunctions.ToUnitLength(Widest, workers, rows, columns, epsilon, x, y, norms);

    /// <summary>∂L/∂x = (∂L/∂y − y ⟨y, ∂L/∂y⟩) / ‖x‖, or ∂L/∂y / ε where the norm was below ε.</summary>
    /// <param name="workers">Threads to share the work.</param>
    /// <param name="rows">n.</param>
    /// <param name="columns">c.</param>
    /// <param name="epsilon">As in the forward pass.</param>
    /// <param name="y">What came out.</param>
    /// <param name="norms">What came out.</param>
    /// <param name="gradientY">∂L/∂y.</param>
    /// <param name="gradientX">∂L/∂x; may be <paramref name="gradientY"/>.</param>
    public static void RowsToUnitLengthBackward<T>(
        Workers workers, int rows, int columns, T epsilon, T* y, T* norms, T* gradientY, T* gradientX)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        RowFunctions.ToUnitLengthBackward(
            Widest, workers, rows, columns, epsilon, y, norms, gradientY, gradientX);

    /// <summary>y = exp x / Σ exp x along each row, safe for any finite x.</summary>
    public static void SoftmaxRows<T>(Workers workers, int rows, int columns, T* x, T* y)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        RowFunctions.Softmax(Widest, workers, rows, columns, x, y);

    /// <summary>∂L/∂x = y (∂L/∂y − ⟨y, ∂L/∂y⟩).</summary>
    public static void SoftmaxRowsBackward<T>(
        Workers workers, int rows, int columns, T* y, T* gradientY, T* gradientX)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        RowFunctions.SoftmaxBackward(Widest, workers, rows, columns, y, gradientY, gradientX);

    /// <summary>y = x − log Σ exp x along each row.</summary>
    public static void LogSoftmaxRows<T>(Workers workers, int rows, int columns, T* x, T* y)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        RowFunctions.LogSoftmax(Widest, workers, rows, columns, x, y);

    /// <summary>∂L/∂x = ∂L/∂y − exp(y) Σ ∂L/∂y.</summary>
    public static void LogSoftmaxRowsBackward<T>(
        Workers workers, int rows, int columns, T* y, T* gradientY, T* gradientX)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        RowFunctions.LogSoftmaxBackward(Widest, workers, rows, columns, y, gradientY, gradientX);

    /// <summary>log Σ exp x of each row, n numbers.</summary>
    public static void LogSumExpRows<T>(Workers workers, int rows, int columns, T* x, T* logSumExp)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        RowFunctions.LogSumExp(Widest, workers, rows, columns, x, logSumExp);

    /// <summary>∂L/∂x = g exp(x − log Σ exp x), with g = ∂L/∂(log-sum-exp) of the row, n numbers.</summary>
    public static void LogSumExpRowsBackward<T>(
        Workers workers, int rows, int columns, T* x, T* logSumExp, T* gradient, T* gradientX)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        RowFunctions.LogSumExpBackward(Widest, workers, rows, columns, x, logSumExp, gradient, gradientX);

    /// <summary>The sum of each column, c numbers, added to what is there if
    /// <paramref name="accumulate"/>.</summary>
    public static void ColumnSums<T>(
        Workers workers, int rows, int columns, T* x, T* sums, bool accumulate)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        BatchNormalisation.ColumnSums(Widest, workers, rows, columns, x, sums, accumulate);
}
