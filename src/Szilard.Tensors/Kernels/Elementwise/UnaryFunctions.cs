using System.Numerics;
using System.Numerics.Tensors;

namespace Szilard.Tensors.Kernels;

/// <summary>Functions of one number over spans, and their derivatives.</summary>
internal static class UnaryFunctions
{
    public static void Apply<T>(UnaryFunction f, ReadOnlySpan<T> x, Span<T> y)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        T a = T.CreateTruncating(f.A), b = T.CreateTruncating(f.B);
        switch (f.Kind)
        {
            case UnaryKind.Affine:
                TensorPrimitives.Multiply(x, a, y);
                if (f.B != 0)
                    TensorPrimitives.Add(y, b, y);
                break;
            case UnaryKind.Abs: TensorPrimitives.Abs(x, y); break;
            case UnaryKind.Cos: TensorPrimitives.Cos(x, y); break;
            case UnaryKind.Exp: TensorPrimitives.Exp(x, y); break;
            case UnaryKind.Log: TensorPrimitives.Log(x, y); break;
            case UnaryKind.Power: TensorPrimitives.Pow(x, a, y); break;
            case UnaryKind.Sin: TensorPrimitives.Sin(x, y); break;
            case UnaryKind.Softplus: Softplus(x, y); break;
            case UnaryKind.Sqrt: TensorPrimitives.Sqrt(x, y); break;
            case UnaryKind.Square: TensorPrimitives.Multiply(x, x, y); break;
            default:
                throw new ArgumentOutOfRangeException(nameof(f), f.Kind, "Not a function of this table.");
        }
    }

    /// <summary>gx ← f'(x)·gy; gx may be gy.</summary>
    public static void Gradient<T>(
        UnaryFunction f, ReadOnlySpan<T> x, ReadOnlySpan<T> y, ReadOnlySpan<T> gy, Span<T> gx)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        T a = T.CreateTruncating(f.A);
        switch (f.Kind)
        {
            case UnaryKind.Affine: TensorPrimitives.Multiply(gy, a, gx); break;
            case UnaryKind.Exp: TensorPrimitives.Multiply(gy, y, gx); break;
            case UnaryKind.Log: TensorPrimitives.Divide(gy, x, gx); break;
            case UnaryKind.Sqrt: Half(gy, y, gx); break;
            case UnaryKind.Square: Twice(gy, x, gx); break;
            default: OneByOne(f.Kind, a, x, gy, gx); break;
        }
    }

    private static void Half<T>(ReadOnlySpan<T> gy, ReadOnlySpan<T> y, Span<T> gx)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        TensorPrimitives.Divide(gy, y, gx);
        TensorPrimitives.Multiply(gx, T.CreateTruncating(0.5), gx);
    }

    private static void Twice<T>(ReadOnlySpan<T> gy, ReadOnlySpan<T> x, Span<T> gx)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        TensorPrimitives.Multiply(gy, x, gx);
        TensorPrimitives.Add(gx, gx, gx);
    }

    private static void OneByOne<T>(
        UnaryKind kind, T a, ReadOnlySpan<T> x, ReadOnlySpan<T> gy, Span<T> gx)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        for (int i = 0; i < gx.Length; i++)
            gx[i] = gy[i] * Derivative(kind, a, x[i]);
    }

    private static T Derivative<T>(UnaryKind kind, T a, T x)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => kind switch
        {
            UnaryKind.Abs => T.CreateTruncating(T.Sign(x)),
            UnaryKind.Cos => -T.Sin(x),
            UnaryKind.Power => a * T.Pow(x, a - T.One),
            UnaryKind.Sin => T.Cos(x),
            UnaryKind.Softplus => T.One / (T.One + T.Exp(-x)),
            _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "Not a function of this table."),
        };

    /// <summary>max(x, 0) + log(1 + e^{−|x|}): no overflow at either end.</summary>
    private static void Softplus<T>(ReadOnlySpan<T> x, Span<T> y)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        for (int i = 0; i < x.Length; i++)
            y[i] = T.Max(x[i], T.Zero) + T.LogP1(T.Exp(-T.Abs(x[i])));
    }
}
