using Szilard.Physics.Synapses.Kernels;
using Szilard.Physics.Synapses.Protocols;

namespace Szilard.Physics.Synapses.Responses;

/// <summary>The nodes of one cycle between which the filtered waveform is nearly straight: the kernel's own
/// mesh after each corner, and each corner shifted by each impulse of the kernel.</summary>
internal static class CycleMesh
{
    internal static double[] Of(Kernel kernel, Protocol protocol)
    {
        IReadOnlyList<Corner> corners = protocol.Corners;
        IReadOnlyList<double> mesh = kernel.Mesh;
        List<double> nodes = [protocol.Period];
        for (int k = 0; k < corners.Count; k++)
        {
            double length = protocol.Length(k);
            for (int i = 0; i < mesh.Count && mesh[i] < length; i++)
                nodes.Add(corners[k].Time + mesh[i]);
            foreach (Impulse impulse in kernel.Impulses)
                nodes.Add((corners[k].Time + impulse.Time) % protocol.Period);
        }
        nodes.Sort();
        return Apart(nodes, [.. corners.Select(c => c.Time), protocol.Period], 1e-13 * protocol.Period);
    }

    /// <summary>Drops nodes that are equal to rounding, but never a corner.</summary>
    private static double[] Apart(List<double> nodes, double[] corners, double gap)
    {
        List<double> apart = [];
        int corner = 0;
        foreach (double node in nodes)
        {
            while (corner < corners.Length && node > corners[corner] + gap)
                corner++;
            double snapped = corner < corners.Length && Math.Abs(node - corners[corner]) <= gap
                ? corners[corner]
                : node;
            if (apart.Count == 0 || snapped > apart[^1] + (snapped == node ? gap : 0))
                apart.Add(snapped);
        }
        return [.. apart];
    }
}
