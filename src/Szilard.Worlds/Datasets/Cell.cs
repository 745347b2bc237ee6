using Szilard.Parts;
using Szilard.Tensors;

namespace Szilard.Worlds.Datasets;

/// <summary>How messages speak of one entry of a table.</summary>
internal static class Cell
{
    private const int LongestShown = 40;

    /// <summary>Text cut to a length that fits into a message.</summary>
    public static string Shorten(string text) =>
        text.Length <= LongestShown ? text : text[..LongestShown] + "…";

    /// <summary>Refuses rows with NaN or an infinity, naming the first.</summary>
    public static Batch RequireFinite(Batch values, string source)
    {
        if (NumericArray.From(values).FirstNonFinite() is not { } place)
            return values;
        int width = values.Shape[1];
        throw new SzilardException(
            $"`{source}` holds {values.Values[place]} in row {place / width}, column {place % width} "
            + "(counted from 0); remove the row or fill in a number that a float can hold.");
    }
}
