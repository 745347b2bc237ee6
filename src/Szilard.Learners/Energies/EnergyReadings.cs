using Szilard.Observables;
using Szilard.Tensors;
using Szilard.Thermodynamics.EnergyModels;

namespace Szilard.Learners.Energies;

/// <summary>What an energy model tells of its own working on one batch.</summary>
public static class EnergyReadings
{
    /// <summary>Mean energy of the data minus that of the chains.</summary>
    public const string Gap = "energy.gap";

    /// <summary>|gap| over the root of the sum of both variances.</summary>
    public const string Separation = "energy.separation";

    /// <summary>Mean energy of the data.</summary>
    public const string Data = "energy.data";

    /// <summary>Mean energy of the chains.</summary>
    public const string Chains = "energy.chains";

    /// <summary>−mean ln p of the batch, exactly.</summary>
    public const string Likelihood = "energy.nll";

    /// <summary>How far chains moved.</summary>
    public const string Displacement = "chains.displacement";

    /// <summary>What a Metropolis test would have accepted.</summary>
    public const string Acceptance = "chains.acceptance";

    /// <summary>Entropy that went into the bath.</summary>
    public const string EntropyFlow = "chains.entropy_flow";

    /// <summary>Temperature of the bath.</summary>
    public const string Temperature = "chains.temperature";

    /// <summary>All names.</summary>
    public static IReadOnlyList<string> Names { get; } =
        [Gap, Separation, Data, Chains, Likelihood, Displacement, Acceptance, EntropyFlow, Temperature];

    /// <summary>The readings of a batch and of chains that relaxed.</summary>
    internal static IReadOnlyList<NamedReading> Of(Device device, EnergyModel model, Batch data, ChainRun run)
    {
        (double mean, double variance) = Moments(model.Energies(device, data));
        (double other, double spread) = Moments(model.Energies(device, run.End));
        double error = Math.Sqrt((variance / data.Count) + (spread / run.End.Count));
        List<NamedReading> readings =
        [
            Read(Data, "mean energy of one batch", mean, Math.Sqrt(variance / data.Count)),
            Read(Chains, "mean energy of the chains after they moved", other,
                Math.Sqrt(spread / run.End.Count)),
            new(Gap, "energy.data − energy.chains; chance: equilibrium chains of a perfect model",
                Finite(mean - other, error, 0)),
            Read(Separation, "|energy.gap|/√(sum of both variances)",
                variance + spread > 0 ? Math.Abs(mean - other) / Math.Sqrt(variance + spread) : double.NaN),
            Read(Displacement, "root mean square of what the chains moved, by coordinate", run.Displacement),
            Read(Acceptance, "mean Metropolis probability of the moves at the bath's temperature",
                run.Acceptance),
            Read(EntropyFlow, "mean ln P(path)/P(path reversed) of the chains, nats", run.EntropyFlow),
            Read(Temperature, "of the chains' bath; that of the model is 1", model.BathTemperature),
        ];
        if (model.Exactly() is { } machine)
            readings.Add(Read(Likelihood, "−mean ln p of one batch by exact sums, nats",
                MachineReading.Of(machine, BinaryStates.Distribution(data)).NegativeLogLikelihood));
        return readings;
    }

    private static (double Mean, double Variance) Moments(double[] values)
    {
        double mean = values.Average();
        return (mean, values.Length < 2 ? 0 : values.Sum(v => (v - mean) * (v - mean)) / (values.Length - 1));
    }

    private static NamedReading Read(
        string name, string convention, double value, double error = double.NaN) =>
        new(name, convention, Finite(value, error, double.NaN));

    private static Reading Finite(double value, double error, double chance) => double.IsFinite(value)
        ? new Reading(value, error, chance)
        : Reading.Undefined("not finite: the chains diverged, or move without noise");
}
