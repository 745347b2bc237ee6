using System.Text.Json;
using Szilard.Parts;

namespace Szilard.Records;

/// <summary>What the types of <c>run.json</c> cannot say: no holes in lists, a known layout.</summary>
internal static class RecordCheck
{
    /// <summary>The record where it is sound.</summary>
    /// <exception cref="SzilardException">It is not.</exception>
    public static RunRecord Checked(RunRecord? record, string path)
    {
        if (record is null)
            throw new SzilardException($"`{path}` is empty (null). Restore it, or delete the folder.");
        if (record.Format is < 1 or > RunRecord.CurrentFormat)
            throw new SzilardException(
                $"`{path}` has layout {record.Format}, this version reads 1 to {RunRecord.CurrentFormat}. "
                + "Use the version of Szilard that wrote it.");
        if (record.Summary.Contains(null!) || HasHoles(record.Card))
            throw new SzilardException($"`{path}` has null in a list of readings. Restore the file.");
        RequireText(record.Specification, path);
        return record;
    }

    /// <summary>A JSON element keeps its bytes until they are asked for; damage inside would show
    /// late.</summary>
    private static void RequireText(JsonElement specification, string path)
    {
        try
        {
            _ = FlatSpecification.Of(specification);
        }
        catch (InvalidOperationException damage)
        {
            throw new SzilardException(
                $"`{path}` has a damaged specification: {damage.Message} Restore the file.", damage);
        }
    }

    private static bool HasHoles(AssumptionCard? card) => card?.Assumptions.Contains(null!) == true;
}
