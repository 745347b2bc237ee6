using Szilard.Tensors;

namespace Szilard.Learners.Encoders;

/// <summary>Batch normalisation over all axes but the last, then a leaky ReLU (slope 1 is none). Running
/// statistics follow PyTorch: momentum 0.1, unbiased variance.</summary>
internal sealed class BatchNormLayer(
    Parameter scale, Parameter shift, Parameter mean, Parameter variance, double slope) : ILayer
{
    private const double Epsilon = 1e-5;
    private const double Momentum = 0.1;

    public IEnumerable<Parameter> Parameters => [scale, shift, mean, variance];

    public Tensor Forward(Tensor x, bool training)
    {
        Tape tape = x.Tape;
        (Tensor gamma, Tensor beta) = (tape.Watch(scale), tape.Watch(shift));
        if (!training)
            return x.BatchNormFixed(gamma, beta, Epsilon, slope, tape.Watch(mean), tape.Watch(variance));
        Device device = tape.Device;
        (Storage batchMean, Storage batchVariance) =
            (device.Rent(mean.Shape.Size), device.Rent(mean.Shape.Size));
        Tensor y = x.BatchNorm(gamma, beta, Epsilon, slope, batchMean, batchVariance);
        double n = x.Shape.Rows;
        device.Blend(1 - Momentum, mean.Storage, Momentum, batchMean);
        device.Blend(1 - Momentum, variance.Storage, Momentum * n / Math.Max(1, n - 1), batchVariance);
        device.Return(batchMean);
        device.Return(batchVariance);
        return y;
    }
}
