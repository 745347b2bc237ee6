using Szilard.Parts;
using Szilard.Tensors;
using Szilard.Tensors.Kernels;

namespace Szilard.Observables.Agreement;

/// <summary>One score over all pairs of models and all orders of the rows.</summary>
internal sealed class PairTable
{
    private readonly IReadOnlyList<AgreementSubject> _subjects;
    private readonly Part<AgreementScore> _part;
    private readonly AgreementScore _score;
    private readonly double _level;
    private readonly Workers _workers;
    private readonly (int First, int Second)[] _pairs;

    /// <summary>A table that is still empty.</summary>
    public PairTable(
        IReadOnlyList<AgreementSubject> subjects, Part<AgreementScore> part, double level, Workers workers)
    {
        (_subjects, _part, _level, _workers) = (subjects, part, level, workers);
        _score = part.BuildDefault();
        _pairs =
        [
            .. from second in Enumerable.Range(1, subjects.Count - 1)
               from first in Enumerable.Range(0, second)
               select (first, second),
        ];
    }

    /// <summary>Reads every pair under every order; the first order is the true pairing.</summary>
    public AgreementMatrix Read(int[][] orders, CancellationToken stop)
    {
        IPreparedArray[] whole = [.. _subjects.Select(s => _score.Prepare(s.Representation, _workers))];
        IPreparedArray[][] layers =
            [.. _subjects.Select(s => s.Layers.Select(l => _score.Prepare(l, _workers)).ToArray())];
        var values = new double[_pairs.Length][];
        var between = new double[_pairs.Length][][];
        var defined = new bool[_pairs.Length][,];
        for (int pair = 0; pair < _pairs.Length; pair++)
            (values[pair], between[pair], defined[pair]) = (
                new double[orders.Length], new double[orders.Length][],
                Defined(_pairs[pair].First, _pairs[pair].Second));
        _workers.Run(_pairs.Length * orders.Length, task =>
        {
            (int pair, int draw) = Math.DivRem(task, orders.Length);
            (int a, int b) = _pairs[pair];
            if (stop.IsCancellationRequested)
                return;
            values[pair][draw] = Obstacle(pair) is null ? whole[a].With(whole[b], orders[draw]) : double.NaN;
            between[pair][draw] = Between(layers[a], layers[b], defined[pair], orders[draw]);
        });
        stop.ThrowIfCancellationRequested();
        return new AgreementMatrix(
            _part.Card,
            [
                .. Enumerable.Range(0, _pairs.Length).Select(p => Cell(
                    p, values[p], between[p], Remark(p, values[p][0], whole, layers))),
            ]);
    }

    private AgreementCell Cell(int pair, double[] values, double[][] between, string remark)
    {
        LayerScore[] layers = [.. Layers(pair, between)];
        return new AgreementCell(
            _pairs[pair].First, _pairs[pair].Second, new Calibration(values[0], values[1..], _level),
            Maximum(layers, between), remark)
        {
            Layers = layers,
        };
    }

    /// <summary>Why there is no score, or what is odd about either array or any layer of it.</summary>
    private string Remark(int pair, double score, IPreparedArray[] whole, IPreparedArray[][] layers)
    {
        int[] both = [_pairs[pair].First, _pairs[pair].Second];
        string own = Obstacle(pair) ?? (double.IsNaN(score)
            ? "A representation is constant, or too small a sample to tell."
            : string.Join(' ', both.Where(i => whole[i].Remark.Length > 0)
                .Select(i => $"`{_subjects[i].Name}`: {whole[i].Remark}")));
        return string.Join(' ', both.SelectMany(i => layers[i].Select((layer, l) => layer.Remark.Length == 0
            ? "" : $"`{_subjects[i].Name}`, layer {l + 1}: {layer.Remark}")).Prepend(own)
            .Where(sentence => sentence.Length > 0));
    }

    private IEnumerable<LayerScore> Layers(int pair, double[][] between)
    {
        int wide = Math.Max(1, _subjects[_pairs[pair].Second].Layers.Count);
        return Enumerable.Range(0, between[0].Length).Select(k => new LayerScore(
            (k / wide) + 1, (k % wide) + 1,
            new Calibration(between[0][k], [.. between.Skip(1).Select(draw => draw[k])], _level)));
    }

    /// <summary>The best pair of layers beside the best pairs of each shuffle, whichever those
    /// are.</summary>
    private LayerMaximum? Maximum(LayerScore[] layers, double[][] between)
    {
        LayerScore[] scored = [.. layers.Where(l => !double.IsNaN(l.Calibration.Observed))];
        return scored.MaxBy(l => l.Calibration.Observed) is not { } best
            ? null
            : new LayerMaximum(
                best.First, best.Second, scored.Length, new Calibration(
                    best.Calibration.Observed, [.. between.Skip(1).Select(Best)], _level));
    }

    private static double Best(double[] draw) =>
        draw.Where(v => !double.IsNaN(v)).DefaultIfEmpty(double.NaN).Max();

    private string? Obstacle(int pair) => _score.Obstacle(
        _subjects[_pairs[pair].First].Representation, _subjects[_pairs[pair].Second].Representation);

    /// <summary>Which pairs of layers have a score; a layer that is constant has none under any
    /// order.</summary>
    private bool[,] Defined(int a, int b)
    {
        (IReadOnlyList<Matrix> first, IReadOnlyList<Matrix> second) =
            (_subjects[a].Layers, _subjects[b].Layers);
        var defined = new bool[first.Count, second.Count];
        for (int i = 0; i < first.Count; i++)
            for (int j = 0; j < second.Count; j++)
                defined[i, j] = _score.Obstacle(first[i], second[j]) is null;
        return defined;
    }

    /// <summary>All pairs of layers under one order, row by row; NaN where there is no score.</summary>
    private static double[] Between(IPreparedArray[] a, IPreparedArray[] b, bool[,] defined, int[] order)
    {
        double[] scores = new double[a.Length * b.Length];
        for (int i = 0; i < a.Length; i++)
            for (int j = 0; j < b.Length; j++)
                scores[(i * b.Length) + j] = defined[i, j] ? a[i].With(b[j], order) : double.NaN;
        return scores;
    }
}
