using Szilard.Physics.Networks.Hopfield;

namespace Szilard.Experiments.Inquiries.Bodies;

/// <summary>Errors of one network in training, and on digits that it does not learn, epoch by epoch. A pass
/// that diverged counts as NaN and is the last one.</summary>
/// <param name="name">What is learning.</param>
/// <param name="unseen">What the digits that are not learned are for: <c>test</c>.</param>
internal sealed class ErrorCurve(string name, string unseen)
{
    private readonly List<double> _training = [], _unseen = [];

    /// <summary>Whether a pass diverged.</summary>
    public bool Ended { get; private set; }

    /// <summary>The training error of the last epoch.</summary>
    public double Training => _training[^1];

    /// <summary>The error of the last epoch on digits not learned.</summary>
    public double Last => _unseen[^1];

    /// <summary>The same after the first.</summary>
    public double First => _unseen[0];

    /// <summary>The least of any epoch; NaN where one diverged.</summary>
    public double Least => _unseen.Min();

    /// <summary>The training error in an epoch, counted from 1, or in the last where there are fewer; NaN
    /// from a divergence on.</summary>
    public double TrainingIn(int epoch) => _training[Math.Min(epoch, _training.Count) - 1];

    /// <summary>The figure of such curves.</summary>
    public static Plot Figure(IEnumerable<ErrorCurve> curves) => new(
        "error", "Errors over epochs", "epoch", "log₁₀ of the share of errors",
        [.. curves.SelectMany(c => c.Series())])
    {
        Caption = "Training errors are counted before the step that a digit takes part in.",
    };

    /// <summary>Adds an epoch; nothing may follow one that <see cref="Ended"/>.</summary>
    /// <param name="learned">The pass that learned.</param>
    /// <param name="looked">Gives the pass over the other digits; not asked where learning diverged.</param>
    /// <returns>One line on it.</returns>
    public string Add(PassReading learned, Func<PassReading> looked)
    {
        Ended = learned.Diverged is not null;
        _training.Add(Ended ? double.NaN : learned.Error);
        _unseen.Add(Ended ? double.NaN : looked().Error);
        return FormattableString.Invariant($"{name}, epoch {_training.Count}: ") + (Ended
            ? $"diverged, {learned.Diverged}"
            : FormattableString.Invariant($"training {Training:P2}, {unseen} {Last:P2}"));
    }

    private IEnumerable<Series> Series()
    {
        double[] epochs = [.. Enumerable.Range(1, _training.Count).Select(i => (double)i)];
        return
        [
            new($"{name}, training", SeriesMark.Dashed, epochs, [.. _training.Select(Log)]),
            new($"{name}, {unseen}", SeriesMark.Line, epochs, [.. _unseen.Select(Log)]),
        ];
    }

    private static double Log(double error) => error > 0 ? Math.Log10(error) : double.NaN;
}
