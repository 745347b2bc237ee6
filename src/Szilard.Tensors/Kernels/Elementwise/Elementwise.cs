using System.Numerics;
using System.Runtime.CompilerServices;

namespace Szilard.Tensors.Kernels;

/// <summary>Activations and their gradients, each in one pass.</summary>
public static unsafe class Elementwise
{
    /// <summary>y = f(x).</summary>
    /// <param name="workers">Threads to share the work.</param>
    /// <param name="activation">f.</param>
    /// <param name="slope">The slope left of zero of <see cref="Activation.LeakyRelu"/>; else not
    /// read.</param>
    /// <param name="x">Arguments.</param>
    /// <param name="y">Values; may be <paramref name="x"/>.</param>
    /// <param name="length">How many.</param>
    public static void Activate<T>(
        Workers workers, Activation activation, T slope, T* x, T* y, int length)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        Activate(LaneWidth.Widest, workers, activation, slope, x, y, length);

    /// <summary>∂L/∂x = f′(x) ∂L/∂y.</summary>
    /// <param name="workers">Threads to share the work.</param>
    /// <param name="activation">f.</param>
    /// <param name="slope">The slope left of zero of <see cref="Activation.LeakyRelu"/>; else not read. The
    /// slope at zero is that of the left side, as PyTorch has it.</param>
    /// <param name="x">Arguments; may be null for <see cref="Activation.Tanh"/> and
    /// <see cref="Activation.Sigmoid"/>.</param>
    /// <param name="y">Values; read by these two only, else may be null.</param>
    /// <param name="gradientY">∂L/∂y.</param>
    /// <param name="gradientX">∂L/∂x, overwritten; may be <paramref name="gradientY"/>.</param>
    /// <param name="length">How many.</param>
    public static void ActivationGradient<T>(
        Workers workers, Activation activation, T slope, T* x, T* y, T* gradientY, T* gradientX, int length)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        ActivationGradient(LaneWidth.Widest, workers, activation, slope, x, y, gradientY, gradientX, length);

    internal static void Activate<T>(
        LaneWidth width, Workers workers, Activation activation, T slope, T* x, T* y, int length)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        switch (activation)
        {
            case Activation.None:
                Run<T, ValueStep<IdentityFunction, T>>(width, workers, length, new(x, y, slope));
                break;
            case Activation.Relu:
                Run<T, ValueStep<RectifierFunction, T>>(width, workers, length, new(x, y, T.Zero));
                break;
            case Activation.LeakyRelu:
                Run<T, ValueStep<RectifierFunction, T>>(width, workers, length, new(x, y, slope));
                break;
            case Activation.Gelu:
                Run<T, ValueStep<GeluFunction, T>>(width, workers, length, new(x, y, slope));
                break;
            case Activation.Tanh:
                Run<T, ValueStep<TanhFunction, T>>(width, workers, length, new(x, y, slope));
                break;
            case Activation.Sigmoid:
                Run<T, ValueStep<SigmoidFunction, T>>(width, workers, length, new(x, y, slope));
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(activation), activation, "No such activation.");
        }
    }

    internal static void ActivationGradient<T>(
        LaneWidth width, Workers workers, Activation activation, T slope, T* x, T* y, T* gradientY,
        T* gradientX, int length)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Gradients<T> all = new(x, y, gradientY, gradientX);
        switch (activation)
        {
            case Activation.None:
                Run<T, SlopeStep<IdentityFunction, T>>(width, workers, length, new(all, slope));
                break;
            case Activation.Relu:
                Run<T, SlopeStep<RectifierFunction, T>>(width, workers, length, new(all, T.Zero));
                break;
            case Activation.LeakyRelu:
                Run<T, SlopeStep<RectifierFunction, T>>(width, workers, length, new(all, slope));
                break;
            case Activation.Gelu:
                Run<T, SlopeStep<GeluFunction, T>>(width, workers, length, new(all, slope));
                break;
            case Activation.Tanh:
                Run<T, SlopeStep<TanhFunction, T>>(width, workers, length, new(all, slope));
                break;
            case Activation.Sigmoid:
                Run<T, SlopeStep<SigmoidFunction, T>>(width, workers, length, new(all, slope));
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(activation), activation, "No such activation.");
        }
    }

    private static void Run<T, TStep>(LaneWidth width, Workers workers, int length, TStep step)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TStep : struct, IElementStep<T> =>
        ElementRange.Run<T, TStep>(width, workers, length, step);

    private readonly struct Gradients<T>(T* x, T* y, T* gradientY, T* gradientX)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        public readonly T* X = x, Y = y, GradientY = gradientY, GradientX = gradientX;
    }

    private readonly struct ValueStep<TFunction, T>(T* x, T* y, T slope) : IElementStep<T>
        where TFunction : struct, IActivationFunction
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void At<L>(long index)
            where L : struct, ILanes<L, T> =>
            L.Store(TFunction.Value<L, T>(L.Load(x + index), L.All(slope)), y + index);
    }

    private readonly struct SlopeStep<TFunction, T>(Gradients<T> all, T slope) : IElementStep<T>
        where TFunction : struct, IActivationFunction
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void At<L>(long index)
            where L : struct, ILanes<L, T>
        {
            L x = all.X == null ? default : L.Load(all.X + index);
            L y = all.Y == null ? default : L.Load(all.Y + index);
            L local = TFunction.Slope<L, T>(x, y, L.All(slope));
            L.Store(L.Load(all.GradientY + index) * local, all.GradientX + index);
        }
    }
}
