using Szilard.Parts;

namespace Szilard.Records;

/// <summary>Turns a query into SQL with parameters.</summary>
internal static class IndexSelection
{
    private static readonly string[] Columns =
        ["started", "name", "world", "objective", "state", "seed", "seconds"];

    /// <summary>The statement; the word of <see cref="RunQuery.Sort"/> never becomes part of it unless it is
    /// a known column.</summary>
    /// <exception cref="SzilardException">Neither a column nor a reading has that name.</exception>
    public static string Sql(RunQuery query, IReadOnlyList<string> readings)
    {
        string direction = query.Descending ? "desc" : "asc";
        string order = Columns.Contains(query.Sort) ? $"runs.{query.Sort}" : "readings.value";
        if (!Columns.Contains(query.Sort) && !readings.Contains(query.Sort))
            throw new SzilardException(
                $"No run has a `{query.Sort}`{Spelling.Hint(query.Sort, [.. Columns, .. readings])}");
        return $"""
            select runs.* from runs
            left join readings on readings.folder = runs.folder and readings.name = @Sort
            where (@Name = '' or runs.name = @Name)
              and (@World = '' or world = @World)
              and (@Objective = '' or objective = @Objective)
              and (@State is null or state = @State)
              and (@Text = '' or words like @Text escape '\')
            order by {order} {direction} nulls last, runs.folder {direction}
            limit @Limit
            """;
    }

    /// <summary>The values of the parameters.</summary>
    public static object Values(RunQuery query) => new
    {
        query.Name,
        query.World,
        query.Objective,
        State = query.State?.ToString(),
        Text = query.Text.Length == 0 ? "" : $"%{Escaped(query.Text)}%",
        query.Sort,
        query.Limit,
    };

    private static string Escaped(string text) =>
        text.Replace(@"\", @"\\").Replace("%", @"\%").Replace("_", @"\_");
}
