using Szilard.Observables;
using Szilard.Observables.Agreement;

namespace Szilard.Reports;

/// <summary>Agreement as rows of cells, for the page and the terminal.</summary>
public static class AgreementTable
{
    /// <summary>Titles of <see cref="Models"/>.</summary>
    public static IReadOnlyList<string> Titles(AgreementReport report) =>
    [
        "model", .. Known(report).Select(name => $"truth: {name}"),
        .. report.Matrices.Select(m => $"others: {m.Card.Name}"),
    ];

    /// <summary>One row per model: agreement with the truth, where it is known, and the mean calibrated
    /// agreement with the other models.</summary>
    public static IReadOnlyList<string[]> Models(AgreementReport report) =>
    [
        .. report.Subjects.Select((subject, i) => (string[])
        [
            Label(report, i),
            .. Known(report).Select(name => subject.Structural.FirstOrDefault(r => r.Name == name) is { } r
                ? NumberText.WithError(r.Reading.Value, r.Reading.StandardError) : NumberText.Missing),
            .. report.Matrices.Select(m => NumberText.Of(MeanOf(m, i))),
        ]),
    ];

    /// <summary>The lower triangle of a score: <c>0.93 (0.94) p 0.005</c>.</summary>
    public static IReadOnlyList<string[]> Triangle(AgreementReport report, AgreementMatrix matrix) =>
        Rows(report, (row, column) => Text(matrix.Of(row, column).Representation));

    /// <summary>The same of the best pair of layers: <c>0.93 (0.94 of layers 3, 4) p 0.005</c>.</summary>
    public static IReadOnlyList<string[]> LayerTriangle(AgreementReport report, AgreementMatrix matrix) =>
        Rows(report, (row, column) => matrix.Of(row, column).Maximum is { } m
            ? Text(m.Calibration, $" of layers {m.First}, {m.Second}") : NumberText.Missing);

    /// <summary>Titles of <see cref="Layers"/>: the layers of the second model.</summary>
    public static IReadOnlyList<string> LayerTitles(AgreementMatrix matrix) =>
    [
        "layer of a model, beside those of another",
        .. Enumerable.Range(1, matrix.Cells.SelectMany(c => c.Layers).Max(l => l.Second))
            .Select(l => $"layer {l}"),
    ];

    /// <summary>Every pair of layers by itself: one row per layer of a first model and per second
    /// model.</summary>
    public static IReadOnlyList<string[]> Layers(AgreementReport report, AgreementMatrix matrix)
    {
        int columns = LayerTitles(matrix).Count - 1;
        return
        [
            .. from cell in matrix.Cells
               from row in cell.Layers.GroupBy(l => l.First)
               select (string[])
               [
                   $"{Label(report, cell.First)}, layer {row.Key} – {Label(report, cell.Second)}",
                   .. row.Select(l => Text(l.Calibration)), .. Enumerable.Repeat("", columns - row.Count()),
               ],
        ];
    }

    /// <summary>How the numbers are to be read, one sentence or two.</summary>
    public static string Reading(AgreementReport report) =>
        $"n = {report.Samples} shared samples, {report.Settings.Permutations} shuffled pairings: a "
            + "calibrated score is 0 up to the level that independent models exceed with probability "
            + $"{NumberText.Of(report.Settings.Level)}, and 1 at perfect agreement. Agreement with others "
            + "without agreement with the truth is statistical, not structural, identifiability.";

    /// <summary><c>1 whitening seed 1</c>.</summary>
    public static string Label(AgreementReport report, int subject) =>
        $"{subject + 1} {report.Subjects[subject].Name}";

    private static IReadOnlyList<string> Known(AgreementReport report) =>
        [.. report.Subjects.SelectMany(s => s.Structural).Select(r => r.Name).Distinct()];

    private static double MeanOf(AgreementMatrix matrix, int subject)
    {
        double[] all =
        [
            .. matrix.Cells.Where(c => c.First == subject || c.Second == subject)
                .Select(c => c.Representation.Calibrated).Where(double.IsFinite),
        ];
        return all.Length == 0 ? double.NaN : all.Average();
    }

    private static IReadOnlyList<string[]> Rows(AgreementReport report, Func<int, int, string> cell)
    {
        int last = report.Subjects.Count - 1;
        return
        [
            .. Enumerable.Range(0, last + 1).Select(row => (string[])
            [
                Label(report, row), .. Enumerable.Range(0, last).Select(c => c < row ? cell(row, c) : ""),
            ]),
        ];
    }

    private static string Text(Calibration calibration, string where = "") =>
        double.IsFinite(calibration.Observed)
        ? $"{NumberText.Of(calibration.Calibrated)} ({NumberText.Of(calibration.Observed)}{where}) "
            + $"p {NumberText.Of(calibration.PValue)}"
        : NumberText.Missing;
}
