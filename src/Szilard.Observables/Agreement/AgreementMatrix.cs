using Szilard.Parts;

namespace Szilard.Observables.Agreement;

/// <summary>The best layers of two models, calibrated as the best of so many.</summary>
/// <param name="First">Layer of the first model, from 1.</param>
/// <param name="Second">Layer of the second.</param>
/// <param name="Pairs">How many pairs of layers were looked at.</param>
/// <param name="Calibration">The maximum beside the maxima of the same shuffles.</param>
public sealed record LayerMaximum(int First, int Second, int Pairs, Calibration Calibration);

/// <summary>One layer of one model beside one of another, calibrated by itself.</summary>
/// <param name="First">Layer of the first model, from 1.</param>
/// <param name="Second">Layer of the second.</param>
/// <param name="Calibration">The score beside those of the same shuffles; NaN where there is none.</param>
public sealed record LayerScore(int First, int Second, Calibration Calibration);

/// <summary>How far two models agree by one score.</summary>
/// <param name="First">Number of the first model, from 0.</param>
/// <param name="Second">Number of the second, greater.</param>
/// <param name="Representation">Their representations.</param>
/// <param name="Maximum">Over pairs of layers; null where layers were not asked for.</param>
/// <param name="Remark">Why there is no score, or why to read it with care; empty otherwise.</param>
public sealed record AgreementCell(
    int First, int Second, Calibration Representation, LayerMaximum? Maximum, string Remark)
{
    /// <summary>Every layer of the first model beside every layer of the second, row by row; empty where
    /// layers were not asked for. Of so many the best is looked at as <see cref="Maximum"/>.</summary>
    public IReadOnlyList<LayerScore> Layers { get; init; } = [];
}

/// <summary>One score over all pairs of models.</summary>
/// <param name="Card">The score.</param>
/// <param name="Cells">The pairs (0, 1), (0, 2), (1, 2), (0, 3), …</param>
public sealed record AgreementMatrix(PartCard Card, IReadOnlyList<AgreementCell> Cells)
{
    /// <summary>The cell of two different models, in either order.</summary>
    public AgreementCell Of(int first, int second) =>
        Cells.First(c => c.First == Math.Min(first, second) && c.Second == Math.Max(first, second));
}

/// <summary>Statistical agreement of models beside their structural agreement.</summary>
/// <param name="Subjects">The models.</param>
/// <param name="Samples">n, rows of each array.</param>
/// <param name="Settings">Shuffles and level.</param>
/// <param name="Matrices">One per score.</param>
public sealed record AgreementReport(
    IReadOnlyList<AgreementSubject> Subjects, int Samples, AgreementSettings Settings,
    IReadOnlyList<AgreementMatrix> Matrices);
