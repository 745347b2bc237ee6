namespace Szilard.Reports;

/// <summary>A number with its error and its chance level, as a meter read it.</summary>
/// <param name="Name">Name of the meter, for example <c>r2.affine</c>; readings of equal name share a column.
/// </param>
/// <param name="Value">The value; NaN where it is not defined.</param>
/// <param name="StandardError">Its standard error; NaN where none can be given.</param>
/// <param name="Chance">What the meter reads where there is nothing to find; NaN where that has no meaning.
/// </param>
public sealed record ReportedReading(string Name, double Value, double StandardError, double Chance)
{
    /// <summary>Heading of the column. Default: the name.</summary>
    public string Label { get; init; } = Name;

    /// <summary>What <see cref="Chance"/> is: "chance", or for a loss its "plateau".</summary>
    public string ChanceLabel { get; init; } = "chance";

    /// <summary>The value of a perfect result; NaN (the default) where there is none. Where both this and
    /// <see cref="Chance"/> are known, the table draws how far from chance to ideal the value lies.</summary>
    public double Ideal { get; init; } = double.NaN;

    /// <summary>The convention of the meter: estimator, split, averaging.</summary>
    public string Convention { get; init; } = "";

    /// <summary>Why the value is missing or to be read with care.</summary>
    public string Remark { get; init; } = "";
}
