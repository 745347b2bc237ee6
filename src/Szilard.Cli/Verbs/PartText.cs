using Szilard.Experiments;
using Szilard.Parts;

namespace Szilard.Cli.Verbs;

/// <summary>Parts as plain text: aligned, without colour, fit for <c>grep</c>.</summary>
internal static class PartText
{
    /// <summary>Writes shelves; in full with parameters, convention and source.</summary>
    public static void Write(TextWriter output, IReadOnlyList<Shelf> shelves, bool inFull)
    {
        foreach (Shelf shelf in shelves)
        {
            output.WriteLine(shelf.Name);
            int width = shelf.Cards.Select(c => c.Name.Length).DefaultIfEmpty().Max();
            foreach (PartCard card in shelf.Cards)
                Write(output, card, width, inFull);
        }
    }

    private static void Write(TextWriter output, PartCard card, int width, bool inFull)
    {
        output.WriteLine($"  {card.Name.PadRight(width)}  {card.Summary}");
        if (!inFull)
            return;
        foreach ((string label, string text) in Remarks(card))
            output.WriteLine($"      {label}: {text}");
        ResultTable.WritePlain(output, [.. card.Parameters.Select(Row)], indent: "      ");
        output.WriteLine();
    }

    /// <summary>Name, default, range, summary.</summary>
    private static string[] Row(ParameterCard parameter) =>
        [parameter.Name, $"= {parameter.DefaultText}", parameter.RangeText, parameter.Summary];

    /// <summary>Category, formula, convention, thermodynamic map and source, as far as the card has
    /// them.</summary>
    public static IEnumerable<(string Label, string Text)> Remarks(PartCard card) =>
        new[]
        {
            ("category", card.Category), ("formula", card.Formula), ("convention", card.Convention),
            ("thermodynamics", card.Thermodynamics), ("source", card.Source),
        }
            .Where(remark => remark.Item2.Length > 0);
}
