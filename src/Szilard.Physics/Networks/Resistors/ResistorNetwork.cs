using Szilard.Parts;
using Szilard.Physics.Networks.Graphs;
using Szilard.Physics.Networks.Solvers;
using Szilard.Tensors;

namespace Szilard.Physics.Networks.Resistors;

/// <summary>Linear resistors on any connected graph; in other words a flow network, with pressures for
/// potentials. Its state minimises the co-content.</summary>
/// <remarks>E = ½ Σ_e k_e Δp_e² − Σ_j I_j Δp_j, where Δp_e = p_from − p_to over edge e, k_e its conductance,
/// and the last sum runs over inputs that are currents. ∂E/∂k_e = ½Δp_e². All states follow from the
/// impedances between ports, which are computed once for all samples after each change of conductances.
/// Stern, Hexner, Rocks, Liu, "Supervised learning in physical networks: from machine learning to learning
/// machines", 2021.
/// </remarks>
public sealed class ResistorNetwork : IDifferentiableBody<double, ResistorState>
{
    private const double Tolerance = 1e-12;
    private readonly PortImpedance _impedance;
    private readonly int[] _inputs, _outputs, _all;
    private readonly Edge[] _edges;
    private readonly double[] _conductances;

    /// <summary>A network on a graph.</summary>
    /// <param name="graph">Connected.</param>
    /// <param name="conductances">One for each edge, &gt; 0; changed in place by learning.</param>
    /// <param name="inputs">Where inputs act.</param>
    /// <param name="outputs">Where drops are read, nudged and held.</param>
    /// <param name="drive">What inputs are: drops (default) or currents.</param>
    /// <param name="ground">The node at potential zero; default the last one.</param>
    /// <param name="floor">The least conductance, &gt; 0; default 1e−6.</param>
    /// <exception cref="SzilardException">The graph falls apart, a conductance is not above zero, or a port
    /// coincides with or follows from others.</exception>
    public ResistorNetwork(
        Graph graph, double[] conductances, IReadOnlyList<Port> inputs, IReadOnlyList<Port> outputs,
        Drive drive = Drive.Drop, int? ground = null, double floor = 1e-6)
    {
        if (!(floor > 0 && double.IsFinite(floor)))
            throw new SzilardException($"The least conductance is {floor}; give a number above 0, as 1e-6.");
        if (conductances.Length != graph.Edges.Count)
            throw new ArgumentException(
                $"{graph.Edges.Count} edges need as many conductances, but {conductances.Length} were "
                + "given.");
        PortCheck.Check(graph, inputs, outputs, drive, ground ?? (graph.Nodes - 1));
        (Graph, Drive, _conductances) = (graph.Connected(), drive, conductances);
        _impedance = new PortImpedance(graph, ground ?? (graph.Nodes - 1), [.. inputs, .. outputs]);
        InputPorts = [.. inputs];
        (_edges, _inputs) = ([.. graph.Edges], [.. Enumerable.Range(0, inputs.Count)]);
        _outputs = [.. Enumerable.Range(inputs.Count, outputs.Count)];
        _all = [.. _inputs, .. _outputs];
        Parameters =
            [new BodyParameter<double>("conductance", new Shape(conductances.Length), conductances, floor)];
        PortCheck.Independent(_impedance.Update(conductances), drive == Drive.Drop ? _all : _outputs);
    }

    /// <summary>Nodes and edges.</summary>
    public Graph Graph { get; }

    /// <summary>What inputs are.</summary>
    public Drive Drive { get; }

    /// <summary>Where inputs act.</summary>
    public IReadOnlyList<Port> InputPorts { get; }

    /// <inheritdoc/>
    public int Inputs => _inputs.Length;

    /// <inheritdoc/>
    public int Outputs => _outputs.Length;

    /// <inheritdoc/>
    public IReadOnlyList<BodyParameter<double>> Parameters { get; }

    /// <inheritdoc/>
    public ResistorState Start(int count) => new(count, new double[count * Graph.Nodes]);

    /// <inheritdoc/>
    public ResistorState Copy(ResistorState state) => state with { Potentials = [.. state.Potentials] };

    /// <inheritdoc/>
    /// <remarks>Exact: one solve of the Laplacian for each port, whatever the number of samples. A nudge
    /// takes as many small steps as its cost needs (<c>outputs + 1</c> where it is quadratic).</remarks>
    public (ResistorState State, Relaxation How) Relax(
        ResistorState from, ReadOnlySpan<double> inputs, Clamp clamp)
    {
        Boundary.Check("inputs", inputs, from.Count, Inputs);
        _impedance.Update(_conductances);
        double[] boundary = new double[from.Count * _all.Length];
        Place(inputs, boundary, 0);
        Relaxation how = new(1, 0, true);
        if (clamp is Hold hold)
        {
            Boundary.Check("held outputs", hold.Outputs, from.Count, Outputs);
            Place(hold.Outputs, boundary, Inputs);
        }
        else if (clamp is Nudge nudge)
        {
            (double[] forces, how) = Pull(nudge, boundary, from.Count);
            Place(forces, boundary, Inputs);
        }
        double[] currents = Currents(boundary, clamp is Hold);
        _impedance.Potentials(currents, from.Potentials);
        double residual = Math.Max(how.Residual, _impedance.Unbalanced(currents, from.Potentials));
        return (from, how with { Residual = residual });
    }

    /// <inheritdoc/>
    public double[] Read(ResistorState state) => _impedance.Drops(state.Potentials, _outputs);

    /// <inheritdoc/>
    public double Energy(ResistorState state, ReadOnlySpan<double> inputs)
    {
        Boundary.Check("inputs", inputs, state.Count, Inputs);
        double work = 0;
        if (Drive == Drive.Current)
            work = System.Numerics.Tensors.TensorPrimitives.Dot(
                _impedance.Drops(state.Potentials, _inputs), inputs) / state.Count;
        return (0.5 * Power(state)) - work;
    }

    /// <summary>The power that the resistors dissipate, Σ_e k_e Δp_e², averaged over the batch.</summary>
    public double Power(ResistorState state)
    {
        double sum = 0;
        double[] drops = EdgeDrops(state);
        for (int i = 0; i < drops.Length; i++)
            sum += _conductances[i % _conductances.Length] * drops[i] * drops[i];
        return sum / state.Count;
    }

    /// <summary>Drops p_from − p_to over all edges, n×edges; times the conductances they are the currents.
    /// </summary>
    public double[] EdgeDrops(ResistorState state)
    {
        var drops = new double[state.Count * _edges.Length];
        for (int s = 0, i = 0; s < state.Count; s++)
        {
            ReadOnlySpan<double> p = state.Potentials.AsSpan(s * Graph.Nodes, Graph.Nodes);
            foreach (Edge edge in _edges)
                drops[i++] = p[edge.From] - p[edge.To];
        }
        return drops;
    }

    /// <summary>The resistance matrix of the outputs at present conductances, k×k: the drop at one output for
    /// a unit current through another, with the inputs as they are driven (drops: shorted; currents: open).
    /// </summary>
    public Matrix OutputResistance()
    {
        _impedance.Update(_conductances);
        double[] boundary = new double[Outputs * _all.Length];
        for (int o = 0; o < Outputs; o++)
            boundary[(o * _all.Length) + Inputs + o] = 1;
        return new Matrix(Outputs, Outputs, OutputDrops(Currents(boundary, false)));
    }

    /// <inheritdoc/>
    public void Currents(
        ResistorState state, ReadOnlySpan<double> inputs, IReadOnlyList<double[]> currents)
    {
        Boundary.Check(currents, Parameters);
        Products(state, state, 0.5 / state.Count, currents[0]);
    }

    /// <inheritdoc/>
    /// <remarks>dC/dk_e = −Δa_e·Δp_e, with the adjoint a: the potentials under
    /// currents ∂C/∂y through the outputs and inputs of zero.</remarks>
    public void Differentiate(
        ResistorState rest, ReadOnlySpan<double> inputs, ICost cost, IReadOnlyList<double[]> gradients)
    {
        Boundary.Check(gradients, Parameters);
        _impedance.Update(_conductances);
        var forces = new double[rest.Count * Outputs];
        cost.Gradient(Read(rest), rest.Count, forces);
        var boundary = new double[rest.Count * _all.Length];
        Place(forces, boundary, Inputs);
        ResistorState adjoint = Start(rest.Count);
        _impedance.Potentials(Currents(boundary, false), adjoint.Potentials);
        Products(adjoint, rest, -1.0 / rest.Count, gradients[0]);
    }

    private (double[] Forces, Relaxation How) Pull(Nudge nudge, double[] boundary, int count)
    {
        OutputForces search = new(nudge, count, Outputs);
        return search.Solve(
            forces =>
            {
                Place(forces, boundary, Inputs);
                return OutputDrops(Currents(boundary, false));
            },
            Tolerance);
    }

    /// <summary>Currents through all ports, where the drive says what is given at inputs, and outputs are
    /// given as drops (held) or currents.</summary>
    private double[] Currents(double[] boundary, bool held) =>
        _impedance.Currents(boundary, [.. Drive == Drive.Drop ? _inputs : [], .. held ? _outputs : []]);

    private double[] OutputDrops(double[] currents) => _impedance.PortDrops(currents, _outputs);

    private void Place(ReadOnlySpan<double> values, double[] boundary, int first)
    {
        int width = _all.Length, count = boundary.Length / width;
        if (count == 0 || values.Length == 0)
            return;
        int each = values.Length / count;
        for (int s = 0; s < count; s++)
            values.Slice(s * each, each).CopyTo(boundary.AsSpan((s * width) + first));
    }

    private void Products(ResistorState a, ResistorState b, double scale, double[] sums)
    {
        Array.Clear(sums);
        double[] left = EdgeDrops(a), right = ReferenceEquals(a, b) ? left : EdgeDrops(b);
        for (int s = 0, i = 0; s < a.Count; s++)
            for (int e = 0; e < sums.Length; e++, i++)
                sums[e] += left[i] * right[i];
        System.Numerics.Tensors.TensorPrimitives.Multiply(sums, scale, sums);
    }
}
