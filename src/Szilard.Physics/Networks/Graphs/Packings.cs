using Szilard.Parts;
using Szilard.Physics.Networks.Solvers;
using Szilard.Tensors;

namespace Szilard.Physics.Networks.Graphs;

/// <summary>Contact networks of jammed discs or balls: disordered, rigid, and as sparse as rigidity allows.
/// </summary>
public static class Packings
{
    private const int Attempts = 100, Steps = 20_000;

    /// <summary>The contacts of soft discs (or balls) squeezed into a periodic box.</summary>
    /// <remarks>Half of them is 1.4 times as large as the other half. From random places they fall to a
    /// minimum of Σ ½(1 − r/d)² over touching pairs. A packing that does not settle, in which some disc has
    /// at most <c>dimension</c> contacts (it rattles), or which falls apart, is drawn again, a thousandth
    /// denser each time, so that all nodes are kept. O'Hern, Silbert, Liu, Nagel, "Jamming at zero
    /// temperature and zero applied stress", 2003.</remarks>
    /// <param name="nodes">≥ 16.</param>
    /// <param name="key">Randomness.</param>
    /// <param name="fraction">Of the box covered by discs before they overlap; jamming starts at about 0.84
    /// in the plane and 0.64 in space. Default 0.88.</param>
    /// <param name="dimension">2 or 3.</param>
    /// <returns>Nodes and bonds in units of the mean bond length.</returns>
    /// <exception cref="SzilardException">100 packings rattled or did not settle.</exception>
    public static PlacedGraph Jammed(int nodes, RandomKey key, double fraction = 0.88, int dimension = 2) =>
        Jammed(nodes, key, fraction, dimension, Steps);

    /// <summary>The same within so many steps of descent for each packing.</summary>
    internal static PlacedGraph Jammed(int nodes, RandomKey key, double fraction, int dimension, int steps)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(nodes, 16);
        int unsettled = 0;
        for (int attempt = 0; attempt < Attempts; attempt++)
        {
            double[] diameters = Diameters(nodes, fraction + (0.001 * attempt), dimension);
            SoftBalls balls = new(diameters, dimension);
            double[] x = RandomGraphs.Scatter(nodes * dimension, key.Split("packing", attempt));
            Relaxation how = Fire.Minimise(x, balls.Gradient, 0.15 * diameters[0], 1e-9, steps);
            if (how.Converged && balls.Contacts(x) is { } packing)
                return packing;
            unsettled += how.Converged ? 0 : 1;
        }
        throw new SzilardException(
            $"{Attempts} packings of {nodes} discs from a fraction of {fraction} on left some disc without "
            + $"firm contacts, {unsettled} of them not settled after {steps} steps; give a larger fraction, "
            + $"for example {fraction + 0.1:G3}.");
    }

    private static double[] Diameters(int nodes, double fraction, int dimension)
    {
        double[] diameters = [.. Enumerable.Range(0, nodes).Select(i => i % 2 == 0 ? 1 : 1.4)];
        double unit = dimension == 2 ? Math.PI / 4 : Math.PI / 6;
        double covered = diameters.Sum(d => unit * Math.Pow(d, dimension));
        double scale = Math.Pow(fraction / covered, 1.0 / dimension);
        return [.. diameters.Select(d => d * scale)];
    }
}
