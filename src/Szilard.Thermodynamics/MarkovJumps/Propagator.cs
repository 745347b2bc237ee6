using System.Numerics.Tensors;

namespace Szilard.Thermodynamics.MarkovJumps;

/// <summary>What a jump process with constant rates does in a given time t: the transition probabilities
/// P = e^(M t), and the time spent in each state, Φ = ∫ e^(M s) ds over s from 0 to t.</summary>
/// <remarks>By uniformisation over a short time h = t/2^k, with which all terms of the series are positive,
/// and k doublings P(2h) = P(h)², Φ(2h) = Φ(h) + Φ(h) P(h). Nothing is subtracted except where a diagonal
/// entry above one half is completed to a column sum of one, so that even entries of 1e-24 keep their
/// relative precision and stiffness costs only doublings: 1e5 per unit of time over 5 units needs 20.
/// Sources: Moler and Van Loan, "Nineteen dubious ways to compute the exponential of a matrix, twenty-five
/// years later", SIAM Review 45, 2003; Xue and Ye, "Computing exponentials of essentially non-negative
/// matrices entrywise to high relative accuracy", Mathematics of Computation 82, 2013.</remarks>
public sealed class Propagator
{
    /// <summary>1/40! is below 1e-47: entries that take 20 jumps keep their relative precision as
    /// well.</summary>
    private const int Terms = 40;

    private readonly int _n;
    private double[] _transition;
    private double[] _occupation;

    private Propagator(int states, double time)
    {
        (_n, Time) = (states, time);
        (_transition, _occupation) = (new double[states * states], new double[states * states]);
    }

    /// <summary>t ≥ 0, in the unit of time of the rates.</summary>
    public double Time { get; private set; }

    /// <summary>The propagator over a time; exact to about k·n·1e-16 relative, k doublings, n
    /// states.</summary>
    /// <param name="rates">The process, ergodic or not.</param>
    /// <param name="time">t ≥ 0, finite.</param>
    public static Propagator Of(RateMatrix rates, double time)
    {
        if (!(time >= 0 && double.IsFinite(time)))
            throw new ArgumentOutOfRangeException(nameof(time), time, "A time is finite and not negative.");
        double pace = 2 * Enumerable.Range(0, rates.States).Max(rates.Exit); // keeps the diagonal above ½
        int doublings = pace * time > 1 ? (int)Math.Ceiling(Math.Log2(pace * time)) : 0;
        var propagator = new Propagator(rates.States, Math.ScaleB(time, -doublings));
        propagator.Uniformise(rates, pace);
        for (int k = 0; k < doublings; k++)
            propagator.Double();
        return propagator;
    }

    /// <summary>The probability to be in <paramref name="to"/> a time t after having been in
    /// <paramref name="from"/>.</summary>
    public double Probability(int from, int to) => _transition[(to * _n) + from];

    /// <summary>The expected time spent in <paramref name="to"/> during t, having begun in
    /// <paramref name="from"/>.</summary>
    public double Occupation(int from, int to) => _occupation[(to * _n) + from];

    /// <summary>p(t) = P·p(0).</summary>
    /// <param name="distribution">p(0), one for each state.</param>
    public double[] Apply(ReadOnlySpan<double> distribution) => Multiply(_transition, distribution);

    /// <summary>E[f(x(t))] for each state x(0), f·P: the backward equation. Its product with p(0) is that of
    /// f with p(t).</summary>
    /// <param name="reading">f, the value of each state.</param>
    public double[] Expect(ReadOnlySpan<double> reading)
    {
        RequireLength(reading);
        var expected = new double[_n];
        for (int to = 0; to < _n; to++)
            TensorPrimitives.MultiplyAdd(_transition.AsSpan(to * _n, _n), reading[to], expected, expected);
        return expected;
    }

    /// <summary>∫ p(s) ds = Φ·p(0): the expected time spent in each state; the entries sum to t.</summary>
    /// <param name="distribution">p(0), one for each state.</param>
    public double[] Occupation(ReadOnlySpan<double> distribution) => Multiply(_occupation, distribution);

    private double[] Multiply(double[] matrix, ReadOnlySpan<double> vector)
    {
        RequireLength(vector);
        var result = new double[_n];
        for (int to = 0; to < _n; to++)
            result[to] = TensorPrimitives.Dot(matrix.AsSpan(to * _n, _n), vector);
        return result;
    }

    private void RequireLength(ReadOnlySpan<double> vector)
    {
        if (vector.Length != _n)
            throw new ArgumentException(
                $"The process has {_n} states, but {vector.Length} values were given; give one for each.");
    }

    /// <summary>P = Σ w_k A^k and Φ = Σ W_k A^k / q, with A = 1 + M/q, Poisson weights w_k of mean q·t ≤ 1
    /// and W_k their sum beyond k.</summary>
    private void Uniformise(RateMatrix rates, double pace)
    {
        double[] power = Identity(), step = Step(rates, pace);
        (double[] weights, double[] beyond) = Poisson(pace * Time);
        for (int k = 0; k < Terms; k++)
        {
            TensorPrimitives.MultiplyAdd(power, weights[k], _transition, _transition);
            TensorPrimitives.MultiplyAdd(power, pace > 0 ? beyond[k] / pace : 0, _occupation, _occupation);
            power = Product(step, power);
        }
        if (pace == 0)
            TensorPrimitives.Multiply(Identity(), Time, _occupation);
        Restore();
    }

    private void Double()
    {
        double[] later = Product(_occupation, _transition);
        TensorPrimitives.Add(_occupation, later, _occupation);
        _transition = Product(_transition, _transition);
        Time *= 2;
        Restore();
    }

    /// <summary>Probability and time are conserved exactly: without this, errors of the sums would double
    /// with every doubling.</summary>
    private void Restore()
    {
        for (int from = 0; from < _n; from++)
        {
            double left = ColumnSum(_transition, from) - Probability(from, from);
            if (left <= 0.5)
                _transition[(from * _n) + from] = 1 - left;
            else
                ScaleColumn(_transition, from, 1 / ColumnSum(_transition, from));
            if (Time > 0)
                ScaleColumn(_occupation, from, Time / ColumnSum(_occupation, from));
        }
    }

    private double ColumnSum(double[] matrix, int column)
    {
        double sum = 0;
        for (int row = 0; row < _n; row++)
            sum += matrix[(row * _n) + column];
        return sum;
    }

    private void ScaleColumn(double[] matrix, int column, double factor)
    {
        for (int row = 0; row < _n; row++)
            matrix[(row * _n) + column] *= factor;
    }

    private double[] Identity()
    {
        var one = new double[_n * _n];
        for (int i = 0; i < _n; i++)
            one[(i * _n) + i] = 1;
        return one;
    }

    private double[] Step(RateMatrix rates, double pace)
    {
        double[] step = Identity();
        if (pace > 0)
            TensorPrimitives.MultiplyAdd(rates.Values, 1 / pace, step, step);
        return step;
    }

    private static (double[] Weights, double[] Beyond) Poisson(double mean)
    {
        double[] weights = new double[Terms], beyond = new double[Terms];
        weights[0] = Math.Exp(-mean);
        for (int k = 1; k < Terms; k++)
            weights[k] = weights[k - 1] * mean / k;
        for (int k = Terms - 1; k > 0; k--)
            beyond[k - 1] = beyond[k] + weights[k];
        return (weights, beyond);
    }

    private double[] Product(double[] left, double[] right)
    {
        var product = new double[_n * _n];
        for (int i = 0; i < _n; i++)
        {
            Span<double> row = product.AsSpan(i * _n, _n);
            for (int k = 0; k < _n; k++)
                if (left[(i * _n) + k] is var factor and not 0)
                    TensorPrimitives.MultiplyAdd(right.AsSpan(k * _n, _n), factor, row, row);
        }
        return product;
    }
}
