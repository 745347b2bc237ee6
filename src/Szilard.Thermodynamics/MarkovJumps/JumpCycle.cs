namespace Szilard.Thermodynamics.MarkovJumps;

/// <summary>A cycle of jumps and what drives it.</summary>
/// <param name="States">In the order of passage, each once; the last jumps back to the first.</param>
/// <param name="Affinity">ln(Π forward rates / Π backward rates), in k_B per turn. Infinite where a jump
/// cannot be undone; NaN where such jumps point both ways round.</param>
public sealed record JumpCycle(IReadOnlyList<int> States, double Affinity)
{
    /// <summary>The jump that belongs to no other cycle of the basis: from the last state to the
    /// first.</summary>
    public (int From, int To) Chord => (States[^1], States[0]);

    /// <summary>The cycle through the given states.</summary>
    /// <param name="rates">The process.</param>
    /// <param name="states">At least three, each once, neighbours (and the two ends) joined by a transition.
    /// </param>
    public static JumpCycle Through(RateMatrix rates, params ReadOnlySpan<int> states)
    {
        if (states.Length < 3)
            throw new ArgumentException(
                $"A cycle has at least three states, but {states.Length} were given.");
        double affinity = 0;
        for (int k = 0; k < states.Length; k++)
            affinity += Drive(rates, states[k], states[(k + 1) % states.Length]);
        return new JumpCycle(states.ToArray(), affinity);
    }

    /// <summary>A fundamental basis: a breadth-first tree joins all states, and each transition outside it
    /// closes one cycle, named in the direction in which it is driven: affinities are ≥ 0 (or NaN). Every
    /// cycle of the process is a sum of these and their reverses, with its affinity.</summary>
    /// <remarks>Σ affinity × current through the chord is the entropy production of the steady state
    /// (Schnakenberg 1976, section III).</remarks>
    /// <param name="rates">An ergodic process.</param>
    /// <exception cref="Parts.SzilardException">The process is not ergodic.</exception>
    public static IReadOnlyList<JumpCycle> Basis(RateMatrix rates)
    {
        rates.RequireErgodic();
        int[] parents = Tree(rates);
        var cycles = new List<JumpCycle>();
        for (int low = 0; low < rates.States; low++)
            for (int high = low + 1; high < rates.States; high++)
                if (Joined(rates, low, high) && parents[high] != low && parents[low] != high)
                    cycles.Add(Driven(Through(rates, Way(parents, low, high))));
        return cycles;
    }

    private static JumpCycle Driven(JumpCycle cycle) =>
        cycle.Affinity < 0 ? new JumpCycle([.. cycle.States.Reverse()], -cycle.Affinity) : cycle;

    private static double Drive(RateMatrix rates, int from, int to)
    {
        if (from == to || !Joined(rates, from, to))
            throw new ArgumentException($"No transition joins the states {from} and {to}.");
        return EntropyProduction.JumpFlow(rates, from, to);
    }

    private static bool Joined(RateMatrix rates, int a, int b) =>
        rates.Rate(a, b) > 0 || rates.Rate(b, a) > 0;

    private static int[] Tree(RateMatrix rates)
    {
        var parents = new int[rates.States];
        Array.Fill(parents, -1);
        parents[0] = 0;
        var open = new Queue<int>([0]);
        while (open.TryDequeue(out int here))
            for (int next = 0; next < rates.States; next++)
                if (parents[next] < 0 && Joined(rates, here, next))
                {
                    parents[next] = here;
                    open.Enqueue(next);
                }
        return parents;
    }

    /// <summary>Along the tree from one end of a chord to the other.</summary>
    private static int[] Way(int[] parents, int from, int to)
    {
        List<int> up = Ascent(parents, from), down = Ascent(parents, to);
        while (up.Count > 1 && down.Count > 1 && up[^2] == down[^2])
        {
            up.RemoveAt(up.Count - 1);
            down.RemoveAt(down.Count - 1);
        }
        return [.. up, .. Enumerable.Reverse(down).Skip(1)];
    }

    private static List<int> Ascent(int[] parents, int state)
    {
        List<int> way = [state];
        while (parents[way[^1]] != way[^1])
            way.Add(parents[way[^1]]);
        return way;
    }
}
