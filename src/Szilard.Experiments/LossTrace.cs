using Szilard.Observables;
using Szilard.Parts;

namespace Szilard.Experiments;

/// <summary>The losses of a run as sums in double: since the last reading, and over up to 100 equal
/// stretches of the run. An interrupted run goes on with them exactly.</summary>
/// <param name="steps">Steps that the run has.</param>
public sealed class LossTrace(long steps)
{
    private const int MostBlocks = 100;

    private readonly double[] _window = new double[3];
    private readonly double[] _counts = new double[Math.Min(MostBlocks, steps)];
    private readonly double[] _totals = new double[Math.Min(MostBlocks, steps)];

    /// <summary>Everything that it knows: count, sum and sum of squares since the last reading, then the
    /// counts and the sums of the stretches.</summary>
    /// <exception cref="SzilardException">Set to what a run of another length, or another version, has
    /// saved.</exception>
    public double[] Sums
    {
        get => [.. _window, .. _counts, .. _totals];
        set
        {
            if (value.Length != Sums.Length)
                throw new SzilardException(
                    $"The checkpoint holds {value.Length} sums of losses, but this run has {Sums.Length}: "
                        + "another version of Szilard wrote it. Use that version, or start a new run.");
            value.AsSpan(0, 3).CopyTo(_window);
            value.AsSpan(3, _counts.Length).CopyTo(_counts);
            value.AsSpan(3 + _counts.Length).CopyTo(_totals);
        }
    }

    /// <summary>The mean losses of the stretches that were reached, in order.</summary>
    public IReadOnlyList<double> Blocks =>
        [.. _totals.Zip(_counts, (total, count) => total / count).Where(double.IsFinite)];

    /// <summary>Adds the loss of one step.</summary>
    /// <param name="step">The step, from 0.</param>
    /// <param name="loss">Its loss.</param>
    public void Add(long step, double loss)
    {
        long block = step * _counts.Length / steps;
        _counts[block]++;
        _totals[block] += loss;
        _window[0]++;
        _window[1] += loss;
        _window[2] += loss * loss;
    }

    /// <summary>The mean loss since the last reading and its standard error, and an empty window again.
    /// Losses of successive batches are taken as independent.</summary>
    /// <param name="plateau">The loss of one who tells nothing apart, as the chance level.</param>
    public Reading Take(double? plateau)
    {
        (double n, double sum, double squares) = (_window[0], _window[1], _window[2]);
        Array.Clear(_window);
        if (n == 0)
            return Reading.Undefined("no step was taken");
        double mean = sum / n, variance = Math.Max(0, (squares / n) - (mean * mean));
        double error = n > 1 ? Math.Sqrt(variance / (n - 1)) : double.NaN;
        return new Reading(mean, error, plateau ?? double.NaN);
    }
}
