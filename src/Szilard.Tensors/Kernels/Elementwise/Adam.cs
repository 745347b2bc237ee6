using System.Numerics;
using System.Runtime.CompilerServices;

namespace Szilard.Tensors.Kernels;

/// <summary>Adam and AdamW as PyTorch computes them, in one pass over parameters, gradient and both
/// moments.</summary>
/// <remarks>Kingma and Ba, "Adam: a method for stochastic optimization", 2015; Loshchilov and Hutter,
/// "Decoupled weight decay regularization", 2019.</remarks>
public static unsafe class Adam
{
    /// <summary>One step: p ← (1 − rate · decoupledDecay) p; g ← g + weightDecay · p;
    /// m ← β₁ m + (1 − β₁) g; v ← β₂ v + (1 − β₂) g²;
    /// p ← p − rate/correction₁ · m / (√v / √correction₂ + ε).</summary>
    /// <param name="workers">Threads to share the work.</param>
    /// <param name="length">How many parameters.</param>
    /// <param name="parameter">p, updated.</param>
    /// <param name="gradient">g, not changed.</param>
    /// <param name="firstMoment">m, updated; zero before the first step.</param>
    /// <param name="secondMoment">v, updated; zero before the first step.</param>
    /// <param name="rate">Learning rate.</param>
    /// <param name="beta1">β₁.</param>
    /// <param name="beta2">β₂.</param>
    /// <param name="epsilon">ε, added outside the root.</param>
    /// <param name="correction1">1 − β₁ᵗ at step t = 1, 2, ….</param>
    /// <param name="correction2">1 − β₂ᵗ.</param>
    /// <param name="weightDecayL2">Adam's weight decay, added to the gradient.</param>
    /// <param name="decoupledDecay">AdamW's weight decay.</param>
    public static void Step<T>(
        Workers workers, int length, T* parameter, T* gradient, T* firstMoment, T* secondMoment, T rate,
        T beta1, T beta2, T epsilon, T correction1, T correction2, T weightDecayL2, T decoupledDecay)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        Step(
            LaneWidth.Widest, workers, length, parameter, gradient, firstMoment, secondMoment, rate, beta1,
            beta2, epsilon, correction1, correction2, weightDecayL2, decoupledDecay);

    internal static void Step<T>(
        LaneWidth width, Workers workers, int length, T* parameter, T* gradient, T* firstMoment,
        T* secondMoment, T rate, T beta1, T beta2, T epsilon, T correction1, T correction2, T weightDecayL2,
        T decoupledDecay)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        ElementRange.Run<T, Update<T>>(width, workers, length, new Update<T>
        {
            Parameter = parameter,
            Gradient = gradient,
            First = firstMoment,
            Second = secondMoment,
            Keep = T.One - (rate * decoupledDecay),
            Decay = weightDecayL2,
            Rest1 = Rest(beta1),
            Beta2 = beta2,
            Rest2 = Rest(beta2),
            Epsilon = epsilon,
            StepSize = rate / correction1,
            InverseRoot = T.One / T.Sqrt(correction2),
        });

    /// <summary>1 − β. A single holds seven decimals of β; without rounding, 1 − 0.999f would be 0.00099998…,
    /// and the second moment off in its fifth digit.</summary>
    private static T Rest<T>(T beta)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        double rest = 1 - double.CreateTruncating(beta);
        return T.CreateTruncating(typeof(T) == typeof(float) ? Math.Round(rest, 7) : rest);
    }

    private struct Update<T> : IElementStep<T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        public T* Parameter, Gradient, First, Second;
        public T Keep, Decay, Rest1, Beta2, Rest2, Epsilon, StepSize, InverseRoot;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public readonly void At<L>(long index)
            where L : struct, ILanes<L, T>
        {
            L p = L.Load(Parameter + index) * L.All(Keep);
            L g = L.MultiplyAdd(L.All(Decay), p, L.Load(Gradient + index));
            L m = L.Load(First + index), v = L.Load(Second + index) * L.All(Beta2);
            m = L.MultiplyAdd(L.All(Rest1), g - m, m);
            v = L.MultiplyAdd(L.All(Rest2) * g, g, v);
            L.Store(m, First + index);
            L.Store(v, Second + index);
            L scale = L.MultiplyAdd(L.Sqrt(v), L.All(InverseRoot), L.All(Epsilon));
            L.Store(L.MultiplySubtract(L.All(StepSize), m / scale, p), Parameter + index);
        }
    }
}
