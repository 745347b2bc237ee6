using MathNet.Numerics.Integration;

namespace Szilard.Physics.Synapses.Kernels;

/// <summary>Integrals over a mesh, and meshes.</summary>
internal static class Quadrature
{
    /// <summary>∫ f over the mesh, five Gauss points in each interval.</summary>
    internal static double Over(IReadOnlyList<double> mesh, Func<double, double> f)
    {
        double sum = 0;
        for (int i = 1; i < mesh.Count; i++)
            sum += GaussLegendreRule.Integrate(f, mesh[i - 1], mesh[i], 5);
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
}
