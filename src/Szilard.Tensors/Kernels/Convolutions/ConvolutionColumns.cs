using System.Numerics;
using System.Runtime.CompilerServices;

namespace Szilard.Tensors.Kernels;

/// <summary>The patches that some rows of output pixels see, as a matrix: one line per output pixel, with
/// Depth = Kernel²·InputChannels values ordered as the weights are. With few input channels the matrix is
/// stored transposed, because then the neighbours along a row of pixels make the longer runs.</summary>
/// <typeparam name="T">The element.</typeparam>
internal readonly unsafe struct ConvolutionColumns<T>
    where T : unmanaged, INumberBase<T>
{
    private const int Elements = 1 << 17;
    private const int FewChannels = 4;
    private readonly ConvolutionShape _shape;
    private readonly T* _values;

    public ConvolutionColumns(ConvolutionShape shape, bool transposable)
    {
        _shape = shape;
        Transposed = transposable && shape.InputChannels < FewChannels;
        BlockRows = Math.Max(1, Elements / (shape.OutputWidth * (shape.Depth + shape.OutputChannels)));
        Stride = Friendly(Transposed ? BlockRows * shape.OutputWidth : shape.Depth);
        long lines = Transposed ? shape.Depth : (long)BlockRows * shape.OutputWidth;
        _values = KernelScratch.Get<T>(KernelScratch.Purpose.Columns, lines * Stride);
    }

    /// <summary>Rows of output pixels that fit a block, which is meant to stay in the second cache level.
    /// </summary>
    public int BlockRows { get; }

    private bool Transposed { get; }

    private int Stride { get; }

    /// <summary>The matrix [output pixels × Depth].</summary>
    public GemmOperand<T> Matrix => GemmOperand<T>.Stored(_values, Stride, Transposed);

    /// <summary>Fills the matrix with the patches of <paramref name="rows"/> rows of output pixels, counted
    /// through all images from <paramref name="first"/>.</summary>
    public void Gather(T* x, int first, int rows)
    {
        for (int row = 0; row < rows; row++)
        {
            (int image, int outputY) = Math.DivRem(first + row, _shape.OutputHeight);
            T* pixels = x + ((long)image * _shape.Height * _shape.Width * _shape.InputChannels);
            if (Transposed)
                GatherTransposed(pixels, outputY, row * _shape.OutputWidth);
            else
                GatherRow(pixels, outputY, (long)row * _shape.OutputWidth);
        }
    }

    /// <summary>The adjoint of <see cref="Gather"/>: adds the matrix onto the pixels that it would have been
    /// read from.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void ScatterAdd(T* x, int first, int rows)
    {
        for (int row = 0; row < rows; row++)
        {
            (int image, int outputY) = Math.DivRem(first + row, _shape.OutputHeight);
            T* pixels = x + ((long)image * _shape.Height * _shape.Width * _shape.InputChannels);
            ScatterRow(pixels, outputY, (long)row * _shape.OutputWidth);
        }
    }

    /// <summary>One line per pixel: for each kernel row a run of Kernel·InputChannels neighbours, cut at the
    /// image's border.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void GatherRow(T* image, int outputY, long line)
    {
        int channels = _shape.InputChannels, run = _shape.Kernel * channels;
        for (int kernelY = 0; kernelY < _shape.Kernel; kernelY++)
        {
            int y = (outputY * _shape.Stride) + kernelY - _shape.Padding;
            T* source = image + ((long)y * _shape.Width * channels);
            T* target = _values + (line * Stride) + (kernelY * run);
            for (int outputX = 0; outputX < _shape.OutputWidth; outputX++, target += Stride)
            {
                int x = (outputX * _shape.Stride) - _shape.Padding, from = Math.Max(0, -x) * channels;
                int end = (Math.Min(_shape.Width, x + _shape.Kernel) - x) * channels;
                if ((uint)y >= (uint)_shape.Height || end <= from)
                    from = end = run;
                ConvolutionRuns.Clear(target, from);
                ConvolutionRuns.Copy(source + (x * channels) + from, target + from, end - from);
                ConvolutionRuns.Clear(target + end, run - end);
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void ScatterRow(T* image, int outputY, long line)
    {
        int channels = _shape.InputChannels, run = _shape.Kernel * channels;
        for (int kernelY = 0; kernelY < _shape.Kernel; kernelY++)
        {
            int y = (outputY * _shape.Stride) + kernelY - _shape.Padding;
            if ((uint)y >= (uint)_shape.Height)
                continue;
            T* target = image + ((long)y * _shape.Width * channels);
            T* source = _values + (line * Stride) + (kernelY * run);
            for (int outputX = 0; outputX < _shape.OutputWidth; outputX++, source += Stride)
            {
                int x = (outputX * _shape.Stride) - _shape.Padding, from = Math.Max(0, -x) * channels;
                int end = (Math.Min(_shape.Width, x + _shape.Kernel) - x) * channels;
                ConvolutionRuns.Add(source + from, target + (x * channels) + from, end - from);
            }
        }
    }

    /// <summary>One line per place in the patch: for each the row of pixels, shifted, with zeros beyond the
    /// image's border.</summary>
    private void GatherTransposed(T* image, int outputY, int column)
    {
        for (int place = 0; place < _shape.Depth; place++)
        {
            (int kernelPlace, int channel) = Math.DivRem(place, _shape.InputChannels);
            (int kernelY, int kernelX) = Math.DivRem(kernelPlace, _shape.Kernel);
            int y = (outputY * _shape.Stride) + kernelY - _shape.Padding;
            T* target = _values + ((long)place * Stride) + column;
            T* source = image + ((long)y * _shape.Width * _shape.InputChannels) + channel;
            if ((uint)y >= (uint)_shape.Height)
                ConvolutionRuns.Clear(target, _shape.OutputWidth);
            else
                Shift(source, kernelX - _shape.Padding, target);
        }
    }

    /// <summary>target[i] = source pixel i · stride + shift, or 0 outside.</summary>
    private void Shift(T* source, int shift, T* target)
    {
        int stride = _shape.Stride, step = stride * _shape.InputChannels;
        int first = Math.Min(_shape.OutputWidth, Math.Max(0, (stride - 1 - shift) / stride));
        int end = Math.Max(first, Math.Min(_shape.OutputWidth, (_shape.Width - shift + stride - 1) / stride));
        ConvolutionRuns.Clear(target, first);
        T* from = source + ((long)first * step) + (shift * _shape.InputChannels);
        if (step == 1)
            ConvolutionRuns.Copy(from, target + first, end - first);
        for (int i = first; i < end && step > 1; i++, from += step)
            target[i] = *from;
        ConvolutionRuns.Clear(target + end, _shape.OutputWidth - end);
    }

    /// <summary>A stride of at least <paramref name="length"/> whose lines do not fall on the same places of
    /// a cache.</summary>
    private static int Friendly(int length) =>
        length * sizeof(T) % 512 == 0 ? length + (64 / sizeof(T)) : length;
}
