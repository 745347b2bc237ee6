using System.Numerics;
using System.Numerics.Tensors;

namespace Szilard.Tensors.Kernels;

/// <summary>Empirical characteristic functions of columns at equally spaced frequencies. One sine and one
/// cosine per value; the higher frequencies follow by turning: the phase turns by one step each
/// time.</summary>
internal static class EmpiricalCharacteristic
{
    public static void Forward<T>(
        int rows, int columns, int frequencies, T start, T step, ReadOnlySpan<T> x, Span<T> y)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Turner<T> turner = new(columns);
        y.Clear();
        Span<T> real = y[..(frequencies * columns)], imaginary = y[(frequencies * columns)..];
        for (int row = 0; row < rows; row++)
        {
            turner.Begin(x.Slice(row * columns, columns), start, step);
            for (int f = 0; f < frequencies; f++)
            {
                Span<T> re = real.Slice(f * columns, columns), im = imaginary.Slice(f * columns, columns);
                TensorPrimitives.Add(re, turner.Cosine, re);
                TensorPrimitives.Add(im, turner.Sine, im);
                turner.Turn();
            }
        }
        TensorPrimitives.Divide(y, T.CreateTruncating(rows), y);
    }

    /// <summary>∂/∂x of mean cos(t x) is −t sin(t x)/n, of mean sin(t x) it is t cos(t x)/n.</summary>
    public static void Gradient<T>(
        int rows, int columns, int frequencies, T start, T step, ReadOnlySpan<T> x, ReadOnlySpan<T> gy,
        Span<T> gx)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Turner<T> turner = new(columns);
        T[] scaled = gy.ToArray();
        for (int f = 0; f < frequencies; f++)
        {
            T factor = (start + (step * T.CreateTruncating(f))) / T.CreateTruncating(rows);
            Span<T> re = scaled.AsSpan(f * columns, columns);
            Span<T> im = scaled.AsSpan((frequencies + f) * columns, columns);
            TensorPrimitives.Multiply(re, -factor, re);
            TensorPrimitives.Multiply(im, factor, im);
        }
        for (int row = 0; row < rows; row++)
        {
            Span<T> sum = gx.Slice(row * columns, columns);
            sum.Clear();
            turner.Begin(x.Slice(row * columns, columns), start, step);
            for (int f = 0; f < frequencies; f++)
            {
                TensorPrimitives.MultiplyAdd(turner.Sine, scaled.AsSpan(f * columns, columns), sum, sum);
                TensorPrimitives.MultiplyAdd(
                    turner.Cosine, scaled.AsSpan((frequencies + f) * columns, columns), sum, sum);
                turner.Turn();
            }
        }
    }

    /// <summary>Holds cos and sin of (start + f·step)·x for a row of x while f counts up from 0.</summary>
    private sealed class Turner<T>(int columns)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        private readonly T[] _angle = new T[columns];
        private readonly T[] _cosine = new T[columns];
        private readonly T[] _sine = new T[columns];
        private readonly T[] _stepCosine = new T[columns];
        private readonly T[] _stepSine = new T[columns];

        public ReadOnlySpan<T> Cosine => _cosine;

        public ReadOnlySpan<T> Sine => _sine;

        public void Begin(ReadOnlySpan<T> x, T start, T step)
        {
            TensorPrimitives.Multiply(x, step, _angle);
            TensorPrimitives.SinCos(_angle, _stepSine, _stepCosine);
            TensorPrimitives.Multiply(x, start, _angle);
            TensorPrimitives.SinCos(_angle, _sine, _cosine);
        }

        public void Turn()
        {
            int i = 0;
            for (; i <= _cosine.Length - Vector<T>.Count; i += Vector<T>.Count)
            {
                Vector<T> c = new(_cosine, i), s = new(_sine, i), dc = new(_stepCosine, i),
                    ds = new(_stepSine, i);
                ((c * dc) - (s * ds)).CopyTo(_cosine, i);
                ((s * dc) + (c * ds)).CopyTo(_sine, i);
            }
            for (; i < _cosine.Length; i++)
            {
                (_cosine[i], _sine[i]) = (
                    (_cosine[i] * _stepCosine[i]) - (_sine[i] * _stepSine[i]),
                    (_sine[i] * _stepCosine[i]) + (_cosine[i] * _stepSine[i]));
            }
        }
    }
}
