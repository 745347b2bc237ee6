namespace Szilard.Experiments.Inquiries.Systems;

/// <summary>The joint law of a few discrete variables, from equally likely worlds: all informations are exact
/// sums.
/// </summary>
/// <param name="worlds">One row of values for each equally likely world.</param>
internal sealed class JointTable(params IReadOnlyList<int[]> worlds)
{
    /// <summary>H(a | given) in bits.</summary>
    /// <param name="a">A variable, by its place in a row.</param>
    /// <param name="given">What is known.</param>
    public double Entropy(int a, params int[] given) => Joint([a, .. given]) - Joint(given);

    /// <summary>I(a; b | given) in bits.</summary>
    /// <param name="a">A variable.</param>
    /// <param name="b">Another.</param>
    /// <param name="given">What is known.</param>
    public double Information(int a, int b, params int[] given) =>
        Entropy(a, given) - Entropy(a, [b, .. given]);

    private double Joint(int[] variables) => worlds
        .CountBy(w => string.Join(',', variables.Select(v => w[v])))
        .Sum(cell => -(double)cell.Value / worlds.Count * Math.Log2((double)cell.Value / worlds.Count));
}
