using System.Numerics;

namespace Szilard.Tensors.Kernels;

/// <summary>Pooling of images with the channels innermost.</summary>
public static unsafe class Pooling
{
    /// <summary>The largest value of each channel in each window, without padding; NaN counts as the largest.
    /// Outputs are ⌊(height − size) / stride⌋ + 1 high, and as wide by the same formula.</summary>
    /// <param name="workers">The crew.</param>
    /// <param name="images">How many images.</param>
    /// <param name="height">Rows of an image.</param>
    /// <param name="width">Columns of an image.</param>
    /// <param name="channels">Values per pixel.</param>
    /// <param name="size">Rows and columns of a window.</param>
    /// <param name="stride">Pixels from one window to the next.</param>
    /// <param name="x">The images.</param>
    /// <param name="y">The maxima, overwritten.</param>
    /// <param name="chosen">For each output the flat index into x that it came from (the first of equals),
    /// overwritten.</param>
    /// <exception cref="ArgumentException">A window does not fit, or a size is out of range.</exception>
    public static void MaxForward<T>(
        Workers workers, int images, int height, int width, int channels, int size, int stride,
        T* x, T* y, int* chosen)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        PoolingWindows windows = new(images, height, width, channels, size, stride);
        windows.Check();
        workers.Run(windows.OutputRows, row => windows.MaximaOfRow(row, x, y, chosen));
    }

    /// <summary>Sends each gradient to the value that was chosen, and zero elsewhere.</summary>
    /// <param name="workers">The crew.</param>
    /// <param name="images">How many images.</param>
    /// <param name="height">Rows of an image.</param>
    /// <param name="width">Columns of an image.</param>
    /// <param name="channels">Values per pixel.</param>
    /// <param name="size">Rows and columns of a window.</param>
    /// <param name="stride">Pixels from one window to the next.</param>
    /// <param name="gradientY">The gradient with respect to the maxima.</param>
    /// <param name="chosen">What <see cref="MaxForward"/> chose.</param>
    /// <param name="outputs">How many maxima there are.</param>
    /// <param name="gradientX">The gradient with respect to the images, overwritten.</param>
    /// <exception cref="ArgumentException">The number of outputs does not follow from the sizes.</exception>
    public static void MaxBackward<T>(
        Workers workers, int images, int height, int width, int channels, int size, int stride,
        T* gradientY, int* chosen, int outputs, T* gradientX)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        PoolingWindows windows = new(images, height, width, channels, size, stride);
        windows.Check();
        if (outputs != images * windows.OutputsPerImage)
        {
            throw new ArgumentException(
                $"{images} images have {images * windows.OutputsPerImage} maxima, but {outputs} were given.");
        }
        workers.Run(images, image => windows.ScatterImage(image, gradientY, chosen, gradientX));
    }

    /// <summary>The mean of each channel over each image: y [images, channels].</summary>
    /// <param name="workers">The crew.</param>
    /// <param name="images">How many images.</param>
    /// <param name="height">Rows of an image.</param>
    /// <param name="width">Columns of an image.</param>
    /// <param name="channels">Values per pixel.</param>
    /// <param name="x">The images.</param>
    /// <param name="y">The means, overwritten.</param>
    public static void GlobalAverageForward<T>(
        Workers workers, int images, int height, int width, int channels, T* x, T* y)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        PoolingWindows whole = new(images, height, width, channels, 1, 1);
        whole.Check();
        workers.Run(images, image => whole.MeanOfImage(image, x, y));
    }

    /// <summary>Spreads each gradient evenly over the pixels of its image.</summary>
    /// <param name="workers">The crew.</param>
    /// <param name="images">How many images.</param>
    /// <param name="height">Rows of an image.</param>
    /// <param name="width">Columns of an image.</param>
    /// <param name="channels">Values per pixel.</param>
    /// <param name="gradientY">The gradient with respect to the means.</param>
    /// <param name="gradientX">The gradient with respect to the images, overwritten.</param>
    public static void GlobalAverageBackward<T>(
        Workers workers, int images, int height, int width, int channels, T* gradientY, T* gradientX)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        PoolingWindows whole = new(images, height, width, channels, 1, 1);
        whole.Check();
        workers.Run(images, image => whole.SpreadImage(image, gradientY, gradientX));
    }
}
