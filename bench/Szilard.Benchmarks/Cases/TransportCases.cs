using Szilard.Tensors.Kernels;
using Szilard.Thermodynamics.Gibbs;

namespace Szilard.Benchmarks.Cases;

/// <summary>Labels by three sweeps of Sinkhorn at ε = 0.05, columns first, as SwAV's published code does it;
/// scores are uniform on [−1, 1).</summary>
internal static class TransportCases
{
    private static readonly SinkhornAim s_aim = new() { Sweeps = 3, Tolerance = -1, ColumnsFirst = true };

    private const double Beta = 20;

    /// <summary>From scores in memory to labels in memory.</summary>
    public static BenchmarkCase Published(string name, int items, int labels, int threads) => new(
        name, $"Three Sinkhorn sweeps over {items}×{labels} scores, labels written.", threads,
        () =>
        {
            Workers crew = new(threads);
            float[] energies = Energies(items, labels), plan = new float[items * labels];
            return new PreparedWork(() => Solve(crew, energies, labels, plan), crew);
        })
    {
        BytesMoved = 5.0 * items * labels * sizeof(float),
        Items = items,
    };

    /// <summary>From representations and prototypes to multipliers; scores are made block by block.</summary>
    public static BenchmarkCase Streamed(
        string name, int items, int labels, int dimensions, int threads) => new(
        name, $"Three Sinkhorn sweeps over {items}×{labels} scores that are never held at once.", threads,
        () =>
        {
            Workers crew = new(threads);
            float[] z = ClosedForm.Uniform(items * dimensions, 1),
            c = ClosedForm.Uniform(labels * dimensions, 2, 0.1);
            return new PreparedWork(
                () => Sinkhorn.Potentials(
                    new EnergyProduct<float>(crew, z, c, dimensions), Beta, s_aim, crew), crew);
        })
        {
            FloatingPointOperations = 4.0 * 2 * items * labels * dimensions,
            Items = items,
        };

    /// <summary>The labels, for the test that holds them against PyTorch's.</summary>
    internal static float[] Labels(int items, int labels)
    {
        using Workers crew = new(1);
        var plan = new float[items * labels];
        Solve(crew, Energies(items, labels), labels, plan);
        return plan;
    }

    private static float[] Energies(int items, int labels) =>
        Array.ConvertAll(ClosedForm.Uniform(items * labels, 1), score => -score);

    private static void Solve(Workers crew, float[] energies, int labels, float[] plan) =>
        Sinkhorn.Labels(energies, labels, Beta, s_aim, crew, plan);
}
