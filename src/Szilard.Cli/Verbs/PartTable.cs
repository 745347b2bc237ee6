using Spectre.Console;
using Szilard.Experiments;
using Szilard.Parts;

namespace Szilard.Cli.Verbs;

/// <summary>Parts as tables for a terminal.</summary>
internal static class PartTable
{
    /// <summary>Writes shelves; in full with parameters, convention and source.</summary>
    public static void Write(TextWriter output, IReadOnlyList<Shelf> shelves, bool inFull)
    {
        IAnsiConsole console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(output) });
        foreach (Shelf shelf in shelves)
            if (inFull)
                InFull(console, shelf);
            else
                console.Write(Brief(shelf));
    }

    private static Table Brief(Shelf shelf)
    {
        Table table = new Table().Border(TableBorder.Rounded).Title(Markup.Escape(shelf.Name));
        table.AddColumn(new TableColumn("name").NoWrap()).AddColumn("what it is").Expand();
        foreach (PartCard card in shelf.Cards)
            table.AddRow($"[bold]{Markup.Escape(card.Name)}[/]", Markup.Escape(card.Summary));
        return table;
    }

    private static void InFull(IAnsiConsole console, Shelf shelf)
    {
        foreach (PartCard card in shelf.Cards)
        {
            console.MarkupLine($"[bold]{Markup.Escape(card.Name)}[/]  {Markup.Escape(card.Summary)}");
            foreach ((string label, string text) in PartText.Remarks(card))
                console.MarkupLine($"  [dim]{label}[/] {Markup.Escape(text)}");
            if (card.Parameters.Count > 0)
                console.Write(Parameters(card));
            console.WriteLine();
        }
    }

    private static Table Parameters(PartCard card)
    {
        Table table = new Table().Border(TableBorder.Rounded).AddColumns("parameter", "default", "range", "what it is");
        foreach (ParameterCard p in card.Parameters)
            table.AddRow([.. new[] { p.Name, p.DefaultText, p.RangeText, p.Summary }.Select(Markup.Escape)]);
        return table;
    }
}
