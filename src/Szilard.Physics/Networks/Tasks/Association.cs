using Szilard.Parts;
using Szilard.Physics.Networks.Graphs;
using Szilard.Physics.Networks.Ising;
using Szilard.Tensors;

namespace Szilard.Physics.Networks.Tasks;

/// <summary>Autoassociation: patterns of ±1 are stored in a fully connected Boltzmann machine, which then
/// fills in what a cue leaves out.</summary>
public static class Association
{
    /// <summary>A machine over pattern and hidden spins, and the lesson of completing each pattern.</summary>
    /// <param name="patterns">One row for each pattern, every entry ±1.</param>
    /// <param name="cued">How many spins of a pattern, the first, are given; the others are asked for. May be
    /// 0: the machine then learns the distribution of whole patterns.</param>
    /// <param name="hidden">Spins beside those of the patterns.</param>
    /// <param name="key">Couplings start as normals of standard deviation 0.1, fields as zeros.</param>
    /// <exception cref="SzilardException">An entry is not ±1, or nothing is left to ask for.</exception>
    public static (IsingNetwork Body, Lesson Lesson) Complete(
        Matrix patterns, int cued, int hidden, RandomKey key)
    {
        int visible = patterns.Columns;
        if (cued < 0 || cued >= visible)
            throw new SzilardException(
                $"A cue of {cued} out of {visible} spins leaves nothing to ask for; give 0…{visible - 1}.");
        if (patterns.Values.FirstOrDefault(v => Math.Abs(v) != 1, 1) is var odd and not (1 or -1))
            throw new SzilardException($"A pattern has an entry of {odd}; spins are 1 or -1.");
        Graph graph = Complete(visible + hidden);
        double[] couplings = new double[graph.Edges.Count];
        RandomStream stream = key.Stream();
        for (int e = 0; e < couplings.Length; e++)
            couplings[e] = 0.1 * stream.NextNormal();
        int[] spins = [.. Enumerable.Range(0, visible)];
        IsingNetwork body = new(graph, couplings, new double[graph.Nodes], spins[..cued], spins[cued..]);
        return (body, Split(patterns, cued));
    }

    private static Lesson Split(Matrix patterns, int cued)
    {
        List<double> cues = [], answers = [];
        for (int row = 0; row < patterns.Rows; row++)
        {
            cues.AddRange(patterns.Row(row)[..cued]);
            answers.AddRange(patterns.Row(row)[cued..]);
        }
        return new Lesson(patterns.Rows, [.. cues], [.. answers]);
    }

    private static Graph Complete(int nodes)
    {
        List<Edge> edges = [];
        for (int i = 0; i < nodes; i++)
            for (int j = i + 1; j < nodes; j++)
                edges.Add(new Edge(i, j));
        return new Graph(nodes, edges);
    }
}
