namespace Szilard.Physics.Networks.Solvers;

/// <summary>Descent with inertia that stops where it runs uphill: needs gradients only, and is hard to upset.
/// </summary>
/// <remarks>Bitzek, Koskinen, Gähler, Moseler, Gumbsch, "Structural relaxation made simple", 2006, with the
/// parameters recommended there: v ← (1−α)v − α|v|·g/|g|; after 5 steps downhill the step grows by 1.1 and α
/// shrinks by 0.99; one step uphill stops the motion, halves the step and resets α to 0.1. Velocities follow
/// semi-implicit Euler.</remarks>
internal static class Fire
{
    /// <summary>∂E/∂x, overwritten.</summary>
    public delegate void Slope(ReadOnlySpan<double> x, Span<double> gradient);

    /// <summary>Moves x to where the largest component of the gradient is at most the tolerance.</summary>
    public static Relaxation Minimise(double[] x, Slope slope, double step, double tolerance, int limit)
    {
        double[] v = new double[x.Length], g = new double[x.Length];
        (double dt, double mix, int downhill) = (step, 0.1, 0);
        for (int count = 0; ; count++)
        {
            slope(x, g);
            double residual = Largest(g);
            if (residual <= tolerance || count == limit)
                return new Relaxation(count, residual, residual <= tolerance);
            if (Dot(g, v) < 0 && ++downhill > 5)
                (dt, mix) = (Math.Min(dt * 1.1, 10 * step), mix * 0.99);
            else if (Dot(g, v) > 0)
            {
                Array.Clear(v);
                (dt, mix, downhill) = (dt / 2, 0.1, 0);
            }
            Advance(x, v, g, dt, mix);
        }
    }

    private static void Advance(double[] x, double[] v, double[] g, double dt, double mix)
    {
        for (int i = 0; i < v.Length; i++)
            v[i] -= dt * g[i];
        double turn = mix * Math.Sqrt(Dot(v, v) / Math.Max(Dot(g, g), double.Epsilon));
        for (int i = 0; i < v.Length; i++)
        {
            v[i] = ((1 - mix) * v[i]) - (turn * g[i]);
            x[i] += dt * v[i];
        }
    }

    private static double Dot(double[] a, double[] b) =>
        System.Numerics.Tensors.TensorPrimitives.Dot<double>(a, b);

    private static double Largest(double[] g) =>
        Math.Abs(System.Numerics.Tensors.TensorPrimitives.MaxMagnitude<double>(g));
}
