using System.Numerics;

namespace Szilard.Tensors.Kernels;

/// <summary>Numbers that are computed on side by side in one register. A kernel is written once over this
/// contract; the run-time compiler makes one machine-code version per width, and the scalar version
/// (<see cref="Lanes1{T}"/>) is at once the fallback, the tail of the wider ones, and the plain
/// double.</summary>
internal unsafe interface ILanes<L, T> :
    IAdditionOperators<L, L, L>, ISubtractionOperators<L, L, L>, IMultiplyOperators<L, L, L>,
    IDivisionOperators<L, L, L>, IUnaryNegationOperators<L, L>
    where L : struct, ILanes<L, T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>How many numbers.</summary>
    static abstract int Width { get; }

    static abstract L Load(T* from);

    static abstract void Store(L value, T* to);

    /// <summary>The same number in every lane.</summary>
    static abstract L All(T value);

    /// <summary>The same literal in every lane.</summary>
    static abstract L Constant(double value);

    /// <summary>a · b + c with one rounding.</summary>
    static abstract L MultiplyAdd(L a, L b, L c);

    /// <summary>c − a · b with one rounding.</summary>
    static abstract L MultiplySubtract(L a, L b, L c);

    /// <summary>The greater; <paramref name="b"/> where either is NaN.</summary>
    static abstract L Max(L a, L b);

    /// <summary>The smaller; <paramref name="b"/> where either is NaN.</summary>
    static abstract L Min(L a, L b);

    static abstract L Abs(L value);

    static abstract L Sqrt(L value);

    /// <summary>To the nearest whole number, ties to even.</summary>
    static abstract L Round(L value);

    /// <summary>2^n for whole n in −126 … 127. Single precision only.</summary>
    static abstract L PowerOfTwo(L exponent);

    /// <summary>Lane by lane <paramref name="yes"/> where a &gt; b, else <paramref name="no"/> (also for
    /// NaN).</summary>
    static abstract L WhereGreater(L a, L b, L yes, L no);

    static abstract L CopySign(L magnitude, L sign);

    /// <summary>The sum over the lanes, halves first.</summary>
    static abstract double Sum(L value);

    /// <summary>The greatest lane.</summary>
    static abstract T Greatest(L value);

    static abstract L Exp(L value);

    /// <summary>exp x for x ≤ 0; in single precision exactly zero below −70.</summary>
    static abstract L ExpOfNonPositive(L value);

    static abstract L Log(L value);

    static abstract L Erf(L value);

    static abstract L Tanh(L value);

    static abstract L Sigmoid(L value);
}
