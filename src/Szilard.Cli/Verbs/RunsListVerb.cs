using System.CommandLine;
using System.Globalization;
using System.Text.Json.Nodes;
using Szilard.Observables;
using Szilard.Parts;
using Szilard.Records;

namespace Szilard.Cli.Verbs;

/// <summary><c>szilard runs list</c>: one line per run.</summary>
internal static class RunsListVerb
{
    private const string Stale = "stale";

    private const string Examples = """
        szilard runs list
        szilard runs list --objective info-nce --state done --sort r2.affine --limit 10
        szilard runs list --text world.rho=0.9 --json
        """;

    private static readonly string[] _states = [.. Enum.GetValues<RunState>().Select(Word), Stale];

    /// <summary>The verb.</summary>
    public static Verb Build(Surroundings surroundings)
    {
        Option<string?> root = WorkOptions.RootOption();
        Option<string?> name = Text("--name", "Only runs of this name.");
        Option<string?> world = Text("--world", "Only runs in this world.");
        Option<string?> objective = Text("--objective", "Only runs with this objective.");
        Option<string?> state = Text("--state", $"Only runs in this state: {string.Join(", ", _states)}.");
        state.CompletionSources.Add(_ => _states);
        Option<string?> text = Text(
            "--text", "Only runs whose name, verdict or specification (world.rho=0.9) holds this text.");
        Option<string?> sort = Text(
            "--sort",
            "started (default), another column or a reading, such as r2.affine; largest first.");
        Option<int?> limit = new("--limit") { Description = "At most so many.", HelpName = "count" };
        Option<bool> json = StudyOptions.Json();
        Verb verb = new("list", "List runs, the latest first.", Examples)
        {
            root, name, world, objective, state, text, sort, limit, json,
        };
        RunQuery Query(ParseResult parsed) => new()
        {
            Name = parsed.GetValue(name) ?? "",
            World = parsed.GetValue(world) ?? "",
            Objective = parsed.GetValue(objective) ?? "",
            Text = parsed.GetValue(text) ?? "",
            Sort = parsed.GetValue(sort) ?? "started",
        };
        verb.SetAction(parsed =>
        {
            RunIndex index = new(WorkOptions.RootOf(parsed.GetValue(root)), TimeProvider.System);
            IEnumerable<RunRow> rows = InState(index.List(Query(parsed)), parsed.GetValue(state));
            Write(surroundings, [.. rows.Take(Limit(parsed.GetValue(limit)))], parsed.GetValue(json));
        });
        return verb;
    }

    private static int Limit(int? given) => given switch
    {
        null => int.MaxValue,
        >= 1 => given.Value,
        _ => throw new SzilardException($"`--limit {given}` is out of range; give 1 or more."),
    };

    private static IEnumerable<RunRow> InState(IReadOnlyList<RunRow> rows, string? state)
    {
        if (state is null)
            return rows;
        return _states.Contains(state)
            ? rows.Where(r => StateOf(r) == state)
            : throw new SzilardException($"There is no state `{state}`{Spelling.Hint(state, _states)}");
    }

    private static void Write(Surroundings surroundings, IReadOnlyList<RunRow> rows, bool json)
    {
        foreach (RunRow row in rows.Where(r => r.Fault.Length > 0))
            surroundings.Talk.WriteLine(row.Fault);
        if (json)
            Json.Write(
                surroundings.Out, new JsonObject { ["runs"] = new JsonArray([.. rows.Select(Document)]) });
        else if (rows.Count == 0)
            surroundings.Talk.WriteLine("There are no such runs.");
        else
            ResultTable.Write(
                surroundings,
                ["id", "name", "world", "objective", "seed", "state", "verdict", "time", "started (UTC)"],
                [.. rows.Select(Cells)]);
    }

    private static string[] Cells(RunRow row) =>
    [
        row.Id, row.Name, row.World, row.Objective, $"{row.Seed}", StateOf(row), row.Verdict,
        NumberText.Duration(row.Seconds),
        row.Started.UtcDateTime.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture),
    ];

    private static JsonObject Document(RunRow row) => new()
    {
        ["id"] = row.Id,
        ["name"] = row.Name,
        ["world"] = row.World,
        ["objective"] = row.Objective,
        ["seed"] = row.Seed,
        ["state"] = row.State is { } state ? Word(state) : null,
        ["stale"] = row.Stale,
        ["verdict"] = row.Verdict,
        ["seconds"] = Json.Finite(row.Seconds),
        ["started"] = row.Started.UtcDateTime.ToString("O", CultureInfo.InvariantCulture),
        ["folder"] = row.Folder,
        ["fault"] = row.Fault,
    };

    /// <summary>A run that was killed still says that it is running.</summary>
    private static string StateOf(RunRow row) =>
        row.Stale ? Stale : row.State is { } state ? Word(state) : "unreadable";

    private static string Word(RunState state) => $"{state}".ToLowerInvariant();

    private static Option<string?> Text(string name, string description) =>
        StudyOptions.Text(name, name[2..], description);
}
