using Szilard.Physics.Networks.Graphs;
using Szilard.Physics.Networks.Resistors;
using Szilard.Tensors;

namespace Szilard.Physics.Networks.Tasks;

/// <summary>The regression of "Power-efficient learning": a flow network on the contacts of jammed discs
/// learns two outputs, (0.2x₁ + 0.3x₂, 0.1x₁ + 0.5x₂), as drops over two edges when x₁ and x₂ are the drops
/// over two others.</summary>
/// <remarks>Stern, Dillavou, Jayaraman, Durian, Liu, "Training self-learning circuits for power-efficient
/// solutions", 2024, in the settings of the published code: 64 nodes, all conductances 1 at first and at
/// least 1e−4, 20 samples to learn from and 100 to test, η = 1e−3, k ← k − (α/η)·mean(Δp_c² − Δp_f²) with α =
/// 0.5. Since ∂E/∂k = ½Δp², that is a rate of 2α = 1 on coupled learning's estimate. Packings and edges are
/// drawn anew from the key; the published ones are not included.</remarks>
/// <param name="Network">The network before learning.</param>
/// <param name="Training">20 samples.</param>
/// <param name="Test">100 samples.</param>
public sealed record FlowRegression(ResistorNetwork Network, Lesson Training, Lesson Test)
{
    /// <summary>η.</summary>
    public const double ClampFraction = 1e-3;

    /// <summary>2α.</summary>
    public const double Rate = 1;

    /// <summary>((0.2, 0.3), (0.1, 0.5)).</summary>
    public static Matrix Coefficients => Matrix.FromRows([0.2, 0.3], [0.1, 0.5]);

    /// <summary>Draws a network, its edges and the data.</summary>
    /// <param name="key">Randomness.</param>
    /// <param name="nodes">Default 64.</param>
    public static FlowRegression Draw(RandomKey key, int nodes = 64)
    {
        Graph graph = Packings.Jammed(nodes, key.Split("packing")).Graph;
        var conductances = new double[graph.Edges.Count];
        conductances.AsSpan().Fill(1);
        return new FlowRegression(
            PortDraw.Network(graph, conductances, 2, 2, 1e-4, key.Split("edges")),
            LinearMap.Draw(Coefficients, 20, key.Split("training")),
            LinearMap.Draw(Coefficients, 100, key.Split("test")));
    }
}
