using Szilard.Parts;
using Szilard.Physics.Networks.Graphs;
using Szilard.Physics.Networks.Solvers;

namespace Szilard.Physics.Networks.Resistors;

/// <summary>What a network looks like from its ports: the potentials G_j of all nodes for a unit current
/// through port j, and the impedances Z_ij, the drop at port i for that current. Every state is Σ_j I_j G_j.
/// </summary>
internal sealed class PortImpedance
{
    private readonly Graph _graph;
    private readonly Edge[] _edges;
    private readonly Port[] _ports;
    private readonly int _ground, _count;
    private readonly SparseCholesky _factor;
    private readonly int[] _inner;
    private readonly double[] _green, _z, _diagonal, _couplings;
    private double[] _known = [];

    public PortImpedance(Graph graph, int ground, IReadOnlyList<Port> ports)
    {
        (_graph, _ground, _count) = (graph, ground, ports.Count);
        (_edges, _ports) = ([.. graph.Edges], [.. ports]);
        _inner = [.. Enumerable.Range(0, graph.Edges.Count)
            .Where(e => graph.Edges[e].From != ground && graph.Edges[e].To != ground)];
        _factor = new SparseCholesky(graph.Nodes - 1, [.. _inner.Select(e =>
            new Edge(Row(graph.Edges[e].From), Row(graph.Edges[e].To)))]);
        (_green, _z) = (new double[ports.Count * graph.Nodes], new double[ports.Count * ports.Count]);
        (_diagonal, _couplings) = (new double[graph.Nodes - 1], new double[_inner.Length]);
    }

    public IReadOnlyList<Port> Ports => _ports;

    /// <summary>Z.</summary>
    public double this[int i, int j] => _z[(i * _count) + j];

    /// <summary>Follows the conductances, which must be positive; does nothing where they have not changed.
    /// </summary>
    public PortImpedance Update(double[] conductances)
    {
        if (conductances.AsSpan().SequenceEqual(_known))
            return this;
        Assemble(conductances);
        if (!_factor.Factor(_diagonal, _couplings))
            throw new SzilardException(
                $"Conductances from {conductances.Min():G3} to {conductances.Max():G3} leave the Laplacian "
                + "singular to rounding; raise the floor or lower the largest.");
        for (int j = 0; j < _count; j++)
            Green(j);
        for (int i = 0; i < _z.Length; i++)
            _z[i] = Drop(_green.AsSpan(i % _count * _graph.Nodes, _graph.Nodes), _ports[i / _count]);
        _known = [.. conductances];
        return this;
    }

    /// <summary>Currents through all ports, n×ports, from what is given there: a drop at the ports of known
    /// drop, a current at the others.</summary>
    public double[] Currents(double[] given, int[] ofKnownDrop)
    {
        double[] currents = [.. given];
        if (ofKnownDrop.Length == 0)
            return currents;
        DenseCholesky factor = new(ofKnownDrop.Length);
        var z = new double[ofKnownDrop.Length * ofKnownDrop.Length];
        for (int i = 0; i < z.Length; i++)
            z[i] = this[ofKnownDrop[i / ofKnownDrop.Length], ofKnownDrop[i % ofKnownDrop.Length]];
        if (!factor.Factor(z))
            throw new SzilardException(
                $"The conductances learned so far make port {_ports[ofKnownDrop[factor.Dependent]]} follow "
                + "the other ports to rounding, so that it cannot be held; raise the floor.");
        Span<double> rest = new double[ofKnownDrop.Length];
        for (int s = 0; s < given.Length; s += _count)
            Solve(given.AsSpan(s, _count), currents.AsSpan(s, _count), ofKnownDrop, factor, rest);
        return currents;
    }

    /// <summary>Potentials n×nodes for currents n×ports.</summary>
    public void Potentials(double[] currents, double[] potentials)
    {
        Array.Clear(potentials);
        int nodes = _graph.Nodes;
        for (int i = 0; i < currents.Length; i++)
        {
            Span<double> p = potentials.AsSpan(i / _count * nodes, nodes);
            System.Numerics.Tensors.TensorPrimitives.MultiplyAdd(
                _green.AsSpan(i % _count * nodes, nodes), currents[i], p, p);
        }
    }

    /// <summary>Drops at some ports, n×these, for currents n×ports.</summary>
    public double[] PortDrops(double[] currents, int[] ports)
    {
        var drops = new double[currents.Length / _count * ports.Length];
        for (int i = 0; i < drops.Length; i++)
        {
            (int sample, int o) = Math.DivRem(i, ports.Length);
            for (int j = 0; j < _count; j++)
                drops[i] += this[ports[o], j] * currents[(sample * _count) + j];
        }
        return drops;
    }

    /// <summary>Drops at some ports, n×these, in given potentials.</summary>
    public double[] Drops(double[] potentials, int[] ports)
    {
        int nodes = _graph.Nodes;
        var drops = new double[potentials.Length / nodes * ports.Length];
        for (int i = 0; i < drops.Length; i++)
            drops[i] = Drop(potentials.AsSpan(i / ports.Length * nodes, nodes),
                _ports[ports[i % ports.Length]]);
        return drops;
    }

    /// <summary>The largest net current at a node other than the ground: how far Kirchhoff's law is missed.
    /// </summary>
    public double Unbalanced(double[] currents, double[] potentials)
    {
        double worst = 0;
        var net = new double[_graph.Nodes];
        for (int s = 0; s < currents.Length / _count; s++)
        {
            Net(potentials.AsSpan(s * _graph.Nodes, _graph.Nodes), currents.AsSpan(s * _count, _count), net);
            net[_ground] = 0;
            worst = Math.Max(
                worst, Math.Abs(System.Numerics.Tensors.TensorPrimitives.MaxMagnitude<double>(net)));
        }
        return worst;
    }

    private void Net(ReadOnlySpan<double> p, ReadOnlySpan<double> currents, double[] net)
    {
        Array.Clear(net);
        for (int e = 0; e < _known.Length; e++)
        {
            Edge edge = _edges[e];
            double flow = _known[e] * (p[edge.From] - p[edge.To]);
            net[edge.From] -= flow;
            net[edge.To] += flow;
        }
        for (int j = 0; j < _count; j++)
        {
            net[_ports[j].Node] += currents[j];
            net[_ports[j].Reference ?? _ground] -= currents[j];
        }
    }

    private void Solve(
        ReadOnlySpan<double> given, Span<double> currents, int[] known, DenseCholesky factor,
        Span<double> rest)
    {
        foreach (int port in known)
            currents[port] = 0;
        for (int i = 0; i < known.Length; i++)
        {
            rest[i] = given[known[i]];
            for (int j = 0; j < _count; j++)
                rest[i] -= this[known[i], j] * currents[j];
        }
        factor.Solve(rest);
        for (int i = 0; i < known.Length; i++)
            currents[known[i]] = rest[i];
    }

    private void Assemble(double[] conductances)
    {
        Array.Clear(_diagonal);
        for (int e = 0; e < conductances.Length; e++)
        {
            Edge edge = _edges[e];
            if (!(conductances[e] > 0 && double.IsFinite(conductances[e])))
                throw new SzilardException(
                    $"The conductance of edge {e} ({edge}) is {conductances[e]}; it must be finite and above "
                    + "0. Where learning led there, take smaller steps and keep to the floor.");
            if (edge.From != _ground)
                _diagonal[Row(edge.From)] += conductances[e];
            if (edge.To != _ground)
                _diagonal[Row(edge.To)] += conductances[e];
        }
        for (int i = 0; i < _inner.Length; i++)
            _couplings[i] = -conductances[_inner[i]];
    }

    private void Green(int port)
    {
        Span<double> green = _green.AsSpan(port * _graph.Nodes, _graph.Nodes);
        var rows = new double[_graph.Nodes - 1];
        (int node, int reference) = (_ports[port].Node, _ports[port].Reference ?? _ground);
        if (node != _ground)
            rows[Row(node)] = 1;
        if (reference != _ground)
            rows[Row(reference)] = -1;
        _factor.Solve(rows, rows);
        for (int v = 0; v < _graph.Nodes; v++)
            green[v] = v == _ground ? 0 : rows[Row(v)];
    }

    private double Drop(ReadOnlySpan<double> p, Port port) => p[port.Node] - p[port.Reference ?? _ground];

    private int Row(int node) => node < _ground ? node : node - 1;
}
