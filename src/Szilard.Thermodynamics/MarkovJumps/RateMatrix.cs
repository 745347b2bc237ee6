using Szilard.Parts;
using Szilard.Tensors;

namespace Szilard.Thermodynamics.MarkovJumps;

/// <summary>The generator M of a Markov jump process, dp/dt = M p: entry (i, j) is the rate of jumps from
/// state j to state i, in jumps per unit of time, and every column sums to zero.</summary>
/// <remarks>Many texts (and R, MATLAB and Python packages) put the source in the row; their matrices have to
/// be transposed. Diagonal entries are always computed from the others, so that no probability is lost to
/// rounding. Source: van Kampen, "Stochastic Processes in Physics and Chemistry", 3rd edition, 2007, chapter
/// V.
/// </remarks>
public sealed class RateMatrix
{
    private const double ColumnTolerance = 1e-9;
    private readonly double[] _rates;
    private readonly double[] _exits;
    private IReadOnlyList<IReadOnlyList<int>>? _classes;

    private RateMatrix(int states, double[] rates)
    {
        (States, _rates, _exits) = (states, rates, new double[states]);
        for (int from = 0; from < states; from++)
            _exits[from] = Close(from);
    }

    /// <summary>How many states there are.</summary>
    public int States { get; }

    /// <summary>The classes of states that reach one another, each in increasing order. One class means that
    /// the process is ergodic.</summary>
    public IReadOnlyList<IReadOnlyList<int>> Classes => _classes ??= CommunicatingClasses.Of(this);

    /// <summary>Every state can be reached from every other.</summary>
    public bool IsErgodic => Classes.Count == 1;

    /// <summary>M, row-major, states×states, diagonal included.</summary>
    public ReadOnlySpan<double> Values => _rates;

    /// <summary>The process with the given jumps; rates of the same jump add.</summary>
    /// <param name="states">How many states, ≥ 1.</param>
    /// <param name="transitions">The jumps.</param>
    /// <exception cref="SzilardException">A rate is negative or not finite, a state does not exist, or a jump
    /// ends where it begins.</exception>
    public static RateMatrix FromTransitions(int states, IEnumerable<Transition> transitions)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(states, 1);
        var rates = new double[states * states];
        foreach (Transition jump in transitions)
        {
            RequireStates(jump, states);
            RequireRate(jump);
            rates[(jump.To * states) + jump.From] += jump.Rate;
        }
        return new RateMatrix(states, rates);
    }

    /// <summary>The process with the generator given as a square matrix, entry (to, from).</summary>
    /// <param name="generator">The columns sum to zero to 1e-9 of the rate of exit, or the diagonal is zero
    /// throughout and is filled in.</param>
    /// <exception cref="SzilardException">Not square, a negative rate, a value that is not finite, or columns
    /// that do not sum to zero.</exception>
    public static RateMatrix FromMatrix(Matrix generator)
    {
        if (generator.Rows != generator.Columns || generator.Rows == 0)
            throw new SzilardException(
                $"A rate matrix is square, but this one is {generator.Rows}×{generator.Columns}; "
                + "give one row and one column for each state.");
        RequireRates(generator);
        RequireColumns(generator);
        return new RateMatrix(generator.Rows, [.. generator.Values]);
    }

    /// <summary>The rate of jumps <paramref name="from"/> → <paramref name="to"/>, ≥ 0; 0 where both are the
    /// same.</summary>
    public double Rate(int from, int to) => from == to ? 0 : _rates[(to * States) + from];

    /// <summary>The rate of leaving a state, Σ over all others, ≥ 0.</summary>
    public double Exit(int state) => _exits[state];

    /// <summary>Refuses a process that is not ergodic, naming the classes that cannot be reached.</summary>
    /// <exception cref="SzilardException">Some states never reach some others.</exception>
    public void RequireErgodic()
    {
        if (!IsErgodic)
            throw new SzilardException(CommunicatingClasses.Complaint(this));
    }

    private double Close(int from)
    {
        double exit = 0;
        for (int to = 0; to < States; to++)
            exit += Rate(from, to);
        _rates[(from * States) + from] = -exit;
        return exit;
    }

    private static void RequireStates(Transition jump, int states)
    {
        if ((uint)jump.From >= (uint)states || (uint)jump.To >= (uint)states)
            throw new SzilardException(
                $"The transition {jump.From} → {jump.To} names a state that does not exist; "
                + $"there are {states} states, numbered from 0 to {states - 1}.");
        if (jump.From == jump.To)
            throw new SzilardException(
                $"A transition leads from state {jump.From} to itself; leave it out: it changes nothing.");
    }

    private static void RequireRate(Transition jump)
    {
        if (jump.Rate < 0 || !double.IsFinite(jump.Rate))
            throw new SzilardException(
                $"The rate {jump.From} → {jump.To} is {jump.Rate}; rates are finite and not negative. Give 0 "
                + "where there is no transition.");
    }

    private static void RequireRates(Matrix generator)
    {
        for (int to = 0; to < generator.Rows; to++)
            for (int from = 0; from < generator.Rows; from++)
                if (from != to)
                    RequireRate(new Transition(from, to, generator[to, from]));
    }

    private static void RequireColumns(Matrix generator)
    {
        int n = generator.Rows;
        bool open = Enumerable.Range(0, n).All(i => generator[i, i] == 0);
        for (int j = 0; j < n && !open; j++)
        {
            double exit = generator.Column(j).Where((_, i) => i != j).Sum(), sum = generator[j, j] + exit;
            if (!(Math.Abs(sum) <= ColumnTolerance * exit))
                throw new SzilardException(
                    $"Column {j} of the rate matrix sums to {sum:g6}, but columns must sum to zero: entry "
                    + "(i, j) is the rate from state j to state i. Transpose a matrix whose rows sum to "
                    + "zero, or give a diagonal of zeros to have it filled in.");
        }
    }
}
