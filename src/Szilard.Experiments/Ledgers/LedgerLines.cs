using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Szilard.Learners.Thermodynamics;
using Szilard.Parts;
using Szilard.Records;

namespace Szilard.Experiments.Ledgers;

/// <summary>The lines of <c>ledger.jsonl</c>: one for each booked step.</summary>
public static class LedgerLines
{
    /// <summary>How a line is written: snake_case, numbers that are not finite as null.</summary>
    internal static JsonTypeInfo<BookedStep> Json => LedgerJson.Default.BookedStep;

    /// <summary>All booked steps of a run, in order; a torn last line is left out.</summary>
    /// <exception cref="SzilardException">A line is damaged.</exception>
    public static IEnumerable<BookedStep> Read(RunFolder folder)
    {
        int number = 0;
        foreach (JsonElement line in folder.Ledger())
            yield return Step(line, folder.LedgerPath, ++number);
    }

    private static BookedStep Step(JsonElement line, string path, int number)
    {
        try
        {
            return line.Deserialize(Json) ?? throw new JsonException("the line is null.");
        }
        catch (JsonException cause)
        {
            throw new SzilardException(
                $"`{path}`, line {number}, is no booked step: {cause.Message} Restore the file, or delete "
                + "the folder.", cause);
        }
    }
}

/// <summary>The JSON of a booked step.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    Converters = [typeof(FiniteOrNull)],
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(BookedStep))]
internal sealed partial class LedgerJson : JsonSerializerContext;
