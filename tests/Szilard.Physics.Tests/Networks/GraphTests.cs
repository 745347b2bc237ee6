using Szilard.Parts;
using Szilard.Physics.Networks;
using Szilard.Physics.Networks.Graphs;
using Szilard.Physics.Networks.Solvers;
using Szilard.Tensors;

namespace Szilard.Physics.Tests.Networks;

public sealed class GraphTests
{
    private static readonly RandomKey Key = RandomKey.FromSeed(3);

    [Fact]
    public void A_graph_in_two_parts_is_refused_with_both_named()
    {
        Graph graph = new(5, [new Edge(0, 3), new Edge(1, 2), new Edge(4, 1)]);
        Assert.Equal([[0, 3], [1, 2, 4]], graph.Components());
        string message = Assert.Throws<SzilardException>(graph.Connected).Message;
        Assert.Contains("{0, 3}; {1, 2, 4}", message);
    }

    [Theory]
    [InlineData(0, 5, "leaves")]
    [InlineData(2, 2, "itself")]
    [InlineData(1, 0, "twice")]
    public void Edges_that_mean_nothing_are_refused(int from, int to, string why) =>
        Assert.Contains(
            why,
            Assert.Throws<SzilardException>(() =>
                new Graph(3, [new Edge(0, 1), new Edge(from, to)])).Message);

    [Fact]
    public void A_square_grid_has_the_edges_of_its_rows_and_columns()
    {
        PlacedGraph grid = Lattices.Square(4, 7);
        Assert.Equal((4 * 6) + (3 * 7), grid.Graph.Edges.Count);
        Assert.All(grid.Lengths(), l => Assert.Equal(1, l, 1e-12));
        Assert.Single(grid.Graph.Components());
    }

    [Fact]
    public void A_triangular_grid_has_unit_bonds_and_six_neighbours_inside()
    {
        PlacedGraph grid = Lattices.Triangular(5, 5);
        Assert.All(grid.Lengths(), l => Assert.Equal(1, l, 1e-12));
        Assert.Equal(6, grid.Graph.Degrees()[12]);
        Assert.Equal((5 * 4) + (4 * 9), grid.Graph.Edges.Count);
    }

    [Theory]
    [InlineData(64, 3)]
    [InlineData(50, 8)]
    [InlineData(10, 9)]
    public void A_regular_graph_has_one_degree_and_hangs_together(int nodes, int degree)
    {
        Graph graph = RandomGraphs.Regular(nodes, degree, Key);
        Assert.All(graph.Degrees(), d => Assert.Equal(degree, d));
        Assert.Single(graph.Components());
        Assert.Equal(graph.Edges, RandomGraphs.Regular(nodes, degree, Key).Edges);
    }

    [Theory]
    [InlineData(5, 3)]
    [InlineData(4, 4)]
    [InlineData(6, 1)]
    public void A_regular_graph_that_cannot_be_is_refused(int nodes, int degree) =>
        Assert.Throws<SzilardException>(() => RandomGraphs.Regular(nodes, degree, Key));

    [Fact]
    public void A_geometric_graph_joins_all_pairs_within_its_radius_and_no_other()
    {
        PlacedGraph graph = RandomGraphs.Geometric(40, 0.35, 2, Key);
        double[] x = graph.Positions;
        var near = from i in Enumerable.Range(0, 40)
                   from j in Enumerable.Range(i + 1, 39 - i)
                   where Math.Sqrt(Math.Pow(x[2 * i] - x[2 * j], 2)
                       + Math.Pow(x[(2 * i) + 1] - x[(2 * j) + 1], 2)) <= 0.35
                   select new Edge(i, j);
        Assert.Equal(near, graph.Graph.Edges);
    }

    [Fact]
    public void A_radius_that_connects_nothing_is_refused() =>
        Assert.Contains(
            "radius of 0.01",
            Assert.Throws<SzilardException>(() => RandomGraphs.Geometric(30, 0.01, 2, Key)).Message);

    /// <summary>Maxwell's count: at least d(n − 1) contacts hold n discs in a periodic box; a packing near
    /// jamming has few more (the published ones of 64 discs: 143).</summary>
    [Theory]
    [InlineData(64, 2, 0.88, 126, 175)]
    [InlineData(48, 3, 0.7, 141, 200)]
    public void A_packing_keeps_all_discs_and_is_sparse_and_rigid(
        int nodes, int dimension, double fraction, int least, int most)
    {
        PlacedGraph packing = Packings.Jammed(nodes, Key, fraction, dimension);
        Assert.Equal(nodes, packing.Graph.Nodes);
        Assert.InRange(packing.Graph.Edges.Count, least, most);
        Assert.True(packing.Graph.Degrees().Min() > dimension);
        Assert.True(packing.Periodic);
        Assert.Equal(1, packing.Lengths().Average(), 1e-12);
    }

    /// <summary>Firm contacts alone are not enough: forces must balance too.</summary>
    [Fact]
    public void A_packing_that_has_not_settled_is_no_packing() => Assert.Contains(
        "100 of them not settled after 5 steps",
        Assert.Throws<SzilardException>(() => Packings.Jammed(16, Key, 0.88, 2, steps: 5)).Message);

    /// <summary>½x² from 1. Steps of 0.03 grow by a tenth at most, so that nine take a time of less than
    /// 0.41, and a quarter period is π/2.</summary>
    [Theory]
    [InlineData(9, false)]
    [InlineData(20_000, true)]
    public void A_descent_says_whether_it_ended_by_its_tolerance(int limit, bool converged)
    {
        double[] x = [1];
        Relaxation how = Fire.Minimise(x, (at, g) => g[0] = at[0], 0.03, 1e-9, limit);
        Assert.Equal(converged, how.Converged);
        Assert.Equal(Math.Abs(x[0]), how.Residual, 1e-15);
        Assert.Equal(converged, how.Steps < limit);
    }
}
