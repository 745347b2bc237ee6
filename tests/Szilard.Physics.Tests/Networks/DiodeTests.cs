using Szilard.Parts;
using Szilard.Physics.Networks;
using Szilard.Physics.Networks.Graphs;
using Szilard.Physics.Networks.Resistors;
using Szilard.Physics.Rules;
using Szilard.Tensors.Kernels;

namespace Szilard.Physics.Tests.Networks;

public sealed class DiodeTests
{
    /// <summary>Source – rectifying node – ground: the divider's half of the voltage, or nothing.</summary>
    [Theory]
    [InlineData(3, 1)]
    [InlineData(-3, 0)]
    public void A_node_with_a_diode_rectifies(double voltage, double expected)
    {
        DiodeNetwork body = new(
            new Graph(3, [new(0, 1), new(1, 2)]), [1, 2], 1, [new Source(0, 0, 1), new Source(2, null, 0)],
            [1], [new Diode(1, 0, double.PositiveInfinity)]);
        Assert.Equal(expected, BodyProbe.Rest(body, [voltage], 1)[0], 1e-12);
    }

    /// <summary>The conditions of Karush, Kuhn and Tucker, evaluated here: no net current at a node inside
    /// its bounds, and at a bound only current that pushes against it.</summary>
    [Fact]
    public void At_rest_currents_balance_except_where_a_diode_conducts()
    {
        DiodeNetwork body = Laboratory.Diodes();
        (ResistorState state, Relaxation how) = body.Relax(body.Start(1), [0.4, -0.9], Clamp.Free);
        Assert.True(how.Converged);
        double[] v = state.Potentials, net = new double[12], k = body.Parameters[0].Values;
        int edge = 0;
        foreach ((int from, int to) in Pairs())
        {
            double flow = k[edge++] * (v[from] - v[to]);
            (net[from], net[to]) = (net[from] - flow, net[to] + flow);
        }
        Assert.All(Enumerable.Range(6, 6).Where(i => v[i] != 0), i => Assert.Equal(0, net[i], 1e-11));
        Assert.All(Enumerable.Range(6, 4), i => Assert.True(i % 2 == 0 ? v[i] >= 0 : v[i] <= 0));
        int[] conducting = [.. Enumerable.Range(6, 4).Where(i => v[i] == 0)];
        Assert.NotEmpty(conducting);
        Assert.All(conducting, i => Assert.True(i % 2 == 0 ? net[i] < 0 : net[i] > 0));
    }

    /// <summary>No linear network can: its output is a weighted mean of inputs and their negatives.</summary>
    [Fact]
    public void A_network_with_diodes_learns_exclusive_or()
    {
        DiodeNetwork body = DiodeNetwork.Layered([2, 16, 1], 4, Laboratory.Key);
        double[] inputs = [-1, -1, -1, 1, 1, -1, 1, 1], targets = [-0.5, 0.5, 0.5, -0.5];
        using Workers workers = new(1);
        Teacher<double, ResistorState> teacher = new(
            new Estimator<double, ResistorState>(
                body, new EquilibriumPropagation(0.05, NudgeSign.Centred), workers),
            [0.01]);
        ResistorState state = body.Start(4);
        for (int step = 0; step < 2000; step++)
            state = teacher.Learn(state, inputs, new SquaredError(targets), Laboratory.Key).Rest;
        double[] outputs = BodyProbe.Rest(body, inputs, 4);
        Assert.All(outputs.Zip(targets), p => Assert.Equal(p.Second, p.First, 0.1));
    }

    [Fact]
    public void What_cannot_be_is_refused_with_its_reason()
    {
        Graph line = new(3, [new(0, 1), new(1, 2)]);
        Refused("is an input as well", () => Body(line, [1, 1], 0));
        Refused("is -2", () => Body(line, [1, -2], 1));
        Refused("is NaN", () => Body(line, [double.NaN, 1], 1));
        Refused("leaves the graph", () => Body(line, [1, 1], 5));
        Refused("2 parts", () => Body(new Graph(3, [new(0, 1)]), [1], 1));
        Refused("even width", () => DiodeNetwork.Layered([2, 3, 1], 1, Laboratory.Key));
    }

    [Fact]
    public void A_sweep_limit_too_small_is_reported_as_not_converged()
    {
        Graph line = new(3, [new(0, 1), new(1, 2)]);
        DiodeNetwork body = new(line, [1, 1], 1, [new Source(0, 0, 1)], [2], [], limit: 1);
        Assert.False(body.Relax(body.Start(1), [1], Clamp.Free).How.Converged);
    }

    [Fact]
    public void A_gradient_whose_adjoint_is_not_at_rest_is_refused()
    {
        Graph line = new(3, [new(0, 1), new(1, 2)]);
        Source[] sources = [new(0, 0, 1)];
        DiodeNetwork patient = new(line, [1, 1], 1, sources, [2], []);
        DiodeNetwork hasty = new(line, [1, 1], 1, sources, [2], [], limit: 2);
        ResistorState rest = patient.Relax(patient.Start(1), [1], Clamp.Free).State;
        Refused("adjoint at rest, but after 2 sweeps", () =>
        {
            double[][] gradients = [new double[2]];
            hasty.Differentiate(rest, [1], new SquaredError([0]), gradients);
            return gradients;
        });
    }

    private static DiodeNetwork Body(Graph graph, double[] conductances, int output) =>
        new(graph, conductances, 1, [new Source(0, 0, 1)], [output], []);

    private static void Refused(string why, Func<object> act) =>
        Assert.Contains(why, Assert.Throws<SzilardException>(act).Message);

    private static IEnumerable<(int From, int To)> Pairs()
    {
        for (int i = 0; i < 6; i++)
            for (int j = 6; j < 10; j++)
                yield return (i, j);
        for (int i = 6; i < 10; i++)
            for (int j = 10; j < 12; j++)
                yield return (i, j);
    }
}
