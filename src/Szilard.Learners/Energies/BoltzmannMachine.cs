using Szilard.Learners.Encoders;
using Szilard.Parts;
using Szilard.Tensors;
using Szilard.Thermodynamics.EnergyModels;

namespace Szilard.Learners.Energies;

/// <summary>A restricted Boltzmann machine on a device: block Gibbs sampling v → h → v, in detailed balance
/// with p(v) ∝ e^(−F(v)).</summary>
public sealed class BoltzmannMachine : EnergyModel
{
    /// <summary>Visible and hidden units together for which all states are summed exactly.</summary>
    public const int MostUnits = 18;

    private readonly Device _device;
    private readonly bool _gaussian;
    private readonly Parameter _weight, _hiddenBias, _visibleBias;

    /// <summary>A machine around its hidden units.</summary>
    /// <param name="device">Where its arrays lie.</param>
    /// <param name="network">Made by <see cref="RbmDesign"/>.</param>
    /// <param name="gaussian">True for real visible units of variance 1.</param>
    public BoltzmannMachine(Device device, Network network, bool gaussian)
        : base(network)
    {
        (_device, _gaussian) = (device, gaussian);
        _weight = network.Parameters.Single(p => p.Name == RbmDesign.Weight);
        _hiddenBias = network.Parameters.Single(p => p.Name == RbmDesign.HiddenBias);
        _visibleBias = new Parameter(
            device, "objective.visible_bias", new Shape(_weight.Shape[0]), new float[_weight.Shape[0]]);
    }

    /// <inheritdoc/>
    public override IReadOnlyList<Parameter> Own => [_visibleBias];

    /// <inheritdoc/>
    public override double BathTemperature => 1;

    /// <summary>−F(v), n×1: b·v + Σ_k ln(1 + e^(c_k + (vW)_k)), or −½|v − b|² + the same sum.</summary>
    public override Tensor Outputs(Tensor x)
    {
        Tensor v = x.Shape.Rank == 2 ? x : x.Flatten();
        Tensor b = v.Tape.Watch(_visibleBias), w = v.Tape.Watch(_weight), c = v.Tape.Watch(_hiddenBias);
        Tensor own = _gaussian ? v.Subtract(b).Square().Sum(^1).Scale(-0.5) : v.Multiply(b).Sum(^1);
        return own.Add(v.Linear(w, c).Softplus().Sum(^1));
    }

    /// <inheritdoc/>
    /// <exception cref="SzilardException">Bernoulli units are shown a value outside [0, 1].</exception>
    public override Batch See(Batch data, RandomKey key)
    {
        if (_gaussian)
            return data;
        var units = (float[])data.Values.Clone();
        foreach (float value in units)
        {
            if (!(value is >= 0 and <= 1))
                throw new SzilardException(
                    $"Bernoulli visible units take probabilities in [0, 1], but the data hold {value}; scale "
                        + "them (`world.standardise: false`, `views.mean: [0]`, `views.deviation: [1]`), or "
                        + "use `encoder.visible: gaussian`.");
        }
        Draw(units, key);
        return new Batch(data.Shape, units);
    }

    /// <inheritdoc/>
    public override Batch Fresh(Shape shape, RandomKey key)
    {
        var values = new float[shape.Size];
        if (_gaussian)
        {
            AddNormal(values, key);
            return new Batch(shape, values);
        }
        values.AsSpan().Fill(0.5f);
        Draw(values, key);
        return new Batch(shape, values);
    }

    /// <inheritdoc/>
    /// <remarks>Detailed balance makes the entropy flow of a chain F(start) − F(end) exactly.</remarks>
    public override ChainRun Relax(Batch start, int sweeps, RandomKey key, bool complete)
    {
        Batch v = start;
        for (int k = 0; k < sweeps; k++)
            v = Sweep(v, key.Split(k));
        double flow = complete ? Energies(_device, start).Average() - Energies(_device, v).Average()
            : double.NaN;
        return new ChainRun(start, v, flow, complete ? 1 : double.NaN);
    }

    /// <inheritdoc/>
    public override RestrictedBoltzmannMachine? Exactly() =>
        _gaussian || _weight.Shape[0] + _weight.Shape[1] > MostUnits
            ? null
            : new RestrictedBoltzmannMachine(
                new Matrix(_weight.Shape[0], _weight.Shape[1], Doubles(_weight)), Doubles(_visibleBias),
                Doubles(_hiddenBias));

    private Batch Sweep(Batch v, RandomKey key)
    {
        using Tape tape = new(_device, recording: false);
        Tensor means = Network.Represent(tape.Constant(v), training: false);
        float[] hidden = means.ToSingles();
        Draw(hidden, key.Split("hidden"));
        Tensor field = tape.Constant(means.Shape, hidden).MatMul(tape.Watch(_weight), transposeB: true)
            .Add(tape.Watch(_visibleBias));
        float[] next = (_gaussian ? field : field.Sigmoid()).ToSingles();
        if (_gaussian)
            AddNormal(next, key.Split("visible"));
        else
            Draw(next, key.Split("visible"));
        return new Batch(v.Shape, next);
    }

    /// <summary>Units that are 1 with the given probabilities, in place.</summary>
    private static void Draw(Span<float> probabilities, RandomKey key)
    {
        RandomStream random = key.Stream();
        foreach (ref float p in probabilities)
            p = random.NextDouble() < p ? 1 : 0;
    }

    private static void AddNormal(Span<float> means, RandomKey key)
    {
        RandomStream random = key.Stream();
        foreach (ref float mean in means)
            mean += (float)random.NextNormal();
    }

    private static double[] Doubles(Parameter parameter) => Array.ConvertAll(parameter.ToSingles(),
        v => (double)v);
}
