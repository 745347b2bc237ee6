using Szilard.Parts;
using Szilard.Thermodynamics.Composite;

namespace Szilard.Thermodynamics.Fluctuations;

/// <summary>One path of a protocol, with its probability forward and in reverse.</summary>
/// <param name="States">The state before each jump of the energies.</param>
/// <param name="Forward">P_F, begun in the equilibrium of the first energies.</param>
/// <param name="Reverse">P_R of the same states backwards, begun in the equilibrium of the last
/// energies.</param>
/// <param name="Work">W, &gt; 0 done on the system.</param>
public sealed record ProtocolPath(IReadOnlyList<int> States, double Forward, double Reverse, double Work);

/// <summary>A system of few states whose energies jump (work) and that takes a Metropolis step after each
/// jump (heat): every path is counted, so that fluctuation theorems can be looked at without
/// sampling.</summary>
/// <param name="Energies">The energies of each state, at each stage of the protocol; at least two
/// stages.</param>
/// <param name="Beta">β &gt; 0.</param>
/// <remarks>G. Crooks, "Nonequilibrium measurements of free energy differences for microscopically reversible
/// Markovian systems", J. Stat. Phys. 90, 1998. Between jumps n and n + 1 one step is taken under the
/// energies of stage n + 1: a uniform proposal of another state, accepted with min(1, e^(−βΔE)).</remarks>
public sealed record EnumeratedProtocol(IReadOnlyList<double[]> Energies, double Beta = 1)
{
    /// <summary>More paths than this are not counted.</summary>
    public const int MostPaths = 2_000_000;

    /// <summary>ΔF = −T ln(Z_end/Z_start).</summary>
    public double FreeEnergyChange => -(LogPartition(Energies[^1]) - LogPartition(Energies[0])) / Beta;

    /// <summary>⟨W⟩ over all paths.</summary>
    public double MeanWork => Paths().Sum(p => p.Forward * p.Work);

    /// <summary>⟨e^(−βW)⟩ over all paths; Jarzynski's equality puts it at e^(−βΔF).</summary>
    public double ExponentialAverage => Paths().Sum(p => p.Forward * Math.Exp(-Beta * p.Work));

    /// <summary>The greatest |ln(P_F/P_R) − β(W − ΔF)| of a path, which Crooks' theorem puts at 0. Paths that
    /// cannot happen forward cannot in reverse either, and are left out.</summary>
    public double CrooksResidual
    {
        get
        {
            double free = FreeEnergyChange;
            return Paths().Where(p => p.Forward > 0)
                .Max(p => Math.Abs(Math.Log(p.Forward / p.Reverse) - (Beta * (p.Work - free))));
        }
    }

    /// <summary>All paths.</summary>
    /// <exception cref="SzilardException">β ≤ 0, stages of different sizes, or too many paths.</exception>
    public IEnumerable<ProtocolPath> Paths()
    {
        CompositeCheck.Beta(Beta, "beta");
        int jumps = Energies.Count - 1, states = Energies[0].Length;
        if (jumps < 1 || states < 2 || Energies.Any(e => e.Length != states))
            throw new SzilardException(
                $"{Energies.Count} stages of {states} states; at least 2 stages of the same 2 or more states "
                    + "are needed.");
        double count = Math.Pow(states, jumps);
        if (count > MostPaths)
            throw new SzilardException(
                $"{states} states and {jumps} jumps have {count:G3} paths; at most {MostPaths} are counted. "
                    + "Draw them instead.");
        double[] start = Gibbs(Energies[0]), end = Gibbs(Energies[^1]);
        return Enumerable.Range(0, (int)count).Select(code => Path(Digits(code, states, jumps), start, end));
    }

    private ProtocolPath Path(int[] states, double[] start, double[] end)
    {
        double forward = start[states[0]], reverse = end[states[^1]], work = 0;
        for (int n = 0; n < states.Length; n++)
        {
            work += Energies[n + 1][states[n]] - Energies[n][states[n]];
            if (n + 1 == states.Length)
                break;
            forward *= Step(Energies[n + 1], states[n], states[n + 1]);
            reverse *= Step(Energies[n + 1], states[n + 1], states[n]);
        }
        return new ProtocolPath(states, forward, reverse, work);
    }

    private double Step(double[] energies, int from, int to)
    {
        if (from != to)
            return Math.Min(1, Math.Exp(-Beta * (energies[to] - energies[from]))) / (energies.Length - 1);
        double leave = 0;
        for (int other = 0; other < energies.Length; other++)
            leave += other == from ? 0 : Step(energies, from, other);
        return 1 - leave;
    }

    private double LogPartition(double[] energies) => LogSum.Of(Array.ConvertAll(energies, e => -Beta * e));

    private double[] Gibbs(double[] energies)
    {
        double partition = LogPartition(energies);
        return Array.ConvertAll(energies, e => Math.Exp((-Beta * e) - partition));
    }

    private static int[] Digits(int code, int digits, int count)
    {
        var states = new int[count];
        for (int n = 0; n < count; n++, code /= digits)
            states[n] = code % digits;
        return states;
    }
}
