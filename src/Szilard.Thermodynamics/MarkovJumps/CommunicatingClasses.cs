namespace Szilard.Thermodynamics.MarkovJumps;

/// <summary>Which states of a jump process reach one another.</summary>
internal static class CommunicatingClasses
{
    private const int Shown = 12;

    /// <summary>The strongly connected components of the graph of jumps, by their least state.</summary>
    public static IReadOnlyList<IReadOnlyList<int>> Of(RateMatrix rates)
    {
        var classes = new List<IReadOnlyList<int>>();
        var placed = new bool[rates.States];
        for (int state = 0; state < rates.States; state++)
        {
            if (placed[state])
                continue;
            bool[] ahead = Reach(rates, state, forward: true), behind = Reach(rates, state, forward: false);
            int[] members = [.. Enumerable.Range(0, rates.States).Where(s => ahead[s] && behind[s])];
            Array.ForEach(members, s => placed[s] = true);
            classes.Add(members);
        }
        return classes;
    }

    /// <summary>Why a process is not ergodic: the first state, and what it cannot reach or be reached from.
    /// </summary>
    public static string Complaint(RateMatrix rates)
    {
        IEnumerable<string> gaps = rates.Classes
            .Select(from => (from, missed: Missed(rates, from[0])))
            .Where(gap => gap.missed.Count > 0)
            .Take(3)
            .Select(gap => $"from {Name(gap.from)} the process never reaches {Name(gap.missed)}");
        return $"The rate matrix is not ergodic, it falls into {rates.Classes.Count} classes: "
            + string.Join("; ", gaps)
            + ". Give every class a way to every other, however slow, or analyse the classes one by one.";
    }

    private static List<int> Missed(RateMatrix rates, int from)
    {
        bool[] reached = Reach(rates, from, forward: true);
        return [.. Enumerable.Range(0, rates.States).Where(s => !reached[s])];
    }

    private static string Name(IReadOnlyList<int> states) =>
        $"{{{string.Join(", ", states.Take(Shown))}{(states.Count > Shown ? ", …" : "")}}}";

    private static bool[] Reach(RateMatrix rates, int start, bool forward)
    {
        var seen = new bool[rates.States];
        var open = new Stack<int>([start]);
        seen[start] = true;
        while (open.TryPop(out int here))
            for (int next = 0; next < rates.States; next++)
                if (!seen[next] && (forward ? rates.Rate(here, next) : rates.Rate(next, here)) > 0)
                {
                    seen[next] = true;
                    open.Push(next);
                }
        return seen;
    }
}
