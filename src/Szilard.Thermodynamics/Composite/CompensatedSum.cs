namespace Szilard.Thermodynamics.Composite;

/// <summary>A sum that carries along what rounding cut off, so that books over millions of terms close.
/// </summary>
/// <remarks>A. Neumaier, "Rundungsfehleranalyse einiger Verfahren zur Summation endlicher Summen", ZAMM 54,
/// 1974.</remarks>
public struct CompensatedSum
{
    private double _sum, _lost;

    /// <summary>The sum so far.</summary>
    public readonly double Value => _sum + _lost;

    /// <summary>The sum, and what it carries along: the two numbers that keep it exactly.</summary>
    public readonly (double Sum, double Lost) State => (_sum, _lost);

    /// <summary>A sum as it was kept.</summary>
    public static CompensatedSum From(double sum, double lost) => new() { _sum = sum, _lost = lost };

    /// <summary>Adds a term.</summary>
    public void Add(double term)
    {
        double sum = _sum + term;
        _lost += Math.Abs(_sum) >= Math.Abs(term) ? _sum - sum + term : term - sum + _sum;
        _sum = sum;
    }

    /// <summary>Adds another sum, with what it carries.</summary>
    public void Add(CompensatedSum other)
    {
        Add(other._sum);
        Add(other._lost);
    }
}
