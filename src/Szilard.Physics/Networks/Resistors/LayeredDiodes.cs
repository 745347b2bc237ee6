using Szilard.Parts;
using Szilard.Physics.Networks.Graphs;
using Szilard.Tensors;

namespace Szilard.Physics.Networks.Resistors;

/// <summary>Builds deep resistive networks: layers of nodes, each joined to all of the next.</summary>
internal static class LayeredDiodes
{
    public static DiodeNetwork Build(
        IReadOnlyList<int> widths, double gain, RandomKey key, double floor, double tolerance, int limit)
    {
        if (widths.Count < 2 || widths.Any(w => w < 1) || widths.Skip(1).SkipLast(1).Any(w => w % 2 != 0))
            throw new SzilardException(
                $"Layers of [{string.Join(", ", widths)}] nodes were asked for; give at least inputs and "
                + "outputs, and hidden layers of even width, one half for each direction of the diodes.");
        int[] sizes = [(2 * widths[0]) + 2, .. widths.Skip(1)];
        int[] first = [.. sizes.Select((_, layer) => sizes.Take(layer).Sum())];
        (List<Edge> edges, List<double> conductances) = ([], []);
        RandomStream stream = key.Split("conductances").Stream();
        for (int layer = 1; layer < sizes.Length; layer++)
            for (int i = 0; i < sizes[layer - 1]; i++)
                for (int j = 0; j < sizes[layer]; j++)
                {
                    edges.Add(new Edge(first[layer - 1] + i, first[layer] + j));
                    conductances.Add(2 * (1 - stream.NextDouble()) / Math.Sqrt(sizes[layer - 1]));
                }
        return new DiodeNetwork(
            new Graph(sizes.Sum(), edges), [.. conductances], widths[0], [.. Sources(widths[0], gain)],
            [.. Enumerable.Range(first[^1], sizes[^1])], [.. Diodes(sizes, first)], floor, tolerance, limit);
    }

    private static IEnumerable<Source> Sources(int inputs, double gain)
    {
        for (int i = 0; i <= inputs; i++)
        {
            yield return new Source(2 * i, i < inputs ? i : null, gain);
            yield return new Source((2 * i) + 1, i < inputs ? i : null, -gain);
        }
    }

    private static IEnumerable<Diode> Diodes(int[] sizes, int[] first)
    {
        for (int layer = 1; layer < sizes.Length - 1; layer++)
            for (int j = 0; j < sizes[layer]; j++)
                yield return j % 2 == 0
                    ? new Diode(first[layer] + j, 0, double.PositiveInfinity)
                    : new Diode(first[layer] + j, double.NegativeInfinity, 0);
    }
}
