using System.Numerics.Tensors;
using Szilard.Parts;
using Szilard.Physics.Networks.Graphs;
using Szilard.Physics.Networks.Solvers;
using Szilard.Tensors;

namespace Szilard.Physics.Networks.Springs;

/// <summary>Nodes joined by springs in the plane or in space: an elastic body whose shape answers to how it
/// is pulled. Its state minimises the elastic energy, exactly nonlinear in displacements.</summary>
/// <remarks>E = Σ_e ½ k_e (ℓ_e − l_e)², ℓ_e = |b_e + u_to − u_from|; ∂E/∂k_e = ½(ℓ_e − l_e)²,
/// ∂E/∂l_e = −k_e(ℓ_e − l_e). Relaxed by Newton steps with a line search, without rigid motions. Rocks et
/// al., "Designing allostery-inspired response in mechanical networks", 2017; Stern, Hexner, Rocks, Liu,
/// "Supervised learning in physical networks", 2021.</remarks>
public sealed class SpringNetwork : IDifferentiableBody<double, SpringState>
{
    private readonly double[] _stiffness, _restLengths;
    private readonly SpringAdaptation _adapts;
    private readonly SpringEnergy _energy;
    private readonly SpringConstraints _driven;
    private readonly NewtonRelaxation _free, _held;
    private readonly double[][] _outputs;

    /// <summary>A network on a graph in space. Where no input holds a node against the laboratory, the body
    /// floats: its mean displacement and its turn are kept at zero.</summary>
    /// <param name="graph">Connected; its places are those of zero displacement.</param>
    /// <param name="stiffness">k, one for each edge, &gt; 0; changed in place where learned.</param>
    /// <param name="restLengths">l, one for each edge, &gt; 0; the lengths in the graph make the body
    /// stress-free at zero displacement.</param>
    /// <param name="adapts">What learning may change.</param>
    /// <param name="inputs">Imposed displacements.</param>
    /// <param name="outputs">Read, nudged and held displacements.</param>
    /// <param name="floor">The least stiffness and rest length; default 1e−3.</param>
    /// <param name="tolerance">Of the largest force left, in units of stiffness × length; default
    /// 1e−11.</param>
    /// <param name="limit">Newton steps for one sample; default 100. A relaxation that needs more is reported
    /// as not converged.</param>
    /// <exception cref="SzilardException">The graph falls apart, a spring is not above zero, or a port
    /// follows from others.</exception>
    public SpringNetwork(
        PlacedGraph graph, double[] stiffness, double[] restLengths, SpringAdaptation adapts,
        IReadOnlyList<SpringPort> inputs, IReadOnlyList<SpringPort> outputs, double floor = 1e-3,
        double tolerance = 1e-11, int limit = 100)
    {
        int edges = graph.Graph.Connected().Edges.Count;
        if (stiffness.Length != edges || restLengths.Length != edges)
            throw new ArgumentException(
                $"{edges} edges need as many stiffnesses and rest lengths, but {stiffness.Length} and "
                + $"{restLengths.Length} were given.");
        if (!(floor > 0 && double.IsFinite(floor)))
            throw new SzilardException($"The least stiffness is {floor}; give a number above 0, as 1e-3.");
        (_stiffness, _restLengths, _adapts) = (stiffness, restLengths, adapts);
        (Inputs, Outputs, Tolerance, Limit) = (inputs.Count, outputs.Count, tolerance, limit);
        SpringConstraints.Check(graph, inputs, outputs);
        (Graph, InputPorts) = (graph, [.. inputs]);
        _energy = new SpringEnergy(graph, stiffness, restLengths);
        _energy.Check();
        bool floating = inputs.All(p => p.Reference is not null);
        _driven = new SpringConstraints(graph, inputs, floating);
        _free = new NewtonRelaxation(_energy, _driven);
        SpringConstraints held = new(graph, [.. inputs, .. outputs], floating);
        _held = new NewtonRelaxation(_energy, held);
        _outputs = held.Rows[Inputs..(Inputs + Outputs)];
        Parameters = Adapting(floor);
    }

    /// <summary>Nodes, springs, and places of zero displacement.</summary>
    public PlacedGraph Graph { get; }

    /// <summary>Imposed displacements.</summary>
    public IReadOnlyList<SpringPort> InputPorts { get; }

    /// <inheritdoc/>
    public int Inputs { get; }

    /// <inheritdoc/>
    public int Outputs { get; }

    /// <summary>The largest force at which a sample counts as at rest.</summary>
    public double Tolerance { get; }

    /// <summary>The most Newton steps for one sample.</summary>
    public int Limit { get; }

    /// <inheritdoc/>
    public IReadOnlyList<BodyParameter<double>> Parameters { get; }

    /// <inheritdoc/>
    public SpringState Start(int count) => new(count, new double[count * _energy.Size]);

    /// <inheritdoc/>
    public SpringState Copy(SpringState state) => state with { Displacements = [.. state.Displacements] };

    /// <inheritdoc/>
    /// <remarks>Steps are Newton steps of the slowest sample, or evaluations of the response under a nudge;
    /// the residual is that of the worst sample.</remarks>
    public (SpringState State, Relaxation How) Relax(
        SpringState from, ReadOnlySpan<double> inputs, Clamp clamp)
    {
        Boundary.Check("inputs", inputs, from.Count, Inputs);
        _energy.Check();
        if (clamp is Nudge nudge)
            return (from, Pull(from, inputs.ToArray(), nudge));
        if (clamp is not Hold hold)
            return (from, Settle(from, inputs, Inputs, _free, []));
        Boundary.Check("held outputs", hold.Outputs, from.Count, Outputs);
        double[] driven = Boundary.Beside(from.Count, inputs.ToArray(), hold.Outputs);
        return (from, Settle(from, driven, Inputs + Outputs, _held, []));
    }

    /// <inheritdoc/>
    public double[] Read(SpringState state)
    {
        var outputs = new double[state.Count * Outputs];
        for (int i = 0; i < outputs.Length; i++)
            outputs[i] = TensorPrimitives.Dot(Sample(state, i / Outputs), _outputs[i % Outputs]);
        return outputs;
    }

    /// <inheritdoc/>
    public double Energy(SpringState state, ReadOnlySpan<double> inputs)
    {
        double sum = 0;
        for (int s = 0; s < state.Count; s++)
            sum += _energy.Value(Sample(state, s));
        return sum / state.Count;
    }

    /// <inheritdoc/>
    public void Currents(SpringState state, ReadOnlySpan<double> inputs, IReadOnlyList<double[]> currents)
    {
        Boundary.Check(currents, Parameters);
        Clear(currents);
        for (int s = 0; s < state.Count; s++)
            for (int e = 0; e < _stiffness.Length; e++)
            {
                double stretch = _energy.Stretch(e, Sample(state, s));
                Add(
                    currents, e, 0.5 * stretch * stretch / state.Count,
                    -_stiffness[e] * stretch / state.Count);
            }
    }

    /// <inheritdoc/>
    /// <remarks>dC/dk_e = −(ℓ_e − l_e)·δℓ_e and dC/dl_e = k_e·δℓ_e, where δℓ_e is
    /// the stretch of spring e in the adjoint: the small displacement under forces ∂C/∂y at the outputs with
    /// inputs at rest.</remarks>
    /// <exception cref="SzilardException">The body has a floppy mode at rest, so that it has no gradient.
    /// </exception>
    public void Differentiate(
        SpringState rest, ReadOnlySpan<double> inputs, ICost cost, IReadOnlyList<double[]> gradients)
    {
        Boundary.Check(gradients, Parameters);
        Clear(gradients);
        var forces = new double[rest.Count * Outputs];
        cost.Gradient(Read(rest), rest.Count, forces);
        for (int s = 0; s < rest.Count; s++)
            AddGradient(Sample(rest, s), forces.AsSpan(s * Outputs, Outputs), gradients, 1.0 / rest.Count);
    }

    private void AddGradient(
        Span<double> u, ReadOnlySpan<double> forces, IReadOnlyList<double[]> gradients, double weight)
    {
        if (!_free.Factor(u))
            throw new SzilardException(
                "The network has a floppy or unstable mode at rest, so that its outputs have no gradient; "
                + "add springs until it is rigid, or relax it first.");
        double[] adjoint = Load(forces);
        _free.Solve(adjoint, new double[_driven.Count]);
        for (int e = 0; e < _stiffness.Length; e++)
        {
            (double stretch, double change) = _energy.Along(e, u, adjoint);
            Add(gradients, e, -weight * stretch * change, weight * _stiffness[e] * change);
        }
    }

    private Relaxation Pull(SpringState state, double[] inputs, Nudge nudge)
    {
        Relaxation body = new(0, 0, true);
        OutputForces search = new(nudge, state.Count, Outputs);
        (_, Relaxation how) = search.Solve(
            forces =>
            {
                body = Settle(state, inputs, Inputs, _free, forces);
                return Read(state);
            },
            1e-10);
        return new Relaxation(
            how.Steps, Math.Max(how.Residual, body.Residual), how.Converged && body.Converged);
    }

    private Relaxation Settle(
        SpringState state, ReadOnlySpan<double> values, int width, NewtonRelaxation relaxation,
        double[] forces)
    {
        Relaxation worst = new(0, 0, true);
        for (int s = 0; s < state.Count; s++)
        {
            Relaxation how = relaxation.Minimise(
                Sample(state, s), values.Slice(s * width, width),
                Load(forces.Length == 0 ? [] : forces.AsSpan(s * Outputs, Outputs)), Tolerance, Limit);
            worst = new Relaxation(
                Math.Max(worst.Steps, how.Steps), Math.Max(worst.Residual, how.Residual),
                worst.Converged && how.Converged);
        }
        return worst;
    }

    private double[] Load(ReadOnlySpan<double> forces)
    {
        var load = new double[_energy.Size];
        for (int o = 0; o < forces.Length; o++)
            TensorPrimitives.MultiplyAdd(_outputs[o], forces[o], load, load);
        return load;
    }

    private Span<double> Sample(SpringState state, int sample) =>
        state.Displacements.AsSpan(sample * _energy.Size, _energy.Size);

    private List<BodyParameter<double>> Adapting(double floor)
    {
        Shape shape = new(_stiffness.Length);
        List<BodyParameter<double>> parameters = [];
        if (_adapts.HasFlag(SpringAdaptation.Stiffness))
            parameters.Add(new BodyParameter<double>("stiffness", shape, _stiffness, floor));
        if (_adapts.HasFlag(SpringAdaptation.RestLength))
            parameters.Add(new BodyParameter<double>("rest-length", shape, _restLengths, floor));
        return parameters;
    }

    private void Add(IReadOnlyList<double[]> arrays, int edge, double ofStiffness, double ofRestLength)
    {
        if (_adapts.HasFlag(SpringAdaptation.Stiffness))
            arrays[0][edge] += ofStiffness;
        if (_adapts.HasFlag(SpringAdaptation.RestLength))
            arrays[^1][edge] += ofRestLength;
    }

    private static void Clear(IReadOnlyList<double[]> arrays)
    {
        foreach (double[] array in arrays)
            Array.Clear(array);
    }
}
