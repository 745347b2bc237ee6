using Szilard.Parts;
using Szilard.Physics.Networks;
using Szilard.Physics.Networks.Graphs;
using Szilard.Physics.Networks.Resistors;
using Szilard.Tensors;

namespace Szilard.Physics.Tests.Networks;

public sealed class ResistorTests
{
    private static readonly Edge[] Bridge = [new(0, 1), new(0, 2), new(1, 3), new(2, 3), new(1, 2)];

    [Fact]
    public void A_divider_divides()
    {
        ResistorNetwork body = new(
            new Graph(3, [new Edge(0, 1), new Edge(1, 2)]), [2, 3], [new Port(0)], [new Port(1)]);
        Assert.Equal(0.4 * 5, Assert.Single(BodyProbe.Rest(body, [5], 1)), 1e-14);
    }

    /// <summary>Wheatstone: the bridge carries nothing where k₀/k₂ = k₁/k₃; and its power is V²·(k₀k₂/(k₀+k₂)
    /// + k₁k₃/(k₁+k₃)).</summary>
    [Fact]
    public void A_balanced_bridge_carries_no_current()
    {
        ResistorNetwork body = new(new Graph(4, Bridge), [1, 2, 3, 6, 0.7], [new Port(0)], [new Port(1, 2)]);
        (ResistorState state, Relaxation how) = body.Relax(body.Start(1), [2], Clamp.Free);
        Assert.Equal(0, Assert.Single(body.Read(state)), 1e-15);
        Assert.Equal(4 * (0.75 + 1.5), body.Power(state), 1e-13);
        Assert.True(how.Converged && how.Residual < 1e-14);
    }

    /// <summary>Between neighbours of an infinite square lattice lies ½ Ω, so that inside a large finite one
    /// lies a little more.</summary>
    [Fact]
    public void Neighbours_on_a_large_square_lattice_are_half_an_ohm_apart()
    {
        Graph graph = Lattices.Square(41, 41).Graph;
        var ones = new double[graph.Edges.Count];
        Array.Fill(ones, 1);
        ResistorNetwork body = new(
            graph, ones, [new Port(840, 841)], [new Port(841, 840)], Drive.Current, ground: 0);
        Assert.InRange(body.OutputResistance()[0, 0], 0.5, 0.502);
        Assert.Equal(-body.OutputResistance()[0, 0], BodyProbe.Rest(body, [1], 1)[0], 1e-12);
    }

    [Theory]
    [InlineData(Drive.Drop)]
    [InlineData(Drive.Current)]
    public void Kirchhoffs_laws_hold_and_the_power_put_in_is_the_power_dissipated(Drive drive)
    {
        ResistorNetwork body = Laboratory.Resistors(drive);
        double[] inputs = Laboratory.Uniform(20, -1, 1, "inputs");
        (ResistorState state, Relaxation how) = body.Relax(body.Start(10), inputs, Clamp.Free);
        Assert.True(how.Residual < 1e-10);
        double[] drops = body.EdgeDrops(state);
        double supplied = 0;
        for (int sample = 0; sample < 10; sample++)
        {
            double[] net = Net(body, drops, sample);
            double[] p = state.Potentials[(sample * 24)..((sample + 1) * 24)];
            Assert.All(Enumerable.Range(0, 24).Except([1, 5, 7, 23]), v => Assert.Equal(0, net[v], 1e-10));
            Assert.Equal(0, net[1] + net[7], 1e-10);
            Assert.Equal(inputs[2 * sample], drive == Drive.Drop ? p[1] - p[7] : net[1], 1e-10);
            Assert.Equal(inputs[(2 * sample) + 1], drive == Drive.Drop ? p[5] - p[23] : net[5], 1e-10);
            supplied += net.Zip(p, (current, potential) => current * potential).Sum() / 10;
        }
        Assert.Equal(supplied, body.Power(state), 1e-10);
    }

    /// <summary>Solved anew by 20 000 sweeps of Gauss–Seidel, which knows nothing of ports or
    /// factors.</summary>
    [Fact]
    public void A_sweep_of_local_averages_comes_to_the_same_rest()
    {
        ResistorNetwork body = Laboratory.Resistors(Drive.Drop);
        (ResistorState state, _) = body.Relax(body.Start(1), [0.3, 0.8], new Hold([0.1, -0.2]));
        double[] p = Sweep(body, [(7, 0), (1, 0.3), (5, 0.8), (17, -0.2), (11, 0), (3, 0.1)]);
        Assert.All(Enumerable.Range(0, 24), v => Assert.Equal(state.Potentials[v], p[v], 1e-9));
    }

    /// <summary>With all outputs read, coupled learning is the exact gradient of ½(y − t)ᵀR⁻¹(y − t) with R
    /// as it is; with one output that is the direction of the squared error.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void Coupled_learning_comes_to_its_exact_gradient_as_the_clamp_fraction_vanishes(int outputs)
    {
        ResistorNetwork body = Laboratory.Resistors(Drive.Drop, outputs);
        double[] inputs = Laboratory.Uniform(8, -1, 1, "inputs");
        double[] targets = Laboratory.Uniform(4 * outputs, -0.5, 0.5, "targets");
        double[] exact = BodyProbe.Exact(body, inputs, 4, new Metric(body.OutputResistance(), targets));
        double[] errors = [.. ((double[])[0.02, 0.01]).Select(fraction =>
            BodyProbe.RelativeError(BodyProbe.Coupled(body, inputs, 4, targets, fraction), exact))];
        Assert.InRange(errors[0] / errors[1], 1.9, 2.1);
        Assert.True(errors[1] < 0.05, $"{errors[1]}");
        double cosine = BodyProbe.Cosine(
            BodyProbe.Coupled(body, inputs, 4, targets, 1e-4),
            BodyProbe.Exact(body, inputs, 4, new BentCost(targets)));
        Assert.InRange(cosine, outputs == 1 ? 1 - 1e-6 : 0.5, 1);
    }

    /// <summary>Behind R = ½ an output at y₀ = ½ minimises (y − ½)² + β(y − t)²: y = (½ + βt)/(1 + β) for
    /// β &gt; −1, and there is no minimum below.</summary>
    [Theory]
    [InlineData(3, true)]
    [InlineData(-0.9, true)]
    [InlineData(-1.1, false)]
    public void A_nudge_beyond_the_stiffness_of_the_network_is_reported(double beta, bool converges)
    {
        ResistorNetwork body = new(
            new Graph(3, [new Edge(0, 1), new Edge(1, 2)]), [1, 1], [new Port(0)], [new Port(1)]);
        (ResistorState state, Relaxation how) =
            body.Relax(body.Start(1), [1], new Nudge(beta, new BentCost([0.8])));
        Assert.Equal(converges, how.Converged);
        Assert.Equal((0.5 + (beta * 0.8)) / (1 + beta), body.Read(state)[0], 1e-9);
    }

    [Fact]
    public void A_change_of_conductances_is_noticed()
    {
        ResistorNetwork body = new(
            new Graph(3, [new Edge(0, 1), new Edge(1, 2)]), [1, 1], [new Port(0)], [new Port(1)]);
        Assert.Equal(0.5, BodyProbe.Rest(body, [1], 1)[0], 1e-15);
        body.Parameters[0].Values[0] = 3;
        Assert.Equal(0.75, BodyProbe.Rest(body, [1], 1)[0], 1e-15);
    }

    [Fact]
    public void What_cannot_be_is_refused_with_its_reason()
    {
        Graph graph = new(4, Bridge);
        Refused("edge 1 (0–2) is -1", () => Body(graph, [1, -1, 1, 1, 1], new Port(0), new(1)));
        Refused("is NaN", () => Body(graph, [1, 1, double.NaN, 1, 1], new Port(0), new(1)));
        Refused("is an input as well", () => Body(graph, [1, 1, 1, 1, 1], new Port(1), new(3, 1)));
        Refused("both ends", () => Body(graph, [1, 1, 1, 1, 1], new Port(3), new(1)));
        Refused("leaves the graph", () => Body(graph, [1, 1, 1, 1, 1], new Port(9), new(1)));
        Refused("2 parts", () => Body(new Graph(4, [new(0, 1), new(2, 3)]), [1, 1], new Port(0), new(1)));
        Refused("close a loop", () => new ResistorNetwork(
            graph, [1, 1, 1, 1, 1], [new Port(0, 1), new Port(1, 2)], [new Port(0, 2)]));
        Refused("is NaN", () => BodyProbe.Rest(Laboratory.Resistors(Drive.Drop), [1, double.NaN], 1));
    }

    private static ResistorNetwork Body(Graph graph, double[] conductances, Port input, Port output) =>
        new(graph, conductances, [input], [output]);

    private static void Refused(string why, Func<object> act) =>
        Assert.Contains(why, Assert.Throws<SzilardException>(act).Message);

    private static double[] Net(ResistorNetwork body, double[] drops, int sample)
    {
        var net = new double[body.Graph.Nodes];
        double[] k = body.Parameters[0].Values;
        for (int e = 0; e < k.Length; e++)
        {
            net[body.Graph.Edges[e].From] += k[e] * drops[(sample * k.Length) + e];
            net[body.Graph.Edges[e].To] -= k[e] * drops[(sample * k.Length) + e];
        }
        return net;
    }

    /// <summary>Potentials with pairs 1–7 and 3–11 kept at their drops by moving both ends
    /// together.</summary>
    private static double[] Sweep(ResistorNetwork body, (int Node, double Offset)[] kept)
    {
        int[] group = [.. Enumerable.Range(0, 24)];
        (group[1], group[3]) = (7, 11);
        var offset = new double[24];
        foreach ((int node, double value) in kept)
            offset[node] = value;
        var p = new double[24];
        bool[] @fixed = [.. Enumerable.Range(0, 24).Select(v => v is 5 or 17 or 23)];
        for (int sweep = 0; sweep < 20_000; sweep++)
            foreach (int g in Enumerable.Range(0, 24).Where(v => group[v] == v && !@fixed[v]))
                p[g] = Average(body, p, group, offset, g);
        return [.. Enumerable.Range(0, 24).Select(v => p[group[v]] + offset[v])];
    }

    private static double Average(ResistorNetwork body, double[] p, int[] group, double[] offset, int g)
    {
        double sum = 0, weight = 0;
        double[] k = body.Parameters[0].Values;
        for (int e = 0; e < k.Length; e++)
        {
            (int a, int b) = (body.Graph.Edges[e].From, body.Graph.Edges[e].To);
            if (group[a] == group[b] || (group[a] != g && group[b] != g))
                continue;
            (int own, int other) = group[a] == g ? (a, b) : (b, a);
            sum += k[e] * (p[group[other]] + offset[other] - offset[own]);
            weight += k[e];
        }
        return sum / weight;
    }

    private sealed class Metric(Matrix resistance, double[] targets) : ICost
    {
        private readonly MathNet.Numerics.LinearAlgebra.Matrix<double> _inverse =
            MathNet.Numerics.LinearAlgebra.Matrix<double>.Build
                .DenseOfRowMajor(resistance.Rows, resistance.Rows, resistance.Values).Inverse();

        public double Value(ReadOnlySpan<double> outputs, int count)
        {
            var gradient = new double[outputs.Length];
            Gradient(outputs, count, gradient);
            double sum = 0;
            for (int i = 0; i < gradient.Length; i++)
                sum += 0.5 * gradient[i] * (outputs[i] - targets[i]);
            return sum;
        }

        public void Gradient(ReadOnlySpan<double> outputs, int count, Span<double> gradient)
        {
            int k = _inverse.RowCount;
            gradient.Clear();
            for (int i = 0; i < gradient.Length; i++)
                for (int j = 0; j < k; j++)
                    gradient[i] += _inverse[i % k, j] * (outputs[(i / k * k) + j] - targets[(i / k * k) + j]);
        }
    }
}
