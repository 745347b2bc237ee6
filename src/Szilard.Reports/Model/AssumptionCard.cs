namespace Szilard.Reports;

/// <summary>Whether an assumption is met.</summary>
public enum AssumptionStatus
{
    /// <summary>It cannot be decided from this run.</summary>
    Unknown = 0,

    /// <summary>It holds.</summary>
    Holds = 1,

    /// <summary>It is violated.</summary>
    Violated = 2,
}

/// <summary>One assumption of the theorem that matches a run.</summary>
/// <param name="Theorem">Which theorem.</param>
/// <param name="Assumption">What it asks for.</param>
/// <param name="Status">Whether that is met.</param>
/// <param name="Measured">The measured or specified value, as text.</param>
/// <param name="Evidence">How it is known.</param>
public sealed record AssumptionRow(
    string Theorem, string Assumption, AssumptionStatus Status, string Measured, string Evidence);

/// <summary>What theory promises for a run, and what was measured.</summary>
/// <param name="Promised">Indeterminacy class promised: orthogonal, affine, signed permutation, none, …
/// </param>
/// <param name="Measured">Indeterminacy class measured.</param>
/// <param name="Verdict">One sentence that compares the two.</param>
/// <param name="Rows">The assumptions, in the theorem's order.</param>
public sealed record AssumptionCard(
    string Promised, string Measured, string Verdict, IReadOnlyList<AssumptionRow> Rows);
