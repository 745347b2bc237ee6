namespace Szilard.Tensors.Kernels;

/// <summary>The sizes of a two-dimensional convolution with a square kernel: inputs [Images, Height, Width,
/// InputChannels], weights [Kernel, Kernel, InputChannels, OutputChannels], outputs [Images, OutputHeight,
/// OutputWidth, OutputChannels].</summary>
/// <param name="Images">How many images.</param>
/// <param name="Height">Rows of an input image.</param>
/// <param name="Width">Columns of an input image.</param>
/// <param name="InputChannels">Values per input pixel.</param>
/// <param name="OutputChannels">Values per output pixel.</param>
/// <param name="Kernel">Rows and columns of the kernel.</param>
/// <param name="Stride">Input pixels from one output pixel to the next.</param>
/// <param name="Padding">Zeros around the input on every side.</param>
public readonly record struct ConvolutionShape(
    int Images, int Height, int Width, int InputChannels, int OutputChannels, int Kernel, int Stride,
    int Padding)
{
    /// <summary>⌊(Height + 2·Padding − Kernel) / Stride⌋ + 1</summary>
    public int OutputHeight => ((Height + (2 * Padding) - Kernel) / Stride) + 1;

    /// <summary>⌊(Width + 2·Padding − Kernel) / Stride⌋ + 1</summary>
    public int OutputWidth => ((Width + (2 * Padding) - Kernel) / Stride) + 1;

    /// <summary>Input values that one output value sees: Kernel²·InputChannels.</summary>
    public int Depth => Kernel * Kernel * InputChannels;

    /// <summary>Rows of output pixels in all images.</summary>
    internal int OutputRows => Images * OutputHeight;

    /// <summary>Complains about sizes that make no convolution.</summary>
    /// <exception cref="ArgumentException">A size is out of range, or the kernel does not fit.</exception>
    internal void Check()
    {
        if (Images < 0 || InputChannels < 1 || OutputChannels < 1 || Kernel < 1 || Stride < 1 || Padding < 0)
        {
            throw new ArgumentException(
                $"{this} is no convolution: channels, kernel and stride are at least 1, padding at least 0.");
        }
        if (Math.Min(Height, Width) + (2 * Padding) < Kernel)
        {
            throw new ArgumentException(
                $"A {Kernel}×{Kernel} kernel does not fit {Height}×{Width} pixels with padding {Padding}.");
        }
    }
}
