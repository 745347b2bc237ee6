using Szilard.Tensors;
using Szilard.Thermodynamics.MarkovJumps;

namespace Szilard.Thermodynamics.Tests.MarkovJumps;

/// <summary>Jump processes with known answers, and slow independent ways to find the answers of
/// others.</summary>
internal static class Chains
{
    public static RateMatrix TwoState(double up, double down) =>
        RateMatrix.FromTransitions(2, [new(0, 1, up), new(1, 0, down)]);

    /// <summary>A ring of n states: rate <paramref name="forward"/> to the next, <paramref name="backward"/>
    /// to the last one.</summary>
    public static RateMatrix Ring(int states, double forward, double backward) =>
        RateMatrix.FromTransitions(states, Enumerable.Range(0, states).SelectMany(s => new Transition[]
        {
            new(s, (s + 1) % states, forward), new((s + 1) % states, s, backward),
        }));

    /// <summary>All transitions, with rates spread evenly in the logarithm over
    /// 10^±<paramref name="decades"/>/2.</summary>
    public static RateMatrix Scattered(int states, double decades, RandomKey key)
    {
        RandomStream random = key.Stream();
        var jumps = new List<Transition>();
        for (int i = 0; i < states; i++)
            for (int j = 0; j < states; j++)
                if (i != j)
                    jumps.Add(new(i, j, Math.Pow(10, random.NextUniform(-decades / 2, decades / 2))));
        return RateMatrix.FromTransitions(states, jumps);
    }

    /// <summary>π by the matrix-tree theorem: the weight of a state is the sum over all spanning trees rooted
    /// there of the product of their rates. Enumerates; only for few states.</summary>
    public static double[] ByTrees(RateMatrix rates)
    {
        int n = rates.States;
        var weights = new double[n];
        for (int root = 0; root < n; root++)
            for (long code = 0; code < (long)Math.Pow(n, n); code++)
                weights[root] += TreeWeight(rates, root, code);
        double sum = weights.Sum();
        return [.. weights.Select(w => w / sum)];
    }

    /// <summary>dp/dt = M p by the classical Runge–Kutta method.</summary>
    public static double[] Integrate(RateMatrix rates, double[] initial, double time, int steps)
    {
        double[] p = [.. initial];
        double h = time / steps;
        for (int step = 0; step < steps; step++)
        {
            double[] a = Slope(rates, p), b = Slope(rates, Shift(p, a, h / 2));
            double[] c = Slope(rates, Shift(p, b, h / 2)), d = Slope(rates, Shift(p, c, h));
            for (int i = 0; i < p.Length; i++)
                p[i] += h / 6 * (a[i] + (2 * b[i]) + (2 * c[i]) + d[i]);
        }
        return p;
    }

    private static double TreeWeight(RateMatrix rates, int root, long code)
    {
        int n = rates.States;
        var next = new int[n];
        double weight = 1;
        for (int s = 0; s < n; s++, code /= n)
        {
            next[s] = (int)(code % n);
            if (s == root ? next[s] != root : next[s] == s)
                return 0;
            weight *= s == root ? 1 : rates.Rate(s, next[s]);
        }
        return Enumerable.Range(0, n).All(s => Leads(next, s, root)) ? weight : 0;
    }

    private static bool Leads(int[] next, int state, int root)
    {
        for (int k = 0; k < next.Length; k++)
            state = next[state];
        return state == root;
    }

    private static double[] Slope(RateMatrix rates, double[] p) =>
        [.. p.Select((_, i) =>
            Enumerable.Range(0, p.Length).Sum(j => rates.Values[(i * p.Length) + j] * p[j]))];

    private static double[] Shift(double[] p, double[] slope, double h) =>
        [.. p.Select((v, i) => v + (h * slope[i]))];
}
