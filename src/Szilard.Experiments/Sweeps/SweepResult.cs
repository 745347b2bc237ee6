using System.Collections.Concurrent;
using Szilard.Experiments.Specification;
using Szilard.Observables.Statistics;
using Szilard.Records;
using Szilard.Tensors;
using Szilard.Tensors.Kernels;

namespace Szilard.Experiments.Sweeps;

/// <summary>A cell of a grid with what its seeds read at the end.</summary>
/// <param name="Cell">Which.</param>
/// <param name="Runs">The records of its seeds, as far as there are any.</param>
/// <param name="Missing">Seeds without a finished run: failed, stopped or never begun.</param>
public sealed record SweptCell(Cell Cell, IReadOnlyList<RunRecord> Runs, IReadOnlyList<long> Missing)
{
    private readonly ConcurrentDictionary<string, (double Low, double High)?> _intervals = new();

    /// <summary>A copy draws its own intervals: its runs may be others.</summary>
    private SweptCell(SweptCell other) =>
        (Cell, Runs, Missing, _intervals) = (other.Cell, other.Runs, other.Missing, new());

    /// <summary>A reading over the seeds.</summary>
    public PooledReading Pooled(string meter) => PooledReading.Of(Found(meter));

    /// <summary>A reading seed by seed, undefined ones left out.</summary>
    public IReadOnlyList<double> Values(string meter) =>
        [.. Found(meter).Select(r => r.Value).Where(double.IsFinite)];

    /// <summary>The 95 % bootstrap interval of the mean over seeds; null below three.</summary>
    public (double Low, double High)? Interval(string meter) =>
        _intervals.GetOrAdd(meter, m => SeedInterval.Of(Values(m)));

    private IEnumerable<NamedReading> Found(string meter) =>
        Runs.SelectMany(r => r.Summary.Where(s => s.Name == meter).Take(1));
}

/// <summary>A power law that was fitted to a reading along one knob.</summary>
/// <param name="Line">Run, with the values of the other knobs.</param>
/// <param name="Meter">The reading.</param>
/// <param name="OfDeficit">True where 1 − reading was fitted.</param>
/// <param name="Knob">What is varied.</param>
/// <param name="Law">The fit.</param>
public sealed record FittedLaw(string Line, string Meter, bool OfDeficit, string Knob, PowerLaw Law)
{
    /// <summary>True where the law is one of 1 − knob: of what the knob lacks of its limit.</summary>
    public bool InComplement { get; init; }
}

/// <summary>What a study with a grid found: every reading at every cell.</summary>
/// <param name="Study">What was run.</param>
/// <param name="Cells">In the order of the study.</param>
public sealed record SweepResult(Study Study, IReadOnlyList<SweptCell> Cells)
{
    private readonly ConcurrentDictionary<(string Meter, string Knob), FittedLaw[]> _laws = new();

    /// <summary>A copy fits its own laws: its cells may be others.</summary>
    private SweepResult(SweepResult other) => (Study, Cells, _laws) = (other.Study, other.Cells, new());

    /// <summary>Holds the records of runs against the study's cells; of several runs of one cell and seed the
    /// last counts.</summary>
    public static SweepResult Of(Study study, IReadOnlyList<RunRecord> records) => new(
        study,
        [
            .. study.Cells.Select(cell =>
            {
                RunRecord[] own =
                [
                    .. records.Where(r => r.Name == cell.Run.Name).GroupBy(r => r.Seed).Select(g => g.Last()),
                ];
                RunRecord[] ended = [.. own.Where(r => r.State is RunState.Done or RunState.Diverged)];
                return new SweptCell(cell, own, [.. study.Seeds.Except(ended.Select(r => r.Seed))]);
            }),
        ]);

    /// <summary>The names of all final readings, in the order of their first appearance.</summary>
    public IReadOnlyList<string> Meters =>
        [.. Cells.SelectMany(c => c.Runs).SelectMany(r => r.Summary).Select(r => r.Name).Distinct()];

    /// <summary>Cells that are not whole, with the seeds that lack.</summary>
    public IReadOnlyList<SweptCell> Lacking => [.. Cells.Where(c => c.Missing.Count > 0)];

    /// <summary>The cells of one run along one knob, the others being fixed, as lines.</summary>
    public IEnumerable<(string Name, IReadOnlyList<SweptCell> Cells)> Lines(string knob) =>
        Cells.Where(c => c.Cell.ValueOf(knob) is not null)
            .GroupBy(c => (c.Cell.Title, Others: string.Join(
                ", ", c.Cell.At.Where(a => a.Key != knob).Select(a => $"{a.Key} {a.Value}"))))
            .Select(g => (
                g.Key.Others.Length == 0 ? g.Key.Title : $"{g.Key.Title}, {g.Key.Others}",
                (IReadOnlyList<SweptCell>)[.. g]));

    /// <summary>The cells that a knob does not reach, controls for the most part: they stand beside all of
    /// its points.</summary>
    public IEnumerable<(string Name, SweptCell Cell)> Levels(string knob) =>
        Cells.Where(c => c.Cell.ValueOf(knob) is null).Select(c => (
            $"{c.Cell.Title}{(c.Cell.At.Count == 0 ? "" : $", {c.Cell.Point}")}, at every {knob}", c));

    /// <summary>Power laws of a reading, or of 1 − reading where no value of it exceeds 1 and some exceed ½,
    /// along every knob of numbers above 0 that takes three or more values; where all of them are below 1,
    /// also in 1 − knob.</summary>
    public IEnumerable<FittedLaw> Laws(string meter) => Study.Knobs.SelectMany(knob => Laws(meter, knob));

    /// <summary>Those along one knob.</summary>
    public IReadOnlyList<FittedLaw> Laws(string meter, Knob knob) =>
        _laws.GetOrAdd((meter, knob.Key), _ => [.. Fitted(meter, knob)]);

    private IEnumerable<FittedLaw> Fitted(string meter, Knob knob) =>
        from line in NumbersOf(knob).All(v => v > 0) ? Lines(knob.Key) : []
        from complement in NumbersOf(knob).All(v => v < 1) ? (bool[])[false, true] : [false]
        let deficit = IsShare(meter)
        let law = Fit(line.Cells, meter, deficit, knob.Key, complement)
        where law is not null
        select new FittedLaw(line.Name, meter, deficit, knob.Key, law) { InComplement = complement };

    /// <summary>Fits every law and draws every interval at once, on several threads; without it each is made
    /// when it is first asked for, and is the same.</summary>
    /// <param name="threads">Threads, one reading each at a time.</param>
    public void Prepare(int threads)
    {
        IReadOnlyList<string> meters = Meters;
        using Workers workers = new(threads);
        workers.Run(meters.Count, i =>
        {
            foreach (Knob knob in Study.Knobs)
                Laws(meters[i], knob);
            foreach (SweptCell cell in Cells)
                cell.Interval(meters[i]);
        });
    }

    /// <summary>The power laws of one line as text: <c>1 − reading: x −0.81 [−0.92, −0.7], R² 0.99, 5
    /// points</c>.</summary>
    public static string Text(IEnumerable<FittedLaw> laws) => string.Join("; ", laws.Select(l =>
        (l.OfDeficit ? "1 − reading: " : "") + (l.InComplement ? $"in 1 − {l.Knob}: " : "")
        + PowerLawText.Of(l.Law)));

    /// <summary>The numbers that a knob takes; NaN where a value is none.</summary>
    public static IReadOnlyList<double> NumbersOf(Knob knob) => [.. knob.Values.Select(KnobValue.Number)];

    private static PowerLaw? Fit(
        IReadOnlyList<SweptCell> line, string meter, bool deficit, string knob, bool complement) =>
        PowerLaw.Fit(
            [
                .. line.Select(c => (
                    KnobValue.Number(c.Cell.ValueOf(knob)) is var x && complement ? 1 - x : x,
                    (IReadOnlyList<double>)[.. c.Values(meter).Select(v => deficit ? 1 - v : v)])),
            ],
            RandomKey.FromSeed(1).Split(meter));

    /// <summary>A share of 1, whose lack says more than itself.</summary>
    private bool IsShare(string meter)
    {
        double[] values = [.. Cells.SelectMany(c => c.Values(meter))];
        return values.Length > 0 && values.All(v => v <= 1) && values.Any(v => v > 0.5);
    }
}
