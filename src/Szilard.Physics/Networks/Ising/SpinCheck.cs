using Szilard.Parts;
using Szilard.Physics.Networks.Graphs;

namespace Szilard.Physics.Networks.Ising;

/// <summary>Refuses spins that cannot be given or read as asked.</summary>
internal static class SpinCheck
{
    /// <summary>Refuses spins outside of the graph, or named twice.</summary>
    public static void Check(Graph graph, IReadOnlyList<int> inputs, IReadOnlyList<int> outputs)
    {
        if (outputs.Count == 0)
            throw new SzilardException("No output spin was given; give at least one.");
        foreach (int spin in inputs.Concat(outputs))
            if ((uint)spin >= (uint)graph.Nodes)
                throw new SzilardException(
                    $"Spin {spin} leaves the graph of {graph.Nodes} spins; give 0…{graph.Nodes - 1}.");
        if (inputs.Concat(outputs).GroupBy(s => s).FirstOrDefault(g => g.Count() > 1) is { } twice)
            throw new SzilardException(
                $"Spin {twice.Key} is given {twice.Count()} times among inputs and outputs; an output that "
                + "is an input is what was put in, so name each spin once.");
    }
}
