using Szilard.Physics.Networks.Solvers;

namespace Szilard.Physics.Networks.Ising;

/// <summary>The fields φ at output spins that give these their wanted means: the maximum of the concave
/// φ·m − ln Z(φ), by Newton's method with halved steps; its Hessian is the covariance of the
/// outputs.</summary>
internal static class MeanFields
{
    private const int Limit = 100;

    /// <summary>Fields for all outputs (0 where a spin is fixed at ±1), and how the search ended. The
    /// ensemble is left weighed with them.</summary>
    public static (double[] Fields, Relaxation How) Find(
        double[] means, int[] outputs, SpinEnsemble ensemble, Action<double[]> weigh)
    {
        var fields = new double[means.Length];
        int[] loose = [.. Enumerable.Range(0, means.Length).Where(o => Math.Abs(means[o]) < 1)];
        weigh(fields);
        for (int step = 1; ; step++)
        {
            double[] gap = [.. loose.Select(o => means[o] - ensemble.Mean(outputs[o]))];
            double residual = gap.Length == 0 ? 0 : gap.Max(g => Math.Abs(g));
            if (residual <= 1e-13 || step == Limit || !Solve(gap, loose, outputs, ensemble))
                return (fields, new Relaxation(step, residual, residual <= 1e-11));
            Advance(fields, gap, loose, means, ensemble, weigh);
        }
    }

    private static bool Solve(double[] gap, int[] loose, int[] outputs, SpinEnsemble ensemble)
    {
        var covariance = new double[loose.Length * loose.Length];
        for (int i = 0; i < covariance.Length; i++)
            covariance[i] = ensemble.Covariance(
                outputs[loose[i / loose.Length]], outputs[loose[i % loose.Length]]);
        DenseCholesky factor = new(loose.Length);
        if (!factor.Factor(covariance))
            return false;
        factor.Solve(gap);
        return true;
    }

    private static void Advance(
        double[] fields, double[] step, int[] loose, double[] means, SpinEnsemble ensemble,
        Action<double[]> weigh)
    {
        double before = Dual(fields, means, ensemble);
        for (double length = 1; ; length /= 2)
        {
            double[] trial = [.. fields];
            for (int i = 0; i < loose.Length; i++)
                trial[loose[i]] += length * step[i];
            weigh(trial);
            if (Dual(trial, means, ensemble) >= before - (1e-14 * Math.Abs(before)) || length < 1e-6)
            {
                trial.CopyTo(fields, 0);
                return;
            }
        }
    }

    private static double Dual(double[] fields, double[] means, SpinEnsemble ensemble) =>
        fields.Zip(means, (f, m) => f * m).Sum() - ensemble.LogPartition;
}
