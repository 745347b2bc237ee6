using Szilard.Parts;

namespace Szilard.Thermodynamics.Composite;

/// <summary>What a ledger has booked so far. Totals of shards of one process add.</summary>
public sealed class LedgerTotals
{
    private readonly CompensatedSum[] _work = new CompensatedSum[Enum.GetValues<WorkKind>().Length];
    private readonly CompensatedSum[] _heat = new CompensatedSum[Enum.GetValues<HeatKind>().Length];
    private readonly CompensatedSum[] _production = new CompensatedSum[Enum.GetValues<HeatKind>().Length];
    private CompensatedSum _reset, _excess, _gained, _change, _size;

    /// <summary>Empty totals.</summary>
    /// <param name="gauge">The gauge in which work is counted.</param>
    public LedgerTotals(Gauge gauge) => Gauge = gauge;

    /// <summary>The gauge in which work is counted.</summary>
    public Gauge Gauge { get; }

    /// <summary>How many strokes there were.</summary>
    public long Strokes { get; private set; }

    /// <summary>W of one kind.</summary>
    public double Work(WorkKind kind) => _work[(int)kind].Value;

    /// <summary>Q of one kind.</summary>
    public double Heat(HeatKind kind) => _heat[(int)kind].Value;

    /// <summary>Σ of one kind, nats.</summary>
    public double EntropyProduction(HeatKind kind) => _production[(int)kind].Value;

    /// <summary>ΣW.</summary>
    public double TotalWork => Sum(_work);

    /// <summary>ΣQ.</summary>
    public double TotalHeat => Sum(_heat);

    /// <summary>ΣΣ, nats.</summary>
    public double TotalEntropyProduction => Sum(_production);

    /// <summary>ΣR of open-system resets.</summary>
    public double TotalReset => _reset.Value;

    /// <summary>Σ β(W − ΔF_eq), nats: minus the information that work strokes stored.</summary>
    public double TotalExcessWork => _excess.Value;

    /// <summary>Information gained by measurements, nats.</summary>
    public double TotalInformationGained => _gained.Value;

    /// <summary>ΔU from the first state to the last, from the states themselves.</summary>
    public double EnergyChange => _change.Value;

    /// <summary>Σ|W| + Σ|Q| + Σ|R|.</summary>
    public double Size => _size.Value;

    /// <summary>ΔU − ΣW − ΣQ − ΣR, which the first law puts at 0.</summary>
    public double ClosureError => EnergyChange - TotalWork - TotalHeat - TotalReset;

    /// <summary>All sums with what they carry along, and the number of strokes: set on empty totals of the
    /// same gauge, they go on bit for bit.</summary>
    /// <exception cref="SzilardException">Another number of values than totals have.</exception>
    public double[] Sums
    {
        get => [Strokes, .. All().SelectMany(s => (double[])[s.State.Sum, s.State.Lost])];
        set
        {
            if (value.Length != Sums.Length)
                throw new SzilardException(
                    $"{value.Length} sums of a ledger were kept, but {Sums.Length} are needed: another "
                        + "version of Szilard wrote them. Use that version, or start a new run.");
            Strokes = (long)value[0];
            CompensatedSum[] sums =
                [.. value[1..].Chunk(2).Select(pair => CompensatedSum.From(pair[0], pair[1]))];
            int kinds = _work.Length, heats = _heat.Length;
            sums.AsSpan(0, kinds).CopyTo(_work);
            sums.AsSpan(kinds, heats).CopyTo(_heat);
            sums.AsSpan(kinds + heats, heats).CopyTo(_production);
            (_reset, _excess, _gained, _change, _size) = (sums[^5], sums[^4], sums[^3], sums[^2], sums[^1]);
        }
    }

    /// <summary>Books a stroke.</summary>
    /// <param name="stroke">What was booked.</param>
    /// <param name="energyChange">ΔU as the difference of the two states' own energies.</param>
    public void Add(Stroke stroke, double energyChange)
    {
        Strokes++;
        _change.Add(energyChange);
        _size.Add(Math.Abs(stroke.EnergyChange));
        switch (stroke)
        {
            case WorkStroke work:
                _work[(int)work.Kind].Add(work.Work);
                _excess.Add(work.ExcessWork);
                break;
            case HeatStroke heat:
                _heat[(int)heat.Kind].Add(heat.Heat);
                if (!double.IsNaN(heat.EntropyProduction))
                    _production[(int)heat.Kind].Add(heat.EntropyProduction);
                if (!double.IsNaN(heat.InformationGained))
                    _gained.Add(heat.InformationGained);
                break;
            default:
                _reset.Add(stroke.EnergyChange);
                break;
        }
    }

    /// <summary>Adds the totals of another shard.</summary>
    /// <exception cref="SzilardException">It counts in another gauge.</exception>
    public void Add(LedgerTotals shard)
    {
        if (shard.Gauge != Gauge)
            throw new SzilardException(
                $"Work in gauge {shard.Gauge} cannot be added to work in gauge {Gauge}: raw work has no "
                    + "meaning by its sign. Book both in one gauge, or compare excess work.");
        Strokes += shard.Strokes;
        for (int k = 0; k < _work.Length; k++)
            _work[k].Add(shard._work[k]);
        for (int k = 0; k < _heat.Length; k++)
        {
            _heat[k].Add(shard._heat[k]);
            _production[k].Add(shard._production[k]);
        }
        _reset.Add(shard._reset);
        _excess.Add(shard._excess);
        _gained.Add(shard._gained);
        _change.Add(shard._change);
        _size.Add(shard._size);
    }

    private IEnumerable<CompensatedSum> All() =>
        [.. _work, .. _heat, .. _production, _reset, _excess, _gained, _change, _size];

    private static double Sum(CompensatedSum[] sums)
    {
        CompensatedSum total = default;
        foreach (CompensatedSum sum in sums)
            total.Add(sum);
        return total.Value;
    }
}
