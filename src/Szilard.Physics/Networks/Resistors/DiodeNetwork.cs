using Szilard.Parts;
using Szilard.Physics.Networks.Graphs;
using Szilard.Physics.Networks.Solvers;
using Szilard.Tensors;

namespace Szilard.Physics.Networks.Resistors;

/// <summary>Resistors and ideal diodes on any connected graph: a nonlinear network that still minimises a
/// convex energy, with inputs as set potentials and outputs as potentials of nodes.</summary>
/// <remarks>E = ½ Σ_e k_e Δv_e² within the bounds that diodes set; ∂E/∂k_e = ½Δv_e². Relaxed by exact
/// coordinate descent. With layers of nodes that rectify up and down this is the deep resistive network:
/// Kendall, Pantone, Manickavasagam, Bengio, Scellier, "Training end-to-end analog neural networks with
/// equilibrium propagation", 2020; Scellier, "A fast algorithm to simulate nonlinear resistive networks",
/// 2024.</remarks>
public sealed class DiodeNetwork : IDifferentiableBody<double, ResistorState>
{
    private readonly Graph _graph;
    private readonly double[] _conductances, _least, _most;
    private readonly Source[] _sources;
    private readonly int[] _outputs;
    private readonly DiodeWiring _wiring;

    /// <summary>A network on a graph.</summary>
    /// <param name="graph">Connected.</param>
    /// <param name="conductances">One for each edge, &gt; 0; changed in place by learning.</param>
    /// <param name="inputs">Inputs per sample, ≥ 1.</param>
    /// <param name="sources">Set potentials, at least one.</param>
    /// <param name="outputs">Nodes that are read, nudged and held.</param>
    /// <param name="diodes">Bounds; nodes without are linear.</param>
    /// <param name="floor">The least conductance, &gt; 0; default 1e−6.</param>
    /// <param name="tolerance">Of the largest current left at a node; default 1e−12.</param>
    /// <param name="limit">Sweeps over all nodes; default 100 000. More are reported as not
    /// converged.</param>
    /// <exception cref="SzilardException">The graph falls apart, a conductance is not above zero, or an
    /// output is a source.</exception>
    public DiodeNetwork(
        Graph graph, double[] conductances, int inputs, IReadOnlyList<Source> sources,
        IReadOnlyList<int> outputs, IReadOnlyList<Diode> diodes, double floor = 1e-6,
        double tolerance = 1e-12, int limit = 100_000)
    {
        if (conductances.Length != graph.Edges.Count)
            throw new ArgumentException(
                $"{graph.Edges.Count} edges need as many conductances, but {conductances.Length} were "
                + "given.");
        (_graph, _conductances, Inputs) = (graph.Connected(), conductances, inputs);
        (_sources, _outputs, Tolerance, Limit) = ([.. sources], [.. outputs], tolerance, limit);
        (_least, _most) = (new double[graph.Nodes], new double[graph.Nodes]);
        Array.Fill(_least, double.NegativeInfinity);
        Array.Fill(_most, double.PositiveInfinity);
        DiodeCheck.Check(graph, inputs, _sources, _outputs, diodes);
        foreach (Diode diode in diodes)
            (_least[diode.Node], _most[diode.Node]) = (diode.Least, diode.Most);
        _wiring = new DiodeWiring(graph);
        Parameters =
            [new BodyParameter<double>("conductance", new Shape(conductances.Length), conductances, floor)];
        DiodeCheck.Check(graph, conductances);
    }

    /// <inheritdoc/>
    public int Inputs { get; }

    /// <inheritdoc/>
    public int Outputs => _outputs.Length;

    /// <summary>The largest current at which a sample counts as at rest.</summary>
    public double Tolerance { get; }

    /// <summary>The most sweeps for one sample.</summary>
    public int Limit { get; }

    /// <inheritdoc/>
    public IReadOnlyList<BodyParameter<double>> Parameters { get; }

    /// <summary>The deep resistive network: every input drives two nodes, +gain·x and −gain·x, beside a
    /// constant ±gain; layers are joined completely; of each hidden layer one half keeps v ≥ 0 and the other
    /// v ≤ 0; outputs are linear.</summary>
    /// <param name="widths">Inputs, hidden nodes of each layer (even), outputs.</param>
    /// <param name="gain">Amplifies the inputs, since every layer of resistors averages.</param>
    /// <param name="key">Conductances start uniform on (0, 2/√(nodes of the layer before)].</param>
    /// <param name="floor">The least conductance, &gt; 0.</param>
    /// <param name="tolerance">Of the largest current left at a node.</param>
    /// <param name="limit">Sweeps over all nodes.</param>
    public static DiodeNetwork Layered(
        IReadOnlyList<int> widths, double gain, RandomKey key, double floor = 1e-6, double tolerance = 1e-12,
        int limit = 100_000) =>
        LayeredDiodes.Build(widths, gain, key, floor, tolerance, limit);

    /// <inheritdoc/>
    public ResistorState Start(int count) => new(count, new double[count * _graph.Nodes]);

    /// <inheritdoc/>
    public ResistorState Copy(ResistorState state) => state with { Potentials = [.. state.Potentials] };

    /// <inheritdoc/>
    public (ResistorState State, Relaxation How) Relax(
        ResistorState from, ReadOnlySpan<double> inputs, Clamp clamp)
    {
        Boundary.Check("inputs", inputs, from.Count, Inputs);
        DiodeCheck.Check(_graph, _conductances);
        if (clamp is Nudge nudge)
            return (from, Pull(from, inputs.ToArray(), nudge));
        double[] held = clamp is Hold hold ? hold.Outputs : [];
        if (clamp is Hold)
            Boundary.Check("held outputs", held, from.Count, Outputs);
        return (from, Settle(from, inputs, [], held));
    }

    /// <inheritdoc/>
    public double[] Read(ResistorState state)
    {
        var outputs = new double[state.Count * Outputs];
        for (int i = 0; i < outputs.Length; i++)
            outputs[i] = state.Potentials[(i / Outputs * _graph.Nodes) + _outputs[i % Outputs]];
        return outputs;
    }

    /// <inheritdoc/>
    public double Energy(ResistorState state, ReadOnlySpan<double> inputs)
    {
        var squares = new double[_conductances.Length];
        Products(state, state, 0.5, squares);
        return System.Numerics.Tensors.TensorPrimitives.Dot<double>(squares, _conductances);
    }

    /// <inheritdoc/>
    public void Currents(ResistorState state, ReadOnlySpan<double> inputs, IReadOnlyList<double[]> currents)
    {
        Boundary.Check(currents, Parameters);
        Products(state, state, 0.5, currents[0]);
    }

    /// <inheritdoc/>
    /// <remarks>Exact where no node rests just at its bound: dC/dk_e = −Δa_e·Δv_e, with
    /// the adjoint a: potentials under currents ∂C/∂y, with sources and conducting diodes at zero.</remarks>
    /// <exception cref="SzilardException">The adjoint did not come to rest within the limit of
    /// sweeps.</exception>
    public void Differentiate(
        ResistorState rest, ReadOnlySpan<double> inputs, ICost cost, IReadOnlyList<double[]> gradients)
    {
        Boundary.Check(gradients, Parameters);
        ResistorState adjoint = Start(rest.Count);
        var forces = new double[rest.Count * Outputs];
        cost.Gradient(Read(rest), rest.Count, forces);
        for (int s = 0; s < rest.Count; s++)
        {
            (double[] least, double[] most) = Blocked(Sample(rest, s));
            Demand(_wiring.Settle(
                Sample(adjoint, s), _conductances, Load(forces.AsSpan(s * Outputs, Outputs)), least, most,
                Tolerance, Limit));
        }
        Products(adjoint, rest, -1, gradients[0]);
    }

    /// <summary>Numbers that are not finite pass: they stay visible in the gradient.</summary>
    private void Demand(Relaxation adjoint)
    {
        if (!adjoint.Converged && double.IsFinite(adjoint.Residual))
            throw new SzilardException(
                $"The exact gradient of a diode network needs its adjoint at rest, but after {adjoint.Steps} "
                + $"sweeps a current of {adjoint.Residual:G3} is left, above the tolerance {Tolerance:G3}; "
                + $"allow more sweeps than {Limit} or a larger tolerance.");
    }

    private Relaxation Pull(ResistorState state, double[] inputs, Nudge nudge)
    {
        Relaxation body = new(0, 0, true);
        OutputForces search = new(nudge, state.Count, Outputs);
        (_, Relaxation how) = search.Solve(
            forces =>
            {
                body = Settle(state, inputs, forces, []);
                return Read(state);
            },
            1e-10);
        return new Relaxation(
            how.Steps, Math.Max(how.Residual, body.Residual), how.Converged && body.Converged);
    }

    private Relaxation Settle(
        ResistorState state, ReadOnlySpan<double> inputs, ReadOnlySpan<double> forces,
        ReadOnlySpan<double> held)
    {
        Relaxation worst = new(0, 0, true);
        for (int s = 0; s < state.Count; s++)
        {
            double[] least = [.. _least], most = [.. _most];
            foreach (Source source in _sources)
                least[source.Node] = most[source.Node] =
                    source.Gain * (source.Input is { } input ? inputs[(s * Inputs) + input] : 1);
            for (int o = 0; o < Outputs && !held.IsEmpty; o++)
                least[_outputs[o]] = most[_outputs[o]] = held[(s * Outputs) + o];
            Relaxation how = _wiring.Settle(
                Sample(state, s), _conductances,
                Load(forces.IsEmpty ? [] : forces.Slice(s * Outputs, Outputs)), least, most,
                Tolerance, Limit);
            worst = new Relaxation(
                Math.Max(worst.Steps, how.Steps), Math.Max(worst.Residual, how.Residual),
                worst.Converged && how.Converged);
        }
        return worst;
    }

    /// <summary>Bounds of the adjoint: zero where a potential is set or a diode conducts, none elsewhere.
    /// </summary>
    private (double[] Least, double[] Most) Blocked(ReadOnlySpan<double> v)
    {
        double[] least = new double[v.Length], most = new double[v.Length];
        for (int node = 0; node < v.Length; node++)
            if (v[node] > _least[node] && v[node] < _most[node])
                (least[node], most[node]) = (double.NegativeInfinity, double.PositiveInfinity);
        foreach (Source source in _sources)
            (least[source.Node], most[source.Node]) = (0, 0);
        return (least, most);
    }

    private double[] Load(ReadOnlySpan<double> forces)
    {
        var load = new double[_graph.Nodes];
        for (int o = 0; o < forces.Length; o++)
            load[_outputs[o]] = forces[o];
        return load;
    }

    private Span<double> Sample(ResistorState state, int sample) =>
        state.Potentials.AsSpan(sample * _graph.Nodes, _graph.Nodes);

    /// <summary>scale·Δa_e·Δb_e averaged over the batch.</summary>
    private void Products(ResistorState a, ResistorState b, double scale, double[] sums)
    {
        Array.Clear(sums);
        for (int s = 0; s < a.Count; s++)
        {
            ReadOnlySpan<double> left = Sample(a, s), right = Sample(b, s);
            for (int e = 0; e < sums.Length; e++)
            {
                Edge edge = _graph.Edges[e];
                sums[e] += scale / a.Count
                    * (left[edge.From] - left[edge.To]) * (right[edge.From] - right[edge.To]);
            }
        }
    }
}
