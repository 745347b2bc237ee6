namespace Szilard.Records;

/// <summary>The settings of a run under the keys that <c>--set</c> takes.</summary>
public static class RunSettings
{
    private const string Shell = "run.";

    /// <summary>Dotted key → value, <c>world.rho</c> → <c>0.9</c>, in the order of the specification; without
    /// the run's name, what is empty, and the kind of sections that have only one.</summary>
    public static IReadOnlyDictionary<string, string> Of(RunRecord record) =>
        new OrderedDictionary<string, string>(
            FlatSpecification.Of(record.Specification)
                .Select(p => KeyValuePair.Create(Bare(p.Key), p.Value))
                .Where(p => p.Key != "name" && p.Key != $"{p.Value}.kind" && p.Value.Length > 0));

    private static string Bare(string key) =>
        key.StartsWith(Shell, StringComparison.Ordinal) ? key[Shell.Length..] : key;
}
