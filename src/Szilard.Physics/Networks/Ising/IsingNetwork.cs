using Szilard.Parts;
using Szilard.Physics.Networks.Graphs;
using Szilard.Physics.Networks.Solvers;
using Szilard.Tensors;

namespace Szilard.Physics.Networks.Ising;

/// <summary>A Boltzmann machine small enough to enumerate: spins s = ±1 on a graph at temperature 1. Its
/// state is a distribution over spins, which minimises the free energy; everything about it is
/// exact.</summary>
/// <remarks>E(s) = −Σ_e J_e s_i s_j − Σ_i h_i s_i, in k_BT. The body's energy is the free energy F = ⟨E⟩ − S,
/// its currents are ∂F/∂J_e = −⟨s_i s_j⟩ and ∂F/∂h_i = −⟨s_i⟩, and its outputs are means ⟨s_o⟩. A nudge adds
/// fields to the output spins; held outputs of ±1 are fixed spins (the clamped phase of Boltzmann learning),
/// held means between are reached by the fields that the distribution of least free energy needs. Ackley,
/// Hinton, Sejnowski, "A learning algorithm for Boltzmann machines", 1985.</remarks>
public sealed class IsingNetwork : IDifferentiableBody<double, IsingState>
{
    /// <summary>The most spins: 2^16 configurations for each sample.</summary>
    public const int MostSpins = 16;

    private readonly Graph _graph;
    private readonly double[] _couplings, _fields;
    private readonly int[] _inputs, _outputs;

    /// <summary>A network on a graph.</summary>
    /// <param name="graph">At most 16 nodes; it need not be connected.</param>
    /// <param name="couplings">J, one for each edge; changed in place by learning.</param>
    /// <param name="fields">h, one for each spin; changed in place by learning.</param>
    /// <param name="inputs">Spins whose values are given (any real number is a boundary value); may be none.
    /// </param>
    /// <param name="outputs">Spins that are read, nudged and held.</param>
    /// <exception cref="SzilardException">Too many spins, or an output that is an input.</exception>
    public IsingNetwork(
        Graph graph, double[] couplings, double[] fields, IReadOnlyList<int> inputs,
        IReadOnlyList<int> outputs)
    {
        if (graph.Nodes > MostSpins)
            throw new SzilardException(
                $"{graph.Nodes} spins have 2^{graph.Nodes} configurations; exact enumeration is meant for at "
                + $"most {MostSpins} spins.");
        if (couplings.Length != graph.Edges.Count || fields.Length != graph.Nodes)
            throw new ArgumentException(
                $"{graph.Edges.Count} edges and {graph.Nodes} spins need as many couplings and fields, but "
                + $"{couplings.Length} and {fields.Length} were given.");
        (_graph, _couplings, _fields) = (graph, couplings, fields);
        (_inputs, _outputs) = ([.. inputs], [.. outputs]);
        SpinCheck.Check(graph, inputs, outputs);
        Parameters =
        [
            new BodyParameter<double>(
                "coupling", new Shape(couplings.Length), couplings, double.NegativeInfinity),
            new BodyParameter<double>("field", new Shape(fields.Length), fields, double.NegativeInfinity),
        ];
    }

    /// <inheritdoc/>
    public int Inputs => _inputs.Length;

    /// <inheritdoc/>
    public int Outputs => _outputs.Length;

    /// <inheritdoc/>
    public IReadOnlyList<BodyParameter<double>> Parameters { get; }

    /// <inheritdoc/>
    public IsingState Start(int count) => new(
        count, new double[count * _graph.Nodes], new double[count * _graph.Edges.Count], new double[count]);

    /// <inheritdoc/>
    public IsingState Copy(IsingState state) => state with
    {
        Spins = [.. state.Spins],
        Pairs = [.. state.Pairs],
        FreeEnergy = [.. state.FreeEnergy],
    };

    /// <inheritdoc/>
    /// <remarks>Exact where free or held at ±1; otherwise as exact as the fields at the outputs, which are
    /// found to 1e−12.</remarks>
    public (IsingState State, Relaxation How) Relax(IsingState from, ReadOnlySpan<double> inputs, Clamp clamp)
    {
        Boundary.Check("inputs", inputs, from.Count, Inputs);
        Boundary.Check("couplings", _couplings, 1, _couplings.Length);
        Boundary.Check("fields", _fields, 1, _fields.Length);
        if (clamp is Nudge nudge)
            return (from, Pull(from, inputs.ToArray(), nudge));
        if (clamp is Hold hold)
            return (from, HoldAt(from, inputs, hold.Outputs));
        Average(from, inputs, []);
        return (from, new Relaxation(1, 0, true));
    }

    /// <inheritdoc/>
    public double[] Read(IsingState state)
    {
        var outputs = new double[state.Count * Outputs];
        for (int i = 0; i < outputs.Length; i++)
            outputs[i] = state.Spins[(i / Outputs * _graph.Nodes) + _outputs[i % Outputs]];
        return outputs;
    }

    /// <inheritdoc/>
    /// <remarks>The free energy in k_BT.</remarks>
    public double Energy(IsingState state, ReadOnlySpan<double> inputs) => state.FreeEnergy.Average();

    /// <inheritdoc/>
    public void Currents(IsingState state, ReadOnlySpan<double> inputs, IReadOnlyList<double[]> currents)
    {
        Boundary.Check(currents, Parameters);
        Average(state.Pairs, currents[0], state.Count);
        Average(state.Spins, currents[1], state.Count);
    }

    /// <summary>ln p(outputs | inputs) averaged over the batch: free energy at rest less that with the
    /// outputs held. Its gradient is the current at rest less the current held.</summary>
    /// <param name="inputs">n×inputs.</param>
    /// <param name="outputs">n×outputs, each ±1.</param>
    /// <param name="count">n.</param>
    public double LogLikelihood(ReadOnlySpan<double> inputs, double[] outputs, int count)
    {
        (IsingState free, _) = Relax(Start(count), inputs, Clamp.Free);
        (IsingState held, _) = Relax(Start(count), inputs, new Hold(outputs));
        return Energy(free, inputs) - Energy(held, inputs);
    }

    /// <inheritdoc/>
    /// <remarks>∂⟨s_o⟩/∂J_e = ⟨s_o s_i s_j⟩ − ⟨s_o⟩⟨s_i s_j⟩ and ∂⟨s_o⟩/∂h_i =
    /// ⟨s_o s_i⟩ − ⟨s_o⟩⟨s_i⟩.</remarks>
    public void Differentiate(
        IsingState rest, ReadOnlySpan<double> inputs, ICost cost, IReadOnlyList<double[]> gradients)
    {
        Boundary.Check(gradients, Parameters);
        foreach (double[] values in gradients)
            Array.Clear(values);
        var forces = new double[rest.Count * Outputs];
        cost.Gradient(Read(rest), rest.Count, forces);
        for (int s = 0; s < rest.Count; s++)
        {
            SpinEnsemble ensemble = Ensemble(Inputs == 0 ? [] : inputs.Slice(s * Inputs, Inputs), []);
            Weigh(ensemble, []);
            for (int o = 0; o < Outputs; o++)
                AddGradient(ensemble, _outputs[o], forces[(s * Outputs) + o] / rest.Count, gradients);
        }
    }

    private void AddGradient(
        SpinEnsemble ensemble, int output, double weight, IReadOnlyList<double[]> gradients)
    {
        for (int e = 0; e < _couplings.Length; e++)
            gradients[0][e] += weight * ensemble.Covariance(output, _graph.Edges[e].From, _graph.Edges[e].To);
        for (int i = 0; i < _fields.Length; i++)
            gradients[1][i] += weight * ensemble.Covariance(output, i);
    }

    private Relaxation Pull(IsingState state, double[] inputs, Nudge nudge)
    {
        OutputForces search = new(nudge, state.Count, Outputs);
        (_, Relaxation how) = search.Solve(
            forces =>
            {
                Average(state, inputs, forces);
                return Read(state);
            },
            1e-12);
        return how;
    }

    private void Average(IsingState state, ReadOnlySpan<double> inputs, ReadOnlySpan<double> forces)
    {
        for (int s = 0; s < state.Count; s++)
        {
            SpinEnsemble ensemble = Ensemble(inputs.Slice(s * Inputs, Inputs), []);
            ReadOnlySpan<double> own = forces.IsEmpty ? [] : forces.Slice(s * Outputs, Outputs);
            Weigh(ensemble, own);
            Store(ensemble, own, state, s);
        }
    }

    private Relaxation HoldAt(IsingState state, ReadOnlySpan<double> inputs, double[] outputs)
    {
        Boundary.Check("held outputs", outputs, state.Count, Outputs);
        Relaxation worst = new(1, 0, true);
        for (int s = 0; s < state.Count; s++)
        {
            double[] target = [.. outputs.AsSpan(s * Outputs, Outputs).ToArray().Select(Snap)];
            if (target.FirstOrDefault(v => Math.Abs(v) > 1) is var beyond and not 0)
                throw new SzilardException(
                    $"Sample {s} holds an output at {beyond}, but means of spins lie in [−1, 1]; scale the "
                    + "targets or clamp by a smaller fraction.");
            SpinEnsemble ensemble = Ensemble(inputs.Slice(s * Inputs, Inputs), target);
            (double[] forces, Relaxation how) = MeanFields.Find(
                target, _outputs, ensemble, f => Weigh(ensemble, f));
            Store(ensemble, forces, state, s);
            worst = new Relaxation(
                Math.Max(worst.Steps, how.Steps), Math.Max(worst.Residual, how.Residual),
                worst.Converged && how.Converged);
        }
        return worst;
    }

    /// <summary>A rule that moves an output all the way to ±1 lands there only to rounding.</summary>
    private static double Snap(double mean) =>
        Math.Abs(Math.Abs(mean) - 1) < 1e-9 ? Math.CopySign(1, mean) : mean;

    /// <summary>Spins of one sample: inputs are fixed, and outputs held at ±1.</summary>
    private SpinEnsemble Ensemble(ReadOnlySpan<double> inputs, ReadOnlySpan<double> held)
    {
        var values = new double[_graph.Nodes];
        values.AsSpan().Fill(double.NaN);
        for (int i = 0; i < inputs.Length; i++)
            values[_inputs[i]] = inputs[i];
        for (int o = 0; o < held.Length; o++)
            if (Math.Abs(held[o]) == 1)
                values[_outputs[o]] = held[o];
        return new SpinEnsemble(values);
    }

    private void Weigh(SpinEnsemble ensemble, ReadOnlySpan<double> forces)
    {
        ensemble.Clear();
        for (int e = 0; e < _couplings.Length; e++)
            ensemble.AddCoupling(_graph.Edges[e].From, _graph.Edges[e].To, _couplings[e]);
        for (int i = 0; i < _fields.Length; i++)
            ensemble.AddField(i, _fields[i]);
        for (int o = 0; o < forces.Length; o++)
            ensemble.AddField(_outputs[o], forces[o]);
        ensemble.Weigh();
    }

    private void Store(SpinEnsemble ensemble, ReadOnlySpan<double> forces, IsingState state, int sample)
    {
        for (int i = 0; i < _fields.Length; i++)
            state.Spins[(sample * _fields.Length) + i] = ensemble.Mean(i);
        for (int e = 0; e < _couplings.Length; e++)
            state.Pairs[(sample * _couplings.Length) + e] =
                ensemble.Mean(_graph.Edges[e].From, _graph.Edges[e].To);
        double free = -ensemble.LogPartition;
        for (int o = 0; o < forces.Length; o++)
            free += forces[o] * ensemble.Mean(_outputs[o]);
        state.FreeEnergy[sample] = free;
    }

    private static void Average(double[] moments, double[] current, int count)
    {
        Array.Clear(current);
        for (int i = 0; i < moments.Length; i++)
            current[i % current.Length] -= moments[i] / count;
    }
}
