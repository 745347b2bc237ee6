namespace Szilard.Records;

/// <summary>Runs that are replicates of each other: equal name and specification, different seeds.</summary>
/// <param name="Name">Name of the runs; with the first id behind it where several groups share it.</param>
/// <param name="Folders">Paths of the runs that count, one per seed.</param>
/// <param name="Seeds">Their seeds, in the same order.</param>
public sealed record RunGroup(string Name, IReadOnlyList<string> Folders, IReadOnlyList<long> Seeds);

/// <summary>A row of a comparison: one key and what each group has there.</summary>
/// <typeparam name="T">Text of a setting, or a pooled reading.</typeparam>
/// <param name="Key">Key of a setting as <c>--set</c> takes it, or name of the reading.</param>
/// <param name="Values">One per group, in the order of <see cref="RunComparison.Groups"/>.</param>
public sealed record ComparisonRow<T>(string Key, IReadOnlyList<T> Values);

/// <summary>Several runs side by side: where their specifications differ, and their readings as mean ±
/// standard error over seeds.</summary>
/// <param name="Groups">The groups, in the order in which they were given.</param>
/// <param name="Settings">The keys in which they differ; a missing key reads <c>—</c>.</param>
/// <param name="Readings">All final readings, in the order of their first appearance.</param>
public sealed record RunComparison(
    IReadOnlyList<RunGroup> Groups, IReadOnlyList<ComparisonRow<string>> Settings,
    IReadOnlyList<ComparisonRow<PooledReading>> Readings)
{
    private const string SeedKey = "seed";
    private const string Absent = "—";

    /// <summary>Compares runs. Runs of equal name whose specifications agree in everything but the key
    /// <c>seed</c> are pooled; of two runs with the same seed only the later one counts, since they are the
    /// same computation.</summary>
    /// <exception cref="Parts.SzilardException">A record cannot be read.</exception>
    public static RunComparison Of(IEnumerable<RunFolder> folders)
    {
        Member[] members = [.. folders.Select(Member.Read)];
        Member[][] groups = [.. members.GroupBy(m => (m.Record.Name, m.Fingerprint)).Select(OnePerSeed)];
        return new RunComparison(
            [.. groups.Select(g => Named(g, groups))], DifferingSettings(groups), PooledReadings(groups));
    }

    private static Member[] OnePerSeed(IEnumerable<Member> group) =>
        [.. group.GroupBy(m => m.Record.Seed).Select(same => same.MaxBy(m => m.Record.Started)!)];

    private static RunGroup Named(Member[] group, Member[][] all)
    {
        RunRecord first = group[0].Record;
        bool shared = all.Count(other => other[0].Record.Name == first.Name) > 1;
        return new RunGroup(
            shared ? $"{first.Name} ({first.Id})" : first.Name,
            [.. group.Select(m => m.Folder.Path)], [.. group.Select(m => m.Record.Seed)]);
    }

    private static ComparisonRow<string>[] DifferingSettings(Member[][] groups) =>
        [.. groups.SelectMany(g => g[0].Settings.Keys).Distinct()
            .Select(key => new ComparisonRow<string>(
                key, [.. groups.Select(g => g[0].Settings.GetValueOrDefault(key, Absent))]))
            .Where(row => row.Values.Distinct().Count() > 1)];

    private static ComparisonRow<PooledReading>[] PooledReadings(Member[][] groups) =>
        [.. groups.SelectMany(g => g).SelectMany(m => m.Record.Summary).Select(r => r.Name).Distinct()
            .Select(name => new ComparisonRow<PooledReading>(name, [.. groups.Select(g => Pool(g, name))]))];

    private static PooledReading Pool(Member[] group, string name) =>
        PooledReading.Of(group.SelectMany(m => m.Record.Summary.Where(r => r.Name == name).Take(1)));

    private sealed record Member(
        RunFolder Folder, RunRecord Record, IReadOnlyDictionary<string, string> Settings)
    {
        public string Fingerprint { get; } =
            string.Join("\n", Settings.OrderBy(s => s.Key).Select(s => $"{s.Key}={s.Value}"));

        public static Member Read(RunFolder folder)
        {
            RunRecord record = folder.Record();
            var settings = RunSettings.Of(record).Where(s => s.Key != SeedKey).ToDictionary();
            return new Member(folder, record, settings);
        }
    }
}
