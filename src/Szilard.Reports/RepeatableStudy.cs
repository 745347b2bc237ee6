using Szilard.Experiments;
using Szilard.Experiments.Specification;
using Szilard.Parts;
using Szilard.Records;

namespace Szilard.Reports;

/// <summary>The study file that repeats runs: one document for all that share seeds and data.</summary>
internal static class RepeatableStudy
{
    private sealed record Case(RunSpecification? Run, string Data, string Raw, IReadOnlyList<long> Seeds);

    /// <summary>YAML; documents are separated by <c>---</c>. A specification written for other parts than
    /// those of this version is given as it stands in the record.</summary>
    public static string Of(IEnumerable<RunRecord> records) =>
        string.Join("---\n", Cases(records)
            .GroupBy(c => (c.Data, Seeds: string.Join(' ', c.Seeds), Raw: c.Run is null ? c.Raw : ""))
            .Select(g => Document([.. g])));

    /// <summary>Records of equal specification are one case with several seeds.</summary>
    private static IEnumerable<Case> Cases(IEnumerable<RunRecord> records) =>
        records.Select(r => (Record: r, Case: Read(r)))
            .GroupBy(p => p.Case.Raw)
            .Select(g => g.First().Case with
            {
                Seeds = [.. g.Select(p => p.Record.Seed).Distinct().Order()],
            });

    private static Case Read(RunRecord record)
    {
        string raw = record.Specification.GetRawText();
        try
        {
            (RunSpecification run, string data) = StudyRunner.SpecificationOf(record);
            return new Case(run, data, raw, []);
        }
        catch (SzilardException)
        {
            return new Case(null, "", raw, []);
        }
    }

    private static string Document(Case[] cases)
    {
        Case first = cases[0];
        if (first.Run is null)
            return first.Raw + "\n";
        if (cases.Length == 1)
            return SpecificationYaml.Write(first.Run, first.Seeds, first.Data);
        string head = string.Concat(Lines(first).TakeWhile(IsHead));
        string runs = string.Concat(cases.Select((c, i) => $"  {Name(cases, i)}:\n" + Indented(c)));
        return $"{head}runs:\n{runs}";
    }

    /// <summary>The run's name, with a number where an earlier run of other specification has it.</summary>
    private static string Name(Case[] cases, int index)
    {
        string name = cases[index].Run!.Name;
        int earlier = cases.Take(index).Count(c => c.Run!.Name == name);
        return earlier == 0 ? name : $"{name}-{earlier + 1}";
    }

    private static string Indented(Case run) =>
        string.Concat(Lines(run).SkipWhile(IsHead).Select(line => "    " + line));

    private static IEnumerable<string> Lines(Case run) =>
        SpecificationYaml.Write(run.Run!, run.Seeds, run.Data).TrimEnd('\n').Split('\n')
            .Select(line => line + "\n");

    /// <summary>Name, seeds and data stand on one line each; a section begins with a key alone.</summary>
    private static bool IsHead(string line) => !line.EndsWith(":\n", StringComparison.Ordinal);
}
