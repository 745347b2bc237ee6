using System.Numerics.Tensors;
using Szilard.Tensors;

namespace Szilard.Observables.Agreement;

/// <summary>Products of symmetric n × n arrays, one of them shuffled.</summary>
internal static class Gathered
{
    /// <summary>Σᵢⱼ a_ij·b_σ(i)σ(j), from the lower triangles.</summary>
    public static double Product(Matrix a, Matrix b, int[] order)
    {
        var gathered = new double[order.Length];
        double twice = 0, diagonal = 0;
        for (int i = 0; i < order.Length; i++)
        {
            ReadOnlySpan<double> row = b.Row(order[i]);
            for (int j = 0; j < i; j++)
                gathered[j] = row[order[j]];
            twice += TensorPrimitives.Dot<double>(a.Row(i)[..i], gathered.AsSpan(0, i));
            diagonal += a[i, i] * row[order[i]];
        }
        return (2 * twice) + diagonal;
    }
}
