namespace Szilard.Physics.Synapses.Kernels;

/// <summary>Integrals over a mesh, and meshes.</summary>
internal static class Quadrature
{
    // Nodes and weights of the five-point Gauss–Legendre rule on [−1, 1] (Abramowitz, Stegun, table 25.4).
    private static readonly double[] _nodes =
        [-0.906179845938664, -0.538469310105683, 0, 0.538469310105683, 0.906179845938664];

    private static readonly double[] _weights =
        [0.236926885056189, 0.478628670499366, 0.568888888888889, 0.478628670499366, 0.236926885056189];

    /// <summary>∫ f over the mesh, five Gauss points in each interval.</summary>
    internal static double Over(IReadOnlyList<double> mesh, Func<double, double> f)
    {
        double sum = 0;
        for (int i = 1; i < mesh.Count; i++)
            sum += Interval(mesh[i - 1], mesh[i], f);
        return sum;
    }

    /// <summary>Times 0 … extent whose steps are fine/80 at first, then 1/120 of the time, never above
    /// <paramref name="coarse"/>: answers that start sharply and fade are nearly straight in
    /// between.</summary>
    internal static double[] Graded(double fine, double extent, double coarse = double.PositiveInfinity)
    {
        List<double> times = [0];
        for (double t = 0; t < extent;)
        {
            t += Math.Min(coarse, Math.Max(fine / 80, t / 120));
            times.Add(Math.Min(t, extent));
        }
        return [.. times];
    }

    private static double Interval(double a, double b, Func<double, double> f)
    {
        double middle = (a + b) / 2, half = (b - a) / 2, sum = 0;
        for (int k = 0; k < _nodes.Length; k++)
            sum += _weights[k] * f(middle + (half * _nodes[k]));
        return half * sum;
    }
}
