using Szilard.Learners.Encoders;
using Szilard.Learners.Objectives;
using Szilard.Tensors;
using Szilard.Thermodynamics.EnergyModels;

namespace Szilard.Learners.Energies;

/// <summary>A density p(x) ∝ e^(−E(x)) of temperature 1, and how negative chains move in it. A closed family:
/// a restricted Boltzmann machine, or a network.</summary>
/// <param name="network">What encodes, and holds most of the parameters.</param>
public abstract class EnergyModel(Network network)
{
    private const int Chunk = 1024;

    /// <summary>What encodes.</summary>
    public Network Network => network;

    /// <summary>Trainable arrays beside those of the network.</summary>
    public abstract IReadOnlyList<Parameter> Own { get; }

    /// <summary>Temperature of the bath in which the chains are; that of the model is 1.</summary>
    public abstract double BathTemperature { get; }

    /// <summary>f of each row, n×K, of which E = −ln Σ_k e^(f_k).</summary>
    public abstract Tensor Outputs(Tensor x);

    /// <summary>A batch as the model sees it: units drawn, or noise added.</summary>
    public abstract Batch See(Batch data, RandomKey key);

    /// <summary>Chains that know nothing of the data.</summary>
    /// <param name="shape">Chains first.</param>
    /// <param name="key">Their randomness.</param>
    public abstract Batch Fresh(Shape shape, RandomKey key);

    /// <summary>Moves chains under the present energy.</summary>
    /// <param name="start">Where they begin.</param>
    /// <param name="sweeps">How many moves.</param>
    /// <param name="key">Their randomness.</param>
    /// <param name="complete">True to account for the entropy that goes into the bath; the chains end in the
    /// same place.</param>
    public abstract ChainRun Relax(Batch start, int sweeps, RandomKey key, bool complete);

    /// <summary>The model in double precision for exact sums; null where they would be too long.</summary>
    public abstract RestrictedBoltzmannMachine? Exactly();

    /// <summary>All that the optimiser moves.</summary>
    public IEnumerable<Parameter> Trainable => network.Parameters.Concat(Own).Where(p => p.Trainable);

    /// <summary>E of each row.</summary>
    public double[] Energies(Device device, Batch x)
    {
        var energies = new double[x.Count];
        for (int start = 0; start < x.Count; start += Chunk)
        {
            int count = Math.Min(Chunk, x.Count - start);
            using Tape tape = new(device, recording: false);
            Tensor rows = tape.Constant(
                new Shape([count, .. x.Shape.Lengths[1..]]),
                x.Values.AsSpan(start * x.ItemSize, count * x.ItemSize));
            EnergyObjective.Energies(Outputs(rows)).ToDoubles().CopyTo(energies, start);
        }
        return energies;
    }
}
