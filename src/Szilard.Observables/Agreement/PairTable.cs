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
        var best = new (double Value, int First, int Second)[_pairs.Length][];
        for (int pair = 0; pair < _pairs.Length; pair++)
            (values[pair], best[pair]) = (new double[orders.Length], new (double, int, int)[orders.Length]);
        var defined = new bool[_pairs.Length][,];
        for (int pair = 0; pair < _pairs.Length; pair++)
            defined[pair] = Defined(_pairs[pair].First, _pairs[pair].Second);
        _workers.Run(_pairs.Length * orders.Length, task =>
        {
            (int pair, int draw) = Math.DivRem(task, orders.Length);
            (int a, int b) = _pairs[pair];
            if (stop.IsCancellationRequested)
                return;
            values[pair][draw] = Obstacle(pair) is null ? whole[a].With(whole[b], orders[draw]) : double.NaN;
            best[pair][draw] = Best(layers[a], layers[b], defined[pair], orders[draw]);
        });
        stop.ThrowIfCancellationRequested();
        return new AgreementMatrix(
            _part.Card,
            [
                .. Enumerable.Range(0, _pairs.Length).Select(p => Cell(
                    p, values[p], best[p], defined[p], Remark(p, values[p][0], whole))),
            ]);
    }

    private AgreementCell Cell(
        int pair, double[] values, (double Value, int First, int Second)[] best, bool[,] defined,
        string remark)
    {
        int looked = defined.Cast<bool>().Count(d => d);
        LayerMaximum? maximum = looked == 0
            ? null
            : new LayerMaximum(
                best[0].First + 1, best[0].Second + 1, looked,
                new Calibration(best[0].Value, [.. best.Skip(1).Select(b => b.Value)], _level));
        return new AgreementCell(
            _pairs[pair].First, _pairs[pair].Second, new Calibration(values[0], values[1..], _level), maximum,
            remark);
    }

    /// <summary>Why there is no score, or what is odd about either array.</summary>
    private string Remark(int pair, double score, IPreparedArray[] whole) =>
        Obstacle(pair) ?? (double.IsNaN(score)
            ? "A representation is constant, or too small a sample to tell."
            : string.Join(' ', ((int[])[_pairs[pair].First, _pairs[pair].Second])
                .Where(i => whole[i].Remark.Length > 0)
                .Select(i => $"`{_subjects[i].Name}`: {whole[i].Remark}")));

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

    private static (double Value, int First, int Second) Best(
        IPreparedArray[] a, IPreparedArray[] b, bool[,] defined, int[] order)
    {
        (double Value, int First, int Second) best = (double.NaN, 0, 0);
        for (int i = 0; i < a.Length; i++)
        {
            for (int j = 0; j < b.Length; j++)
            {
                double value = defined[i, j] ? a[i].With(b[j], order) : double.NaN;
                if (value > best.Value || (double.IsNaN(best.Value) && !double.IsNaN(value)))
                    best = (value, i, j);
            }
        }
        return best;
    }
}
