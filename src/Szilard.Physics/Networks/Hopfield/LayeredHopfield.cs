using System.Numerics;
using System.Numerics.Tensors;
using Szilard.Parts;
using Szilard.Physics.Rules;
using Szilard.Tensors;
using Szilard.Tensors.Kernels;

namespace Szilard.Physics.Networks.Hopfield;

/// <summary>A network of layers that excite each other both ways, E = ½Σ_l |s_l|² − Σ_l b_l·s_l −
/// Σ_l s_{l−1} W_l s_l with 0 ≤ s ≤ 1 and s₀ = x.</summary>
/// <remarks>B. Scellier, Y. Bengio, "Equilibrium propagation", Front. Comput. Neurosci. 11 (2017) 24, as set
/// up by Falk, Strupp, Scellier, Murugan 2025. Units follow s ← clip(s − ε∂F/∂s, 0, 1), where their clip ρ(s)
/// is s itself; outputs may be without the clip. Inputs are taken as they are. One caller at a
/// time.</remarks>
/// <typeparam name="T"><c>float</c> for learning, <c>double</c> for checks.</typeparam>
public sealed class LayeredHopfield<T>
    : IDifferentiableBody<T, HopfieldState<T>>, IOuterProductBody<T, HopfieldState<T>>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private const double AdjointTime = 100;
    private static readonly Workers Alone = new(1);
    private readonly HopfieldWiring<T> _wiring;
    private readonly HopfieldPace _pace;
    private readonly Workers _workers;
    private T[] _inputs = [];
    private HopfieldDrive<T> _drive = new([], null);

    /// <summary>A network with weights uniform within ½√(6/(units below + above)) and biases zero.</summary>
    /// <param name="sizes">Units of each layer, inputs first: 784, 500, 10.</param>
    /// <param name="pace">How it relaxes.</param>
    /// <param name="key">For the weights.</param>
    /// <param name="workers">The threads; results do not depend on their number. None given: the calling
    /// one.</param>
    /// <param name="outputs">What the units of the last layer are.</param>
    /// <exception cref="SzilardException">Fewer than two layers, or a layer without units.</exception>
    public LayeredHopfield(
        ReadOnlySpan<int> sizes, HopfieldPace pace, RandomKey key, Workers? workers = null,
        OutputUnits outputs = OutputUnits.Clipped)
    {
        if (sizes.Length < 2 || sizes.ContainsAnyInRange(int.MinValue, 0))
        {
            throw new SzilardException(
                $"Layers [{string.Join(", ", sizes.ToArray())}] make no network: "
                + "give at least two sizes ≥ 1.");
        }
        pace.Check();
        _wiring = new HopfieldWiring<T>(sizes, outputs, key);
        (_pace, _workers) = (pace, workers ?? Alone);
        Parameters = [.. _wiring.Weights.Zip(_wiring.Biases, (w, b) => new[] { w, b }).SelectMany(p => p)];
    }

    /// <inheritdoc/>
    public int Inputs => _wiring.Size(0);

    /// <inheritdoc/>
    public int Outputs => _wiring.Size(_wiring.Layers);

    /// <inheritdoc/>
    public bool InputsAreForces => true;

    /// <summary>weight-1, bias-1, weight-2, bias-2, …</summary>
    public IReadOnlyList<BodyParameter<T>> Parameters { get; }

    /// <summary>All units at zero.</summary>
    public HopfieldState<T> Start(int count) =>
        new(count, [.. Enumerable.Range(1, _wiring.Layers).Select(l => new T[count * _wiring.Size(l)])]);

    /// <inheritdoc/>
    /// <remarks>The residual is the largest clipped force, max |clip(s − ε∂F/∂s) − s|/ε, met in the last
    /// step.
    /// </remarks>
    public (HopfieldState<T> State, Relaxation How) Relax(
        HopfieldState<T> from, ReadOnlySpan<T> inputs, Clamp clamp)
    {
        HopfieldRelaxer<T> relaxer = new(_wiring, _pace, Drive(from.Count, inputs), _workers);
        return (from, relaxer.Relax(from, clamp));
    }

    /// <inheritdoc/>
    public IReadOnlyList<(HopfieldState<T> State, Relaxation How)> RelaxEach(
        HopfieldState<T> from, ReadOnlySpan<T> inputs, IReadOnlyList<Clamp> clamps)
    {
        var reached = new (HopfieldState<T> State, Relaxation How)[clamps.Count];
        HopfieldDrive<T> drive = Drive(from.Count, inputs);
        _workers.Run(clamps.Count, c =>
        {
            HopfieldState<T> state = Copy(from);
            Relaxation how = clamps[c] == Clamp.Free
                ? new Relaxation(0, 0, true)
                : new HopfieldRelaxer<T>(_wiring, _pace, drive, Alone).Relax(state, clamps[c]);
            reached[c] = (state, how);
        });
        return reached;
    }

    /// <inheritdoc/>
    public void Touched() => _inputs = [];

    /// <inheritdoc/>
    public HopfieldState<T> Copy(HopfieldState<T> state) =>
        state with { Layers = [.. state.Layers.Select(l => (T[])l.Clone())] };

    /// <inheritdoc/>
    public T[] Read(HopfieldState<T> state) => (T[])state.Layers[^1].Clone();

    /// <inheritdoc/>
    public double Energy(HopfieldState<T> state, ReadOnlySpan<T> inputs) =>
        HopfieldEnergy.Of(_wiring, state, inputs);

    /// <summary>∂E/∂s of every layer for each sample by itself, n×units.</summary>
    public IReadOnlyList<T[]> Forces(HopfieldState<T> state, ReadOnlySpan<T> inputs)
    {
        T[] drive = Drive(state.Count, inputs).Values;
        HopfieldState<T> gradient = Copy(state);
        for (int l = 0; l < _wiring.Layers; l++)
        {
            var input = new T[state.Layers[l].Length];
            _wiring.Input(_workers, state.Layers, state.Count, l, drive, input);
            TensorPrimitives.Subtract(state.Layers[l], input, gradient.Layers[l]);
        }
        return gradient.Layers;
    }

    /// <inheritdoc/>
    public void Currents(HopfieldState<T> state, ReadOnlySpan<T> inputs, IReadOnlyList<T[]> currents)
    {
        for (int l = 0; l < _wiring.Layers; l++)
        {
            ReadOnlySpan<T> below = l == 0 ? inputs : state.Layers[l - 1];
            if (currents[2 * l].Length > 0)
                _wiring.Current(_workers, l, state.Count, below, state.Layers[l], currents[2 * l]);
            HopfieldWiring<T>.Current(state.Count, state.Layers[l], currents[(2 * l) + 1]);
        }
    }

    /// <summary>The weights from the inputs: these are the same under all clamps.</summary>
    public OuterCurrents<T>? Outer(
        int parameter, IReadOnlyList<HopfieldState<T>> states, ReadOnlySpan<T> inputs) =>
        parameter == 0
            ? new OuterCurrents<T>(states[0].Count, inputs.ToArray(), [.. states.Select(s => s.Layers[0])])
            : null;

    /// <inheritdoc/>
    /// <remarks>By <see cref="Gradient"/> through 100/ε steps: of what decays at a rate λ per unit of time,
    /// λ = 1 without couplings, a share e^(−100λ) is left out.</remarks>
    public void Differentiate(
        HopfieldState<T> rest, ReadOnlySpan<T> inputs, ICost cost, IReadOnlyList<T[]> gradients) =>
        Gradient(rest, inputs, cost, (int)Math.Ceiling(AdjointTime / _pace.Step), gradients);

    /// <summary>dC/dθ averaged over the batch, by backpropagation through the last steps of a relaxation
    /// that had come to rest before; many steps give the adjoint.</summary>
    /// <param name="rest">The state at rest.</param>
    /// <param name="inputs">n×inputs.</param>
    /// <param name="cost">C.</param>
    /// <param name="steps">Steps to go back through, ≥ 1.</param>
    /// <param name="gradient">One array for each parameter, overwritten.</param>
    public void Gradient(
        HopfieldState<T> rest, ReadOnlySpan<T> inputs, ICost cost, int steps, IReadOnlyList<T[]> gradient) =>
        new HopfieldResponse<T>(_wiring, _pace, Drive(rest.Count, inputs).Values, _workers)
            .Gradient(rest, inputs, cost, steps, gradient);

    /// <summary>Kept until other inputs come or parameters change: all clamps of a step share it.</summary>
    private HopfieldDrive<T> Drive(int count, ReadOnlySpan<T> inputs)
    {
        if (inputs.Length != count * Inputs)
        {
            throw new ArgumentException(
                $"{count} samples of {Inputs} inputs need {count * Inputs} values, but "
                + $"{inputs.Length} were given.");
        }
        if (_inputs.Length > 0 && inputs.SequenceEqual(_inputs))
            return _drive;
        (_inputs, _drive) = (inputs.ToArray(), _wiring.Drive(_workers, count, inputs));
        return _drive;
    }
}
