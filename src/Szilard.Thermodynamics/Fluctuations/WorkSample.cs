using Szilard.Parts;

namespace Szilard.Thermodynamics.Fluctuations;

/// <summary>A free energy difference estimated from works.</summary>
/// <param name="Method">How.</param>
/// <param name="Value">ΔF, in units of the work.</param>
/// <param name="StandardError">Its standard error, first order; NaN where the samples cannot tell.</param>
/// <param name="Warning">What is wrong with it, or null.</param>
public sealed record FreeEnergyEstimate(string Method, double Value, double StandardError, string? Warning);

/// <summary>Works done along repetitions of one protocol, W &gt; 0 done on the system.</summary>
public sealed class WorkSample
{
    private readonly double[] _works;

    /// <summary>A sample.</summary>
    /// <param name="works">At least two, finite.</param>
    /// <param name="beta">β &gt; 0 of the bath in which each repetition began.</param>
    /// <exception cref="SzilardException">Fewer than two works, one that is not finite, or β ≤ 0.</exception>
    public WorkSample(double[] works, double beta)
    {
        Composite.CompositeCheck.Beta(beta, "beta");
        if (works.Length < 2)
            throw new SzilardException(
                $"{works.Length} works tell nothing of fluctuations; give at least 2.");
        int bad = Array.FindIndex(works, w => !double.IsFinite(w));
        if (bad >= 0)
            throw new SzilardException($"Work {bad} is {works[bad]}; works are finite.");
        (_works, Beta) = (works, beta);
        Mean = works.Average();
        Variance = works.Sum(w => (w - Mean) * (w - Mean)) / (works.Length - 1);
    }

    /// <summary>β.</summary>
    public double Beta { get; }

    /// <summary>How many.</summary>
    public int Count => _works.Length;

    /// <summary>The works.</summary>
    public IReadOnlyList<double> Works => _works;

    /// <summary>⟨W⟩.</summary>
    public double Mean { get; }

    /// <summary>Variance with divisor n − 1.</summary>
    public double Variance { get; }

    /// <summary>Standard error of ⟨W⟩.</summary>
    public double MeanError => Math.Sqrt(Variance / Count);

    /// <summary>ln⟨e^(−βW)⟩, shifted by the least work.</summary>
    public double LogAverage
    {
        get
        {
            double least = _works.Min();
            return Math.Log(_works.Average(w => Math.Exp(-Beta * (w - least)))) - (Beta * least);
        }
    }

    /// <summary>How many independent samples carry the exponential average, (Σx)²/Σx² with x =
    /// e^(−βW).</summary>
    public double EffectiveCount
    {
        get
        {
            double least = _works.Min(), sum = 0, square = 0;
            foreach (double w in _works)
            {
                double x = Math.Exp(-Beta * (w - least));
                sum += x;
                square += x * x;
            }
            return sum * sum / square;
        }
    }

    /// <summary>Jarzynski's equality, ΔF = −T ln⟨e^(−βW)⟩. Biased upwards for few samples: rare works carry
    /// the average once the dissipation exceeds T ln n.</summary>
    /// <remarks>C. Jarzynski, "Nonequilibrium equality for free energy differences", PRL 78, 1997. The error
    /// is that of the delta method, and blind to works that were never seen.</remarks>
    public FreeEnergyEstimate Jarzynski()
    {
        double value = -LogAverage / Beta, count = Count;
        double relative = Math.Max(0, (1 / EffectiveCount) - (1 / count));
        double dissipation = Beta * (Mean - value);
        string? warning = dissipation > Math.Log(count)
            ? $"the dissipation of {dissipation:G3} k_BT exceeds ln {Count} = {Math.Log(count):G3}: the "
                + $"average hangs on {EffectiveCount:F1} samples and is biased upwards; sample the reverse "
                + "protocol too, or drive more slowly"
            : null;
        return new("jarzynski", value, Math.Sqrt(relative) / Beta, warning);
    }

    /// <summary>⟨W⟩ − β·Var/2, exact where works are Gaussian (slow driving of a linear system).</summary>
    public FreeEnergyEstimate SecondCumulant()
    {
        double error = Math.Sqrt(
            (Variance / Count) + (Beta * Beta * Variance * Variance / (2.0 * (Count - 1))));
        return new("second-cumulant", Mean - (Beta * Variance / 2), error, null);
    }

    /// <summary>Bennett's acceptance ratio from works of a protocol and of its reverse: the estimate of least
    /// variance from two-sided data.</summary>
    /// <remarks>C. Bennett, "Efficient estimation of free energy differences from Monte Carlo data", J.
    /// Comput. Phys. 22, 1976; M. Shirts et al., PRL 91, 2003, eq. 8.</remarks>
    /// <param name="forward">Works of the protocol.</param>
    /// <param name="reverse">Works of the reversed protocol, begun in the equilibrium of its end.</param>
    /// <exception cref="SzilardException">The two have another β.</exception>
    public static FreeEnergyEstimate Bennett(WorkSample forward, WorkSample reverse)
    {
        if (forward.Beta != reverse.Beta)
            throw new SzilardException(
                $"Works were done at β = {forward.Beta} and {reverse.Beta}; Bennett's ratio needs one bath.");
        double beta = forward.Beta, shift = Math.Log((double)forward.Count / reverse.Count);
        double low = Math.Min(forward._works.Min(), -reverse._works.Max()) - (Math.Abs(shift) / beta) - 1;
        double high = Math.Max(forward._works.Max(), -reverse._works.Min()) + (Math.Abs(shift) / beta) + 1;
        double value = MathNet.Numerics.RootFinding.Brent.FindRoot(
            Excess, low, high, 1e-12 * Math.Max(1, high - low), 500);
        return new("bennett", value, Error(value), null);

        double Excess(double free) =>
            forward._works.Sum(w => Fermi(shift + (beta * (w - free))))
            - reverse._works.Sum(w => Fermi(-shift + (beta * (w + free))));

        double Error(double free)
        {
            double variance = Relative(forward._works.Select(w => Fermi(shift + (beta * (w - free)))))
                + Relative(reverse._works.Select(w => Fermi(-shift + (beta * (w + free)))));
            return Math.Sqrt(variance) / beta;
        }
    }

    /// <summary>Crooks' theorem held against works of both directions: ln[P_F(W)/P_R(−W)] = β(W − ΔF), its
    /// slope fitted by logistic regression.</summary>
    /// <returns>The slope over β, which the theorem puts at 1, with its standard error, and ΔF.</returns>
    /// <remarks>G. Crooks, "Entropy production fluctuation theorem and the nonequilibrium work relation for
    /// free energy differences", PRE 60, 1999. Logistic form: M. Shirts et al. 2003.</remarks>
    public static (double Slope, double SlopeError, double FreeEnergy) Crooks(
        WorkSample forward, WorkSample reverse)
    {
        double shift = Math.Log((double)forward.Count / reverse.Count);
        double a = Bennett(forward, reverse).Value * -forward.Beta, b = forward.Beta;
        double haa = 0, hab = 0, hbb = 0;
        for (int round = 0; round < 100; round++)
        {
            double ga = 0, gb = 0;
            (haa, hab, hbb) = (1e-300, 0, 1e-300);
            foreach ((double w, bool isForward) in forward._works.Select(w => (w, true))
                .Concat(reverse._works.Select(w => (-w, false))))
            {
                double p = Fermi(-(shift + a + (b * w))), rest = (isForward ? 1 : 0) - p,
                    weight = p * (1 - p);
                ga += rest;
                gb += rest * w;
                haa += weight;
                hab += weight * w;
                hbb += weight * w * w;
            }
            double det = (haa * hbb) - (hab * hab);
            double da = ((hbb * ga) - (hab * gb)) / det, db = ((haa * gb) - (hab * ga)) / det;
            (a, b) = (a + da, b + db);
            if (!double.IsFinite(b) || Math.Abs(da) + Math.Abs(db) < 1e-12 * (1 + Math.Abs(b)))
                break;
        }
        double error = Math.Sqrt(haa / ((haa * hbb) - (hab * hab)));
        return (b / forward.Beta, error / forward.Beta, -a / b);
    }

    /// <summary>1/(1 + e^x).</summary>
    private static double Fermi(double x) =>
        x > 0 ? Math.Exp(-x) / (1 + Math.Exp(-x)) : 1 / (1 + Math.Exp(x));

    private static double Relative(IEnumerable<double> values)
    {
        double[] all = [.. values];
        double mean = all.Average(), square = all.Average(v => v * v);
        return ((square / (mean * mean)) - 1) / all.Length;
    }
}
