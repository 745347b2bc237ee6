using Szilard.Tensors;
using Szilard.Tensors.Kernels;

namespace Szilard.Experiments.Inquiries.Systems;

/// <summary>Descends a loss of one array from a given start, in double precision: what training finds, beside
/// what algebra says.</summary>
internal static class LossDescent
{
    /// <summary>Adam with a rate that falls by a cosine to 0; returns where it ends and the loss
    /// there.</summary>
    /// <param name="start">First values, rounded to single precision.</param>
    /// <param name="loss">The loss of the array, a scalar of its tape.</param>
    /// <param name="steps">How many.</param>
    /// <param name="rate">First rate.</param>
    /// <param name="stop">Ends it early.</param>
    public static (Matrix Point, double Loss) Minimise(
        Matrix start, Func<Tensor, Tensor> loss, int steps, double rate, CancellationToken stop)
    {
        using CpuDevice<double> device = new();
        Parameter point = new(
            device, "point", new Shape(start.Rows, start.Columns), [.. start.Values.Select(v => (float)v)]);
        (Storage first, Storage second) = (Zeros(device, point), Zeros(device, point));
        for (int step = 0; step < steps; step++)
        {
            stop.ThrowIfCancellationRequested();
            using Tape tape = new(device);
            Storage gradient = tape.Differentiate(loss(tape.Watch(point))).Of(point)!;
            double pace = rate * 0.5 * (1 + Math.Cos(Math.PI * step / steps));
            device.AdamStep(
                new AdamStep(pace, 0.9, 0.999, 1e-12, step + 1, 0, false), point.Storage, gradient, first,
                second);
        }
        using Tape last = new(device, recording: false);
        Tensor end = last.Watch(point);
        return (end.ToMatrix(), loss(end).Item());
    }

    /// <summary>Gradient descent with momentum 0.9 at a fixed rate: of the separating directions it tends to
    /// that of the largest Euclidean margin, where Adam does not.</summary>
    /// <inheritdoc cref="Minimise"/>
    public static Matrix Roll(
        Matrix start, Func<Tensor, Tensor> loss, int steps, double rate, CancellationToken stop)
    {
        using CpuDevice<double> device = new();
        Parameter point = new(
            device, "point", new Shape(start.Rows, start.Columns), [.. start.Values.Select(v => (float)v)]);
        Storage velocity = Zeros(device, point);
        for (int step = 0; step < steps; step++)
        {
            stop.ThrowIfCancellationRequested();
            using Tape tape = new(device);
            device.Blend(0.9, velocity, 1, tape.Differentiate(loss(tape.Watch(point))).Of(point)!);
            device.AddScaled(-rate, velocity, point.Storage);
        }
        using Tape last = new(device, recording: false);
        return last.Watch(point).ToMatrix();
    }

    /// <summary>Normal values of a given deviation: where descents begin.</summary>
    public static Matrix Start(int rows, int columns, double deviation, RandomKey key)
    {
        Matrix start = new(rows, columns);
        RandomStream stream = key.Stream();
        foreach (ref double value in start.Values.AsSpan())
            value = deviation * stream.NextNormal();
        return start;
    }

    private static Storage Zeros(Device device, Parameter of)
    {
        Storage zeros = device.Rent(of.Shape.Size);
        device.Fill(zeros, 0);
        return zeros;
    }
}
