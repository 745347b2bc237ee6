using Szilard.Tensors;

namespace Szilard.Physics.Networks.Tasks;

/// <summary>Regression of a linear map: t = M·x with x uniform on [0, 1) in each component.</summary>
public static class LinearMap
{
    /// <summary>Draws samples.</summary>
    /// <param name="coefficients">M, outputs × inputs.</param>
    /// <param name="count">n.</param>
    /// <param name="key">Randomness.</param>
    public static Lesson Draw(Matrix coefficients, int count, RandomKey key)
    {
        (int outputs, int inputs) = (coefficients.Rows, coefficients.Columns);
        RandomStream stream = key.Stream();
        double[] x = new double[count * inputs], t = new double[count * outputs];
        for (int i = 0; i < x.Length; i++)
            x[i] = stream.NextDouble();
        for (int i = 0; i < t.Length; i++)
            t[i] = System.Numerics.Tensors.TensorPrimitives.Dot<double>(
                coefficients.Row(i % outputs), x.AsSpan(i / outputs * inputs, inputs));
        return new Lesson(count, x, t);
    }
}
