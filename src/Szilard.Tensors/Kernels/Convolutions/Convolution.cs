using System.Numerics;

namespace Szilard.Tensors.Kernels;

/// <summary>Two-dimensional convolutions (cross-correlations, as deep learning has them) of images with the
/// channels innermost: patches become a matrix block by block, which a product then consumes from the cache
/// (K. Chellapilla, S. Puri and P. Simard, "High performance convolutional neural networks for document
/// processing", 2006). Every result is the same bit for bit for any number of workers.</summary>
public static unsafe class Convolution
{
    /// <summary>y[n, i, j, o] = bias[o] + Σ x[n, i·Stride + u − Padding, j·Stride + v − Padding, c] ·
    /// weights[u, v, c, o], with zeros beyond the border.</summary>
    /// <param name="workers">The crew.</param>
    /// <param name="shape">The sizes.</param>
    /// <param name="x">The images.</param>
    /// <param name="weights">The kernels.</param>
    /// <param name="bias">One value per output channel, or null.</param>
    /// <param name="y">The result, overwritten.</param>
    /// <exception cref="ArgumentException">The sizes make no convolution.</exception>
    public static void Forward<T>(
        Workers workers, ConvolutionShape shape, T* x, T* weights, T* bias, T* y)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        ForwardWith(Gemm.WidestVector, workers, shape, x, weights, bias, y);

    /// <summary>The gradient with respect to the images: the adjoint of <see cref="Forward"/> in x.</summary>
    /// <param name="workers">The crew.</param>
    /// <param name="shape">The sizes.</param>
    /// <param name="gradientY">The gradient with respect to the result.</param>
    /// <param name="weights">The kernels.</param>
    /// <param name="gradientX">The gradient, overwritten.</param>
    /// <exception cref="ArgumentException">The sizes make no convolution.</exception>
    public static void InputGradient<T>(
        Workers workers, ConvolutionShape shape, T* gradientY, T* weights, T* gradientX)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        InputGradientWith(Gemm.WidestVector, workers, shape, gradientY, weights, gradientX);

    /// <summary>The gradients with respect to weights and bias: the adjoint of <see cref="Forward"/> in
    /// these.</summary>
    /// <param name="workers">The crew.</param>
    /// <param name="shape">The sizes.</param>
    /// <param name="x">The images.</param>
    /// <param name="gradientY">The gradient with respect to the result.</param>
    /// <param name="gradientWeights">The gradient, overwritten.</param>
    /// <param name="gradientBias">The sums of gradientY over all pixels, overwritten, or null.</param>
    /// <exception cref="ArgumentException">The sizes make no convolution.</exception>
    public static void WeightGradient<T>(
        Workers workers, ConvolutionShape shape, T* x, T* gradientY, T* gradientWeights, T* gradientBias)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        WeightGradientWith(
            Gemm.WidestVector, workers, shape, x, gradientY, gradientWeights, gradientBias);

    internal static void ForwardWith<T>(
        int vectorBits, Workers workers, ConvolutionShape shape, T* x, T* weights, T* bias, T* y)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        shape.Check();
        GemmTiles.Choose<T, ConvolutionForward<T>>(
            vectorBits, new(workers, shape, x, weights, bias, y));
    }

    internal static void InputGradientWith<T>(
        int vectorBits, Workers workers, ConvolutionShape shape, T* gradientY, T* weights, T* gradientX)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        shape.Check();
        GemmTiles.Choose<T, ConvolutionInputGradient<T>>(
            vectorBits, new(workers, shape, gradientY, weights, gradientX));
    }

    internal static void WeightGradientWith<T>(
        int vectorBits, Workers workers, ConvolutionShape shape, T* x, T* gradientY, T* gradientWeights,
        T* gradientBias)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        shape.Check();
        GemmTiles.Choose<T, ConvolutionWeightGradient<T>>(
            vectorBits, new(workers, shape, x, gradientY, gradientWeights, gradientBias));
    }
}
