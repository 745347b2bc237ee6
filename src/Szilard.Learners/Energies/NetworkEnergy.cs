using Szilard.Learners.Encoders;
using Szilard.Learners.Objectives;
using Szilard.Tensors;
using Szilard.Thermodynamics.EnergyModels;

namespace Szilard.Learners.Energies;

/// <summary>The energy −ln Σ_k e^(f_k(x)) of a network's outputs, with Langevin chains x ← x − α·∂E/∂x + σ·ε
/// in the space of observations.</summary>
/// <remarks>Welling and Teh, "Bayesian learning via stochastic gradient Langevin dynamics", 2011. The chains
/// have no Metropolis test: in a quadratic well k·x²/2 their variance is T/[k(1 − αk/2)], T =
/// σ²/(2α).</remarks>
/// <param name="device">Where the arithmetic is done.</param>
/// <param name="network">f.</param>
/// <param name="settings">α, σ, and where chains begin.</param>
public sealed class NetworkEnergy(Device device, Network network, ChainSettings settings)
    : EnergyModel(network)
{
    private const int Chunk = 1024;

    /// <inheritdoc/>
    public override IReadOnlyList<Parameter> Own => [];

    /// <inheritdoc/>
    public override double BathTemperature => settings.Temperature;

    /// <inheritdoc/>
    public override Tensor Outputs(Tensor x) => Network.Project(x, training: false);

    /// <inheritdoc/>
    public override Batch See(Batch data, RandomKey key)
    {
        if (settings.DataNoise == 0)
            return data;
        RandomStream random = key.Stream();
        return new Batch(
            data.Shape, Array.ConvertAll(data.Values,
                x => (float)(x + (settings.DataNoise * random.NextNormal()))));
    }

    /// <inheritdoc/>
    public override Batch Fresh(Shape shape, RandomKey key)
    {
        RandomStream random = key.Stream();
        var values = new float[shape.Size];
        for (int i = 0; i < values.Length; i++)
            values[i] = (float)random.NextUniform(settings.Low, settings.High);
        return new Batch(shape, values);
    }

    /// <inheritdoc/>
    public override ChainRun Relax(Batch start, int sweeps, RandomKey key, bool complete)
    {
        Place here = At(start);
        double flow = 0, accepted = 0;
        for (int k = 0; k < sweeps; k++)
        {
            Batch next = Move(here, key.Split(k));
            if (!complete && k == sweeps - 1)
                return new ChainRun(start, next, double.NaN, double.NaN);
            Place there = At(next);
            (double entropy, double acceptance) = Account(here, there);
            (flow, accepted, here) = (flow + entropy, accepted + acceptance, there);
        }
        return new ChainRun(start, here.X, flow, accepted / sweeps);
    }

    /// <inheritdoc/>
    public override RestrictedBoltzmannMachine? Exactly() => null;

    private Batch Move(Place here, RandomKey key)
    {
        RandomStream random = key.Stream();
        var next = new float[here.Slope.Length];
        for (int i = 0; i < next.Length; i++)
            next[i] = (float)(
                here.X.Values[i] - (settings.Step * here.Slope[i]) + (settings.Noise * random.NextNormal()));
        return new Batch(here.X.Shape, next);
    }

    /// <summary>Means over chains of ln P(x→x′)/P(x′→x), both transitions normal with the drift of where they
    /// begin, and of the Metropolis probability min(1, e^(−ΔE/T − that)); NaN without noise.</summary>
    private (double Entropy, double Acceptance) Account(Place from, Place to)
    {
        if (settings.Noise == 0)
            return (double.NaN, double.NaN);
        int chains = from.X.Count, size = from.X.ItemSize;
        double total = 0, accepted = 0;
        for (int n = 0; n < chains; n++)
        {
            double entropy = 0;
            for (int i = n * size; i < (n + 1) * size; i++)
            {
                double move = (double)to.X.Values[i] - from.X.Values[i];
                double forward = move + (settings.Step * from.Slope[i]);
                double backward = (settings.Step * to.Slope[i]) - move;
                entropy += ((backward * backward) - (forward * forward)) / (2 * settings.Noise
                    * settings.Noise);
            }
            total += entropy;
            double exponent = ((from.Energy[n] - to.Energy[n]) / settings.Temperature) - entropy;
            accepted += Math.Exp(Math.Min(0, exponent));
        }
        return (total / chains, accepted / chains);
    }

    /// <summary>Energies and their slopes in the space of observations, from the tape.</summary>
    private Place At(Batch x)
    {
        var slope = new double[x.Values.Length];
        var energy = new double[x.Count];
        for (int start = 0; start < x.Count; start += Chunk)
        {
            int count = Math.Min(Chunk, x.Count - start);
            using Tape tape = new(device, watching: false);
            Tensor rows = tape.Variable(
                new Shape([count, .. x.Shape.Lengths[1..]]),
                x.Values.AsSpan(start * x.ItemSize, count * x.ItemSize));
            Tensor energies = EnergyObjective.Energies(Outputs(rows));
            energies.ToDoubles().CopyTo(energy, start);
            tape.Differentiate(energies.Sum()).Of(rows).CopyTo(slope, start * x.ItemSize);
        }
        return new Place(x, energy, slope);
    }

    /// <summary>Where chains are.</summary>
    private readonly record struct Place(Batch X, double[] Energy, double[] Slope);
}
