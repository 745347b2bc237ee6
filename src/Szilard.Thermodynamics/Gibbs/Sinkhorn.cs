using System.Numerics;
using Szilard.Parts;
using Szilard.Tensors;
using Szilard.Tensors.Kernels;
using Szilard.Thermodynamics.Composite;

namespace Szilard.Thermodynamics.Gibbs;

/// <summary>Which marginals are wanted, and when to stop.</summary>
public sealed record SinkhornAim
{
    /// <summary>r, one for each item, summing to 1; null for 1/N each.</summary>
    public double[]? Rows { get; init; }

    /// <summary>c, one for each label, summing to 1; null for 1/K each (equipartition).</summary>
    public double[]? Columns { get; init; }

    /// <summary>Sweeps at most, ≥ 1, each over rows and then columns.</summary>
    public int Sweeps { get; init; } = 10_000;

    /// <summary>Ends when the marginal that is not exact is nowhere further off than this; negative takes all
    /// sweeps.</summary>
    public double Tolerance { get; init; } = 1e-12;

    /// <summary>Where to start: g, one for each label; null for 0.</summary>
    public double[]? Start { get; init; }

    /// <summary>True for the order of SwAV's code: a sweep is over columns and then rows, from e^(−βE) as it
    /// is, so that rows are exact at the end and columns nearly so.</summary>
    public bool ColumnsFirst { get; init; }
}

/// <summary>The generalized Gibbs ensemble min_q βU(q) − S(q) with both marginals given, by alternating
/// projections in the logarithmic domain: f_i = ln r_i − ln Σ_j e^(−βE_ij + g_j), g_j = ln c_j − ln Σ_i
/// e^(−βE_ij + f_i).</summary>
/// <remarks>R. Sinkhorn, "A relationship between arbitrary positive matrices and doubly stochastic matrices",
/// Ann. Math. Stat. 35, 1964; M. Cuturi, "Sinkhorn distances", NeurIPS 2013. Energies are −score: E =
/// −z·c.</remarks>
public static class Sinkhorn
{
    private const double Vanishing = 1e-30;

    /// <summary>The ensemble of energies in memory, with its distribution.</summary>
    /// <exception cref="SzilardException">β ≤ 0, an energy that is not finite, or marginals that do not
    /// fit.</exception>
    public static GibbsEnsemble Solve(Matrix energies, double beta, SinkhornAim aim, Workers? workers = null)
    {
        int bad = Array.FindIndex(energies.Values, e => !double.IsFinite(e));
        if (bad >= 0)
            throw new SzilardException(
                $"The energy of item {bad / energies.Columns} and label {bad % energies.Columns} is "
                + $"{energies.Values[bad]}; energies are finite. Is the representation on its sphere?");
        CompositeCheck.Beta(beta, "beta");
        CompositeCheck.Exponents(energies, beta);
        using Workers own = new(1);
        Workers crew = workers ?? own;
        Matrix labels = new(energies.Rows, energies.Columns);
        GibbsPotentials found = Labels(energies.Values, energies.Columns, beta, aim, crew, labels.Values);
        return GibbsEnsemble.From(energies, labels, beta, found);
    }

    /// <summary>Multipliers and labels of energies in memory.</summary>
    /// <param name="energies">E, items × labels.</param>
    /// <param name="labels">K ≥ 1.</param>
    /// <param name="beta">β &gt; 0.</param>
    /// <param name="aim">Marginals, and when to stop.</param>
    /// <param name="workers">The threads.</param>
    /// <param name="plan">q, items × labels, overwritten.</param>
    /// <exception cref="SzilardException">β ≤ 0, or marginals that do not fit.</exception>
    public static GibbsPotentials Labels<T>(
        T[] energies, int labels, double beta, SinkhornAim aim, Workers workers, T[] plan)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        bool together = aim.ColumnsFirst && aim.Tolerance < 0;
        if (together && aim.Start is null && Scaled(energies, labels, beta, aim, workers, plan) is { } scaled)
            return scaled;
        GibbsPotentials found = Potentials(
            new EnergyArray<T>(energies, labels), beta, aim, workers, together ? plan : null);
        if (!together)
            TransportRows.Write<T>(workers, labels, energies, beta, found.Columns, found.Rows, plan);
        return found;
    }

    /// <summary>The same by scaling a table that is written once, several times faster; null where its
    /// factors would leave the range of the precision, or a marginal is 0.</summary>
    private static GibbsPotentials? Scaled<T>(
        T[] energies, int labels, double beta, SinkhornAim aim, Workers workers, T[] plan)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        CompositeCheck.Beta(beta, "beta");
        double[] rows = Marginal("row", aim.Rows, energies.Length / labels);
        double[] columns = Marginal("column", aim.Columns, labels);
        if (rows.Contains(0) || columns.Contains(0))
            return null;
        double[] f = new double[rows.Length], g = new double[labels], masses = new double[labels];
        return TransportScaling.TrySolve<T>(
            workers, labels, energies, beta, aim.Sweeps, rows, columns, f, g, masses, plan)
            ? new GibbsPotentials(
                f, g, aim.Sweeps, masses.Zip(columns, (mass, c) => Math.Abs(mass - c)).Max())
            : null;
    }

    /// <summary>The multipliers alone, for energies of any size.</summary>
    /// <exception cref="SzilardException">β ≤ 0, or marginals that do not fit or cannot be had.</exception>
    public static GibbsPotentials Potentials<T>(
        EnergyBlocks<T> energies, double beta, SinkhornAim aim, Workers workers)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        Potentials(energies, beta, aim, workers, null);

    private static GibbsPotentials Potentials<T>(
        EnergyBlocks<T> energies, double beta, SinkhornAim aim, Workers workers, T[]? plan)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        CompositeCheck.Beta(beta, "beta");
        double[] rows = Marginal("row", aim.Rows, energies.Items);
        double[] columns = Marginal("column", aim.Columns, energies.Labels);
        double[] logRows = Array.ConvertAll(rows, Math.Log);
        double[] g = aim.Start is { } start ? (double[])start.Clone() : new double[columns.Length];
        if (g.Length != columns.Length)
            throw new SzilardException(
                $"Sinkhorn was to start from {g.Length} potentials, but there are {columns.Length} labels.");
        return aim.ColumnsFirst
            ? ColumnsThenRows(energies, beta, aim, logRows, columns, g, workers, plan)
            : RowsThenColumns(energies, beta, aim, rows, columns, g, workers);
    }

    /// <summary>Columns are exact at the end; how far rows are is known one pass over rows later.</summary>
    private static GibbsPotentials RowsThenColumns<T>(
        EnergyBlocks<T> energies, double beta, SinkhornAim aim, double[] rows, double[] columns, double[] g,
        Workers workers)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        double[] logRows = Array.ConvertAll(rows, Math.Log);
        double[] f = new double[rows.Length], next = new double[rows.Length];
        double[] masses = Balance(energies, beta, g, logRows, f, workers);
        for (int sweep = 1; ; sweep++)
        {
            Correct(energies, beta, f, columns, masses, g, workers);
            masses = Balance(energies, beta, g, logRows, next, workers);
            double residual = 0;
            for (int i = 0; i < rows.Length; i++)
                residual = rows[i] == 0
                    ? residual : Math.Max(residual, rows[i] * Math.Abs(Math.Exp(f[i] - next[i]) - 1));
            if (sweep >= aim.Sweeps || residual <= aim.Tolerance)
                return new GibbsPotentials(f, g, sweep, residual);
            (f, next) = (next, f);
        }
    }

    /// <summary>Rows are exact at the end, and the columns' sums are known. The last pass of a given number
    /// writes the labels on its way.</summary>
    private static GibbsPotentials ColumnsThenRows<T>(
        EnergyBlocks<T> energies, double beta, SinkhornAim aim, double[] logRows, double[] columns,
        double[] g, Workers workers, T[]? plan)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        double[] f = new double[logRows.Length];
        FitColumns(energies, beta, f, columns, g, workers);
        for (int sweep = 1; ; sweep++)
        {
            double[] masses = Balance(
                energies, beta, g, logRows, f, workers, sweep == aim.Sweeps ? plan : null);
            double residual = masses.Zip(columns, (mass, c) => Math.Abs(mass - c)).Max();
            if (sweep >= aim.Sweeps || residual <= aim.Tolerance)
                return new GibbsPotentials(f, g, sweep, residual);
            Correct(energies, beta, f, columns, masses, g, workers);
        }
    }

    private static double[] Balance<T>(
        EnergyBlocks<T> energies, double beta, double[] g, double[] logRows, double[] f, Workers workers,
        T[]? plan = null)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        double[] masses = new double[g.Length];
        foreach ((int first, int count) in Blocks(energies))
        {
            TransportRows.Balance(
                workers, energies.Labels, energies.Block(first, count), beta, g, logRows.AsSpan(first, count),
                f.AsSpan(first, count), masses,
                plan is null ? default : plan.AsSpan(first * energies.Labels, count * energies.Labels));
        }
        return masses;
    }

    /// <summary>g_j += ln c_j − ln mass_j; where a column's mass is too small for the sums of a pass, all
    /// columns are summed in the logarithmic domain.</summary>
    private static void Correct<T>(
        EnergyBlocks<T> energies, double beta, double[] f, double[] columns, double[] masses, double[] g,
        Workers workers)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (masses.Zip(columns, (mass, c) => c > 0 && mass < Vanishing).Any(lost => lost))
        {
            FitColumns(energies, beta, f, columns, g, workers);
            return;
        }
        for (int j = 0; j < g.Length; j++)
            g[j] = columns[j] > 0 ? g[j] + Math.Log(columns[j] / masses[j]) : double.NegativeInfinity;
    }

    /// <summary>g_j = ln c_j − ln Σ_i e^(−βE_ij + f_i).</summary>
    private static void FitColumns<T>(
        EnergyBlocks<T> energies, double beta, double[] f, double[] columns, double[] g, Workers workers)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        double[] greatest = new double[g.Length], sums = new double[g.Length];
        greatest.AsSpan().Fill(double.NegativeInfinity);
        foreach ((int first, int count) in Blocks(energies))
            TransportRows.Columns(
                workers, energies.Labels, energies.Block(first, count), beta, f.AsSpan(first, count),
                greatest, sums);
        for (int j = 0; j < g.Length; j++)
            g[j] = Math.Log(columns[j]) - greatest[j] - Math.Log(sums[j]);
    }

    private static IEnumerable<(int First, int Count)> Blocks<T>(EnergyBlocks<T> energies)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        for (int first = 0; first < energies.Items; first += energies.BlockItems)
            yield return (first, Math.Min(energies.BlockItems, energies.Items - first));
    }

    private static double[] Marginal(string name, double[]? given, int count)
    {
        if (count < 1)
            throw new SzilardException($"There is no {name} to give weight to: the energies are empty.");
        if (given is null)
            return [.. Enumerable.Repeat(1.0 / count, count)];
        double sum = given.Sum();
        if (given.Length != count || given.Any(v => !(v >= 0)) || !(Math.Abs(sum - 1) <= 1e-9))
            throw new SzilardException(
                $"The {name} marginal has {given.Length} entries with sum {sum:G9}, but {count} entries ≥ 0 "
                    + "that sum to 1 are needed: with other sums rows and columns cannot agree.");
        return given;
    }
}
