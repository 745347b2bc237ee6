using Szilard.Observables;

namespace Szilard.Experiments;

/// <summary>The losses since the last reading, as sums in double, so that an interrupted window goes on
/// exactly.</summary>
public sealed class LossTrace
{
    private double[] _sums = new double[3];

    /// <summary>Count, sum and sum of squares.</summary>
    public double[] Sums
    {
        get => [.. _sums];
        set => _sums = [.. value];
    }

    /// <summary>Adds the loss of one step.</summary>
    public void Add(double loss)
    {
        _sums[0]++;
        _sums[1] += loss;
        _sums[2] += loss * loss;
    }

    /// <summary>The mean loss of the window and its standard error, and an empty window again. Successive
    /// batches are taken as independent.</summary>
    /// <param name="plateau">The loss of one who tells nothing apart, as the chance level.</param>
    public Reading Take(double? plateau)
    {
        (double n, double sum, double squares) = (_sums[0], _sums[1], _sums[2]);
        _sums = new double[3];
        if (n == 0)
            return Reading.Undefined("no step was taken");
        double mean = sum / n, variance = Math.Max(0, (squares / n) - (mean * mean));
        double error = n > 1 ? Math.Sqrt(variance / (n - 1)) : double.NaN;
        return new Reading(mean, error, plateau ?? double.NaN);
    }
}
