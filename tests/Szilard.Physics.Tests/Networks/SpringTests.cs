using Szilard.Parts;
using Szilard.Physics.Networks;
using Szilard.Physics.Networks.Graphs;
using Szilard.Physics.Networks.Solvers;
using Szilard.Physics.Networks.Springs;

namespace Szilard.Physics.Tests.Networks;

public sealed class SpringTests
{
    /// <summary>An equilateral triangle whose base is stretched by x: the sides keep their length, so that
    /// the apex sinks to height √(1 − (1+x)²/4), and only the base stores energy. Far from small
    /// displacements.</summary>
    [Theory]
    [InlineData(0.02)]
    [InlineData(0.5)]
    [InlineData(-0.05)]
    public void A_triangle_moves_as_geometry_says(double x)
    {
        PlacedGraph triangle = Triangle();
        SpringNetwork body = new(
            triangle, [3, 1, 2], triangle.Lengths(), SpringAdaptation.Stiffness,
            [SpringPort.Between(triangle, 1, 0)], [SpringPort.Between(triangle, 2, 0)]);
        (SpringState state, Relaxation how) = body.Relax(body.Start(1), [x], Clamp.Free);
        double height = Math.Sqrt(1 - (0.25 * (1 + x) * (1 + x)));
        double expected = (0.25 * (1 + x)) + (Math.Sqrt(0.75) * height) - 1;
        Assert.True(how.Converged, $"{how}");
        Assert.Equal(expected, Assert.Single(body.Read(state)), 1e-9);
        Assert.Equal(1.5 * x * x, body.Energy(state, [x]), 1e-9);
    }

    [Fact]
    public void A_body_that_floats_neither_drifts_nor_turns()
    {
        PlacedGraph graph = Lattices.Triangular(4, 4);
        SpringNetwork body = Laboratory.Springs(2, SpringAdaptation.Both);
        double[] u = body.Relax(body.Start(1), [0.2], Clamp.Free).State.Displacements;
        double drift = 0, side = 0, turn = 0;
        for (int v = 0; v < 16; v++)
        {
            drift += u[2 * v];
            side += u[(2 * v) + 1];
            turn += (graph.Positions[2 * v] * u[(2 * v) + 1]) - (graph.Positions[(2 * v) + 1] * u[2 * v]);
        }
        Assert.All((double[])[drift, side, turn], value => Assert.Equal(0, value, 1e-9));
    }

    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    public void Descent_with_inertia_comes_to_the_rest_that_Newton_finds(int dimension)
    {
        PlacedGraph graph = dimension == 2
            ? Lattices.Triangular(4, 4)
            : RandomGraphs.Geometric(12, 0.9, 3, Laboratory.Key);
        SpringNetwork body = Laboratory.Springs(dimension, SpringAdaptation.Both);
        SpringState rest = body.Relax(body.Start(1), [0.1], Clamp.Free).State;
        SpringConstraints held = new(graph, [SpringPort.Between(graph, 0, 1)], floating: true);
        SpringEnergy energy = new(graph, body.Parameters[0].Values, body.Parameters[1].Values);
        double[] u = [.. held.Rows[0].Select(c => 0.05 * c)];
        Relaxation how = Fire.Minimise(
            u,
            (x, g) =>
            {
                energy.Gradient(x, g);
                held.Project(g);
            },
            0.1, 1e-10, 100_000);
        Assert.True(how.Converged, $"{how}");
        Assert.Equal(energy.Value(rest.Displacements), energy.Value(u), 1e-12);
        Assert.All(u.Zip(rest.Displacements), p => Assert.Equal(p.Second, p.First, 1e-6));
    }

    /// <summary>Central differences of the gradient, which were themselves checked against the
    /// energy.</summary>
    [Fact]
    public void The_Hessian_is_the_derivative_of_the_gradient_and_that_of_the_energy()
    {
        PlacedGraph graph = RandomGraphs.Geometric(6, 1.5, 3, Laboratory.Key);
        int edges = graph.Graph.Edges.Count;
        SpringEnergy energy = new(
            graph, Laboratory.Uniform(edges, 0.5, 2, "k"), Laboratory.Uniform(edges, 0.3, 1, "l"));
        double[] u = Laboratory.Uniform(18, -0.1, 0.1, "u"), hessian = new double[18 * 18];
        double[] gradient = new double[18], up = new double[18], down = new double[18];
        energy.AddHessian(u, hessian);
        energy.Gradient(u, gradient);
        for (int i = 0; i < 18; i++)
        {
            double kept = u[i];
            u[i] = kept + 1e-6;
            energy.Gradient(u, up);
            double above = energy.Value(u);
            u[i] = kept - 1e-6;
            energy.Gradient(u, down);
            Assert.Equal(gradient[i], (above - energy.Value(u)) / 2e-6, 1e-7);
            u[i] = kept;
            for (int j = 0; j < 18; j++)
                Assert.Equal(hessian[(i * 18) + j], (up[j] - down[j]) / 2e-6, 1e-6);
        }
    }

    [Fact]
    public void A_body_crushed_by_half_a_bond_comes_to_rest()
    {
        SpringNetwork body = Laboratory.Springs(2, SpringAdaptation.Both, 1e-10);
        (_, Relaxation how) = body.Relax(body.Start(2), [-0.5, 0.8], Clamp.Free);
        Assert.True(how.Converged && how.Steps < 60, $"{how}");
    }

    [Fact]
    public void A_step_limit_too_small_is_reported_as_not_converged()
    {
        PlacedGraph triangle = Triangle();
        SpringNetwork body = new(
            triangle, [1, 1, 1], triangle.Lengths(), SpringAdaptation.Stiffness,
            [SpringPort.Between(triangle, 1, 0)], [SpringPort.Between(triangle, 2, 0)], limit: 1);
        Relaxation how = body.Relax(body.Start(1), [0.5], Clamp.Free).How;
        Assert.False(how.Converged);
        Assert.True(how.Residual > body.Tolerance);
    }

    [Fact]
    public void A_floppy_grid_has_no_gradient()
    {
        PlacedGraph grid = Lattices.Square(3, 3);
        SpringNetwork body = new(
            grid, [.. grid.Lengths()], grid.Lengths(), SpringAdaptation.Stiffness,
            [SpringPort.Between(grid, 1, 0)], [SpringPort.Between(grid, 8, 7)]);
        Assert.Contains(
            "floppy",
            Assert.Throws<SzilardException>(() =>
                BodyProbe.Exact(body, [0.1], 1, new BentCost([0.1]))).Message);
    }

    [Fact]
    public void What_cannot_be_is_refused_with_its_reason()
    {
        PlacedGraph graph = Triangle();
        Refused("stiffness of spring 1", () => Body(graph, [1, 0, 1], 1, 0));
        Refused("is NaN", () => Body(graph, [1, double.NaN, 1], 1, 0));
        Refused("follows from the ports before it", () => Body(graph, [1, 1, 1], 2, 0));
        Refused("does not fit", () => new SpringNetwork(
            graph, [1, 1, 1], graph.Lengths(), SpringAdaptation.Stiffness, [SpringPort.Coordinate(7, 0, 2)],
            [SpringPort.Between(graph, 2, 0)]));
        Refused("2 parts", () =>
        {
            PlacedGraph apart = new(new Graph(4, [new(0, 1), new(2, 3)]), 2, [0, 0, 1, 0, 0, 1, 1, 1]);
            return Body(apart, [1, 1], 1, 0);
        });
        Refused("length 0", () => new PlacedGraph(new Graph(2, [new(0, 1)]), 2, [1, 1, 1, 1]));
    }

    private static PlacedGraph Triangle() =>
        new(new Graph(3, [new(0, 1), new(0, 2), new(1, 2)]), 2, [0, 0, 1, 0, 0.5, Math.Sqrt(0.75)]);

    private static SpringNetwork Body(PlacedGraph graph, double[] stiffness, int node, int reference) => new(
        graph, stiffness, graph.Lengths(), SpringAdaptation.Stiffness,
        [SpringPort.Between(graph, node, reference)], [SpringPort.Between(graph, 2, 0)]);

    private static void Refused(string why, Func<object> act) =>
        Assert.Contains(why, Assert.Throws<SzilardException>(act).Message);
}
