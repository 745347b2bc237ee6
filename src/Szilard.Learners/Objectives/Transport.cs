using System.Numerics;
using Szilard.Tensors;
using Szilard.Tensors.Kernels;
using Szilard.Thermodynamics.Gibbs;
using TensorPrimitives = System.Numerics.Tensors.TensorPrimitives;

namespace Szilard.Learners.Objectives;

/// <summary>Self-labels by optimal transport, as SwAV's code makes them: exp(s/ε), then some sweeps over
/// columns and rows, the rows last.</summary>
/// <param name="Labels">q, rows summing to 1, a constant on the tape of the scores.</param>
/// <param name="Mu">μ of the columns, nats: q_ik ∝ exp(s_ik/ε − μ_k).</param>
internal sealed record Transport(Tensor Labels, double[] Mu)
{
    /// <summary>Labels of scores, in the precision of their device.</summary>
    /// <param name="scores">s, n×K.</param>
    /// <param name="epsilon">ε &gt; 0.</param>
    /// <param name="sweeps">≥ 1.</param>
    public static Transport Of(Tensor scores, double epsilon, int sweeps)
    {
        using Workers alone = new(1);
        return scores.Tape.Device switch
        {
            CpuDevice<float> device => Of(scores, scores.ToSingles(), epsilon, sweeps, device.Workers),
            CpuDevice<double> device => Of(scores, scores.ToDoubles(), epsilon, sweeps, device.Workers),
            _ => Of(scores, scores.ToSingles(), epsilon, sweeps, alone),
        };
    }

    private static Transport Of<T>(Tensor scores, T[] energies, double epsilon, int sweeps, Workers workers)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        (int items, int labels) = (scores.Shape[0], scores.Shape[1]);
        TensorPrimitives.Negate<T>(energies, energies);
        SinkhornAim aim = new() { ColumnsFirst = true, Sweeps = sweeps, Tolerance = -1 };
        var plan = new T[energies.Length];
        GibbsPotentials found = Sinkhorn.Labels(energies, labels, 1 / epsilon, aim, workers, plan);
        TensorPrimitives.Multiply(plan, T.CreateChecked(items), plan);
        double[] mu = Array.ConvertAll(found.Columns, g => -g);
        return plan is float[] singles
            ? new Transport(scores.Tape.Constant(scores.Shape, singles), mu)
            : new Transport(
                scores.Tape.Constant(new Matrix(items, labels,
                    Array.ConvertAll(plan, double.CreateChecked))), mu);
    }
}
