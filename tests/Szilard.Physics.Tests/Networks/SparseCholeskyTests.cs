using MathNet.Numerics.LinearAlgebra;
using Szilard.Physics.Networks.Graphs;
using Szilard.Physics.Networks.Solvers;
using Szilard.Tensors;

namespace Szilard.Physics.Tests.Networks;

public sealed class SparseCholeskyTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void It_solves_what_a_dense_solver_solves_also_after_a_change_of_values(int seed)
    {
        Graph graph = RandomGraphs.Regular(60, 4, RandomKey.FromSeed(seed));
        SparseCholesky sparse = new(60, graph.Edges);
        RandomStream stream = RandomKey.FromSeed(seed).Split("values").Stream();
        for (int time = 0; time < 2; time++)
        {
            double[] couplings = [.. graph.Edges.Select(_ => stream.NextUniform(-1, 1))];
            double[] diagonal = [.. Enumerable.Range(0, 60).Select(_ => 4 + stream.NextDouble())];
            double[] b = [.. Enumerable.Range(0, 60).Select(_ => stream.NextNormal())];
            Matrix<double> dense = Matrix<double>.Build.DenseOfDiagonalArray(diagonal);
            for (int e = 0; e < couplings.Length; e++)
            {
                dense[graph.Edges[e].From, graph.Edges[e].To] = couplings[e];
                dense[graph.Edges[e].To, graph.Edges[e].From] = couplings[e];
            }
            double[] expected = [.. dense.LU().Solve(Vector<double>.Build.Dense(b))];
            Assert.True(sparse.Factor(diagonal, couplings));
            var x = new double[60];
            sparse.Solve(b, x);
            Assert.All(x.Zip(expected), p => Assert.Equal(p.Second, p.First, 1e-12));
        }
    }

    [Fact]
    public void A_tree_fills_nothing()
    {
        Edge[] star = [.. Enumerable.Range(1, 20).Select(i => new Edge(0, i))];
        Assert.Equal(20, new SparseCholesky(21, star).Fill);
    }

    /// <summary>Nested dissection fills a 30×30 grid with about 31/4·n·log₂ n ≈ 7.8·900·4.9 entries at worst;
    /// the natural order fills 30·900 = 27 000.</summary>
    [Fact]
    public void Minimum_degree_fills_a_grid_less_than_the_natural_order() =>
        Assert.InRange(new SparseCholesky(900, Lattices.Square(30, 30).Graph.Edges).Fill, 1740, 13_500);

    [Fact]
    public void A_matrix_that_is_not_positive_definite_is_told()
    {
        SparseCholesky sparse = new(2, [new Edge(0, 1)]);
        Assert.False(sparse.Factor([1, 1], [2]));
        Assert.True(sparse.Factor([1, 1], [0.5]));
        var x = new double[2];
        sparse.Solve([1, 0], x);
        Assert.Equal(4.0 / 3, x[0], 1e-15);
        Assert.Equal(-2.0 / 3, x[1], 1e-15);
    }
}
