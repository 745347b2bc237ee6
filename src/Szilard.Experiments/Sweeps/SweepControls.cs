using Szilard.Experiments.Specification;

namespace Szilard.Experiments.Sweeps;

/// <summary>The controls of a sweep: what the raw observation, an encoder that learned nothing, pairs that
/// say nothing and a learner that is told the truth read at the same points. They are runs as a study would
/// write them, one for each world and encoder of the grid, not one for each point.</summary>
/// <remarks>What a control does not depend on, its knob does not multiply: the raw observation is the same
/// for every encoder, objective and batch; permuted pairs are shown to every kind of objective in batches of
/// every size, on which their loss hangs, a first point's parameters standing for all; the upper bound is
/// trained as the first point is.</remarks>
public static class SweepControls
{
    private sealed record Control(
        string Name, string Meaning, Func<RunSpecification, bool> IsIt,
        Func<RunSpecification, StudyForm, RunSpecification?> Derive)
    {
        /// <summary>Sections that make another control.</summary>
        public required IReadOnlyList<string> Sections { get; init; }

        /// <summary>Single knobs that do, of other sections.</summary>
        public IReadOnlyList<string> Knobs { get; init; } = [];

        /// <summary>A knob of these sections that does not.</summary>
        public string Ignored { get; init; } = "";
    }

    private static readonly Control[] s_all =
    [
        new("raw", "control: identity encoder", ControlRuns.IsRaw, ControlRuns.Raw)
        {
            Sections = ["world", "views", "evaluation"],
            Ignored = "evaluation.layer",
        },
        new("untrained", "control: untrained encoder", ControlRuns.IsUntrained, ControlRuns.Untrained)
        {
            Sections = ["world", "views", "encoder", "evaluation"],
        },
        new("permuted", "control: permuted pairs", ControlRuns.IsPermuted, ControlRuns.Permuted)
        {
            Sections = ["world", "views", "encoder", "rule", "evaluation"],
            Knobs = ["objective.kind", "training.batch"],
        },
        new("supervised", "upper bound: supervised", ControlRuns.IsSupervised, ControlRuns.Supervised)
        {
            Sections = ["world", "encoder", "rule", "evaluation"],
            Ignored = "encoder.outputs",
        },
    ];

    /// <summary>The study with its controls behind its own cells. A control that the study has itself is not
    /// added again.</summary>
    /// <param name="study">A study, with a grid or without.</param>
    /// <param name="form">What a study can say; a control that it finds faulty is left out.</param>
    /// <returns>The study, and one sentence for each control that cannot be.</returns>
    public static (Study Study, IReadOnlyList<string> LeftOut) Beside(Study study, StudyForm form)
    {
        Cell[] sources = [.. study.Cells.Where(c => !s_all.Any(control => control.IsIt(c.Run)))];
        List<Cell> added = [];
        List<string> leftOut = [];
        foreach (Control control in s_all)
            added.AddRange(Of(control, sources, study, form, leftOut));
        return (study with { Cells = GridReader.Named([.. study.Cells, .. added]) }, leftOut);
    }

    private static IEnumerable<Cell> Of(
        Control control, Cell[] sources, Study study, StudyForm form, List<string> leftOut)
    {
        HashSet<string> met =
            [.. study.Cells.Where(c => control.IsIt(c.Run)).Select(c => Key(control, c.Run))];
        List<(string Source, Cell Cell)> found = [];
        foreach (Cell source in sources)
        {
            RunSpecification? run = control.Derive(source.Run, form);
            if (run is not null && !met.Add(Key(control, run)))
                continue;
            string? fault = run is null ? "the world tells no truth" : Fault(run, form);
            if (fault is null)
                found.Add((source.Of, new Cell(control.Name, At(control, source), run!)
                {
                    Control = control.Meaning,
                }));
            else
                leftOut.Add($"No `{control.Name}` beside {source.Run.Name}: {fault}");
        }
        string name = study.Cells.Any(c => c.Of == control.Name) ? $"{control.Name}-control" : control.Name;
        bool one = found.Select(f => f.Source).Distinct().Count() == 1;
        return found.Select(f => f.Cell with { Of = one ? name : $"{name}-of-{f.Source}" });
    }

    private static string? Fault(RunSpecification run, StudyForm form) =>
        form.Check(run).Select(f => f.Sentence).FirstOrDefault();

    /// <summary>What the control depends on.</summary>
    private static string Key(Control control, RunSpecification run)
    {
        var written = SpecificationJson.Write(run);
        return string.Join('\n', [
            .. control.Sections.Select(s => $"{s} {written[s]?.ToJsonString()}"),
            .. control.Knobs.Select(k => $"{k} {written[SectionOf(k)]?[k[(SectionOf(k).Length + 1)..]]}"),
        ]);
    }

    /// <summary>The knobs that reach the control.</summary>
    private static KeyValuePair<string, string>[] At(Control control, Cell source) =>
    [
        .. source.At.Where(a => a.Key != control.Ignored
            && (control.Sections.Contains(SectionOf(a.Key)) || control.Knobs.Contains(a.Key))),
    ];

    private static string SectionOf(string knob) => knob[..knob.IndexOf('.', StringComparison.Ordinal)];
}
