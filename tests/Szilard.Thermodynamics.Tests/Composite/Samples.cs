using Szilard.Tensors;
using Szilard.Thermodynamics.Composite;
using Szilard.Thermodynamics.Gibbs;

namespace Szilard.Thermodynamics.Tests.Composite;

/// <summary>Random systems, and the small ones of the reference oracle.</summary>
internal static class Samples
{
    /// <summary>T6: energies before and after, p, q* and p′.</summary>
    public static Matrix Before { get; } = Matrix.FromRows([0, 1], [2, 0.5]);

    public static Matrix After { get; } = Matrix.FromRows([-0.1, 1.2], [2.2, 0.3]);

    public static CompositeState Random(long seed, int items = 5, int labels = 4, double beta = 1.7)
    {
        RandomStream stream = RandomKey.FromSeed(seed).Stream();
        double[] weights = Normalised(items, ref stream);
        Matrix q = new(items, labels);
        for (int i = 0; i < items; i++)
        {
            double[] row = Normalised(labels, ref stream);
            for (int j = 0; j < labels; j++)
                q[i, j] = weights[i] * row[j];
        }
        return CompositeState.Of(Energies(items, labels, ref stream), q, beta, weights);
    }

    public static Matrix Energies(long seed, int items = 5, int labels = 4)
    {
        RandomStream stream = RandomKey.FromSeed(seed).Split("energies").Stream();
        return Energies(items, labels, ref stream);
    }

    public static GibbsEnsemble Labels(Matrix energies, double beta, int sweeps = 10_000) =>
        Sinkhorn.Solve(energies, beta, new SinkhornAim { Sweeps = sweeps, Tolerance = 1e-15 });

    /// <summary>KL(q‖p), summed plainly.</summary>
    public static double Divergence(Matrix q, Matrix p)
    {
        double sum = 0;
        for (int k = 0; k < q.Values.Length; k++)
            sum += q.Values[k] * Math.Log(q.Values[k] / p.Values[k]);
        return sum;
    }

    private static Matrix Energies(int items, int labels, ref RandomStream stream)
    {
        Matrix energies = new(items, labels);
        for (int k = 0; k < energies.Values.Length; k++)
            energies.Values[k] = 2 * stream.NextNormal();
        return energies;
    }

    private static double[] Normalised(int count, ref RandomStream stream)
    {
        double[] values = new double[count];
        for (int k = 0; k < count; k++)
            values[k] = 0.05 + stream.NextDouble();
        double sum = values.Sum();
        return Array.ConvertAll(values, v => v / sum);
    }
}
