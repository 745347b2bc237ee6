using System.Numerics.Tensors;

namespace Szilard.Tensors.Kernels;

/// <content>The operations of layers and losses.</content>
public sealed unsafe partial class CpuDevice<T>
{
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
            _workers, rows, columns, At(x), At(scale), At(shift), Of(epsilon), s, s + columns,
            s + (2 * columns), slope != 1, Of(slope), At(y));
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
            _workers, rows, columns, At(x), At(scale), At(shift), At(mean), At(inverse), slope != 1,
            Of(slope), At(y));
        Return(inverse);
    }

    /// <inheritdoc/>
    public override void BatchNormGradient(
        int rows, int columns, double slope, Storage x, Storage y, Storage gy, Storage scale,
        Storage statistics, Storage gx, Storage gscale, Storage gshift)
    {
        T* s = At(statistics);
        Normalisation.BatchBackward(
            _workers, rows, columns, At(x), At(y), At(gy), At(scale), s, s + columns, slope != 1, Of(slope),
            At(gx), At(gscale), At(gshift));
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
    public override void NormalizeRows(
        int rows, int columns, double epsilon, Storage x, Storage y, Storage norms) =>
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
            _workers, form, queries, keys, dimensions, At(q), At(k), AtOrNull(extra), AtOrNull(gq),
            AtOrNull(gk), AtOrNull(gextra));

    /// <inheritdoc/>
    public override void CharacteristicFunction(
        int rows, int columns, int frequencies, double start, double step, Storage x, Storage y) =>
        EmpiricalCharacteristic.Forward<T>(rows, columns, frequencies, Of(start), Of(step), Span(x), Span(y));

    /// <inheritdoc/>
    public override void CharacteristicFunctionGradient(
        int rows, int columns, int frequencies, double start, double step, Storage x, Storage gy,
        Storage gx) =>
        EmpiricalCharacteristic.Gradient<T>(
            rows, columns, frequencies, Of(start), Of(step), Span(x), Span(gy), Span(gx));

    /// <inheritdoc/>
    public override void AdamStep(
        AdamStep step, Storage parameter, Storage gradient, Storage first, Storage second) =>
        Adam.Step(
            _workers, parameter.Length, At(parameter), At(gradient), At(first), At(second), Of(step.Rate),
            Of(step.Beta1), Of(step.Beta2), Of(step.Epsilon), Of(1 - Math.Pow(step.Beta1, step.Time)),
            Of(1 - Math.Pow(step.Beta2, step.Time)), Of(step.Decoupled ? 0 : step.WeightDecay),
            Of(step.Decoupled ? step.WeightDecay : 0));
}
