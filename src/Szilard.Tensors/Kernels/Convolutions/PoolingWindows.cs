using System.Numerics;
using System.Numerics.Tensors;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Szilard.Tensors.Kernels;

/// <summary>Square windows that slide over images, and the work on one row or image of them.</summary>
internal readonly unsafe record struct PoolingWindows(
    int Images, int Height, int Width, int Channels, int Size, int Stride)
{
    private int OutputHeight => ((Height - Size) / Stride) + 1;

    private int OutputWidth => ((Width - Size) / Stride) + 1;

    public int OutputRows => Images * OutputHeight;

    public int OutputsPerImage => OutputHeight * OutputWidth * Channels;

    private int ImageLength => Height * Width * Channels;

    public void Check()
    {
        if (Images < 0 || Channels < 1 || Size < 1 || Stride < 1 || Size > Math.Min(Height, Width))
        {
            throw new ArgumentException(
                $"Windows of {Size}×{Size} every {Stride} pixels do not fit {Height}×{Width}×{Channels}.");
        }
        if ((long)Images * ImageLength > int.MaxValue)
            throw new ArgumentException($"{Images} images of {ImageLength} values are more than 2³¹ − 1.");
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void MaximaOfRow<T>(int row, T* x, T* y, int* chosen)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        (int image, int outputY) = Math.DivRem(row, OutputHeight);
        int output = row * OutputWidth * Channels;
        int corner = (image * ImageLength) + (outputY * Stride * Width * Channels);
        for (int i = 0; i < OutputWidth; i++, output += Channels, corner += Stride * Channels)
        {
            int channel = 0;
            if (typeof(T) == typeof(float))
            {
                for (; channel + Vector256<float>.Count <= Channels; channel += Vector256<float>.Count)
                    EightMaxima((float*)x, corner + channel, (float*)y, chosen, output + channel);
            }
            for (; channel < Channels; channel++)
                Maximum(x, corner + channel, y, chosen, output + channel);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Maximum<T>(T* x, int corner, T* y, int* chosen, int output)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int best = corner;
        for (int place = 1; place < Size * Size; place++)
        {
            int index = corner + ((((place / Size) * Width) + (place % Size)) * Channels);
            if (x[index] > x[best] || T.IsNaN(x[index]))
                best = index;
        }
        (y[output], chosen[output]) = (x[best], best);
    }

    /// <summary>Eight channels at once: values and the indices they came from travel in step.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void EightMaxima(float* x, int corner, float* y, int* chosen, int output)
    {
        Vector256<float> best = Vector256.Load(x + corner);
        Vector256<int> from = Vector256<int>.Zero;
        for (int i = 0; i < Size; i++)
        {
            for (int j = 0; j < Size; j++)
            {
                int offset = ((i * Width) + j) * Channels;
                Vector256<float> value = Vector256.Load(x + corner + offset);
                Vector256<float> wins = Vector256.GreaterThan(value, best) | ~Vector256.Equals(value, value);
                best = Vector256.ConditionalSelect(wins, value, best);
                from = Vector256.ConditionalSelect(wins.AsInt32(), Vector256.Create(offset), from);
            }
        }
        best.Store(y + output);
        (from + Vector256.Create(corner) + Vector256<int>.Indices).Store(chosen + output);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void ScatterImage<T>(int image, T* gradientY, int* chosen, T* gradientX)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        new Span<T>(gradientX + ((long)image * ImageLength), ImageLength).Clear();
        int first = image * OutputsPerImage, end = first + OutputsPerImage;
        for (int i = first; i < end; i++)
            gradientX[chosen[i]] += gradientY[i];
    }

    /// <summary>Sums along rows first and then over the rows, which keeps rounding errors small.</summary>
    public void MeanOfImage<T>(int image, T* x, T* y)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Span<T> mean = new(y + ((long)image * Channels), Channels);
        Span<T> sum = new(KernelScratch.Get<T>(KernelScratch.Purpose.EdgeTile, Channels), Channels);
        T* pixel = x + ((long)image * ImageLength);
        mean.Clear();
        for (int i = 0; i < Height; i++)
        {
            sum.Clear();
            for (int j = 0; j < Width; j++, pixel += Channels)
                TensorPrimitives.Add(sum, new ReadOnlySpan<T>(pixel, Channels), sum);
            TensorPrimitives.Add(mean, sum, mean);
        }
        TensorPrimitives.Divide(mean, T.CreateChecked(Height * Width), mean);
    }

    public void SpreadImage<T>(int image, T* gradientY, T* gradientX)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        T* first = gradientX + ((long)image * ImageLength);
        Span<T> share = new(first, Channels);
        ReadOnlySpan<T> gradient = new(gradientY + ((long)image * Channels), Channels);
        TensorPrimitives.Divide(gradient, T.CreateChecked(Height * Width), share);
        for (int pixel = 1; pixel < Height * Width; pixel++)
            share.CopyTo(new Span<T>(first + ((long)pixel * Channels), Channels));
    }
}
