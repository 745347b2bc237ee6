using Szilard.Learners.Thermodynamics;
using Szilard.Tensors;
using Szilard.Thermodynamics.EnergyModels;

namespace Szilard.Learners.Energies;

/// <summary>Watches one step of an energy model: where chains began and ended, and what the step made of the
/// energies of the same data and the same chains.</summary>
internal sealed class EnergyBookkeeper
{
    private readonly Device _device;
    private readonly EnergyModel _model;
    private readonly Batch _data;
    private readonly ChainRun _run;
    private readonly int _sweeps;
    private readonly RestrictedBoltzmannMachine? _exactly;
    private readonly double[] _start, _end, _before;

    /// <summary>Before the optimiser.</summary>
    public EnergyBookkeeper(Device device, EnergyModel model, Batch data, ChainRun run, int sweeps)
    {
        (_device, _model, _data, _run, _sweeps) = (device, model, data, run, sweeps);
        _exactly = model.Exactly();
        (_start, _end, _before) =
            (Energies(run.Start, _exactly), Energies(run.End, _exactly), Energies(data, _exactly));
    }

    /// <summary>The books; null where an energy is not finite.</summary>
    /// <param name="step">Steps done, this one included.</param>
    public BookedStep? After(long step)
    {
        RestrictedBoltzmannMachine? learned = _model.Exactly();
        EnergyPhases phases = new(_start, _end, _before, Energies(_data, learned),
            Energies(_run.End, learned));
        ExactPhases? exact = _exactly is null || learned is null ? null : new ExactPhases(
            _exactly, learned, BinaryStates.Distribution(_run.Start), BinaryStates.Distribution(_data),
            _sweeps);
        return phases.AreFinite ? EnergyBooks.Of(phases, exact, Chains(phases, exact), step) : null;
    }

    private BookedChains Chains(EnergyPhases phases, ExactPhases? exact)
    {
        (double estimate, double share) = phases.FreeEnergyChange();
        double free = exact?.FreeEnergyChange ?? estimate;
        return new BookedChains(
            _run.End.Count, _sweeps, _model.BathTemperature, 1, phases.Data.Average() - phases.End.Average(),
            phases.ChainWork, free, phases.DataWork - phases.ChainWork, phases.ChainWork - free,
            _run.EntropyFlow, share, exact is not null);
    }

    private double[] Energies(Batch rows, RestrictedBoltzmannMachine? machine) => machine is null
        ? _model.Energies(_device, rows)
        : Array.ConvertAll(BinaryStates.Of(rows), machine.FreeEnergy);
}

/// <summary>Energies of a step, one for each chain or sample.</summary>
/// <param name="Start">Of the chains where they began.</param>
/// <param name="End">Of the chains where they ended.</param>
/// <param name="Data">Of the data.</param>
/// <param name="DataLearned">Of the same data after the optimiser.</param>
/// <param name="EndLearned">Of the same ends after the optimiser.</param>
internal sealed record EnergyPhases(
    double[] Start, double[] End, double[] Data, double[] DataLearned, double[] EndLearned)
{
    /// <summary>W of the data.</summary>
    public double DataWork => DataLearned.Average() - Data.Average();

    /// <summary>W of the chains.</summary>
    public double ChainWork => EndLearned.Average() - End.Average();

    /// <summary>True where all are numbers.</summary>
    public bool AreFinite =>
        ((double[][])[Start, End, Data, DataLearned, EndLearned]).All(e => e.All(double.IsFinite));

    /// <summary>−ln⟨e^(−w)⟩ over the chains (Zwanzig 1954), and the share of them that it rests on.</summary>
    public (double Change, double Share) FreeEnergyChange()
    {
        double[] works = [.. EndLearned.Zip(End, (after, before) => after - before)];
        double least = works.Min(), sum = 0, squares = 0;
        foreach (double work in works)
        {
            double weight = Math.Exp(least - work);
            (sum, squares) = (sum + weight, squares + (weight * weight));
        }
        return (least - Math.Log(sum / works.Length), sum * sum / (works.Length * squares));
    }
}

/// <summary>A step in exact sums over visible states.</summary>
/// <param name="Before">The machine before the optimiser.</param>
/// <param name="After">The machine after it.</param>
/// <param name="Start">Law of the chains where they begin.</param>
/// <param name="Data">Law of the batch.</param>
/// <param name="Sweeps">k.</param>
internal sealed record ExactPhases(
    RestrictedBoltzmannMachine Before, RestrictedBoltzmannMachine After, double[] Start, double[] Data,
    int Sweeps)
{
    /// <summary>ΔF = −ln Z′ + ln Z.</summary>
    public double FreeEnergyChange { get; } = Before.LogPartition() - After.LogPartition();

    /// <summary>Law of the chains after k sweeps.</summary>
    public double[] Relaxed()
    {
        double[] law = Start;
        for (int k = 0; k < Sweeps; k++)
            law = Before.Sweep(law);
        return law;
    }
}
