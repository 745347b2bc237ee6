using System.Text.RegularExpressions;
using YamlDotNet.Core;

namespace Szilard.Experiments.Specification.Yaml;

/// <summary>The root mapping of a study file; what the YAML parser complains about becomes a fault.</summary>
internal static partial class StudyDocument
{
    /// <summary>The longest study.</summary>
    public const int MostCharacters = 1 << 20;

    /// <summary>The root, or null after a fault that leaves nothing to read.</summary>
    public static YamlMap? Read(string text, string fileName, FaultList faults)
    {
        Place start = new(fileName, 1, 1);
        if (text.Length > MostCharacters)
        {
            faults.Add(
                start, "", $"the file has {text.Length} characters; a study has at most {MostCharacters}.");
            return null;
        }
        YamlNode? root = Parse(text, fileName, faults);
        if (root is YamlMap or null)
            return (YamlMap?)root;
        faults.Add(start, "", root.IsEmpty
            ? "the file is empty; begin with `name: my-study` (`szilard list` names the parts)."
            : $"a study is a mapping such as `name: my-study`, but this is {root.Describe()}.");
        return null;
    }

    private static YamlNode? Parse(string text, string fileName, FaultList faults)
    {
        try
        {
            return YamlTree.Read(text, mark => new(fileName, (int)mark.Line, (int)mark.Column), faults);
        }
        catch (YamlException problem)
        {
            (int line, int column) = ((int)problem.Start.Line, (int)problem.Start.Column);
            Place place = new(fileName, Math.Max(1, line), Math.Max(1, column));
            faults.Add(
                place, "", $"this is not YAML that a study can use: {Cause(problem, text, place.Line)}.");
            return null;
        }
    }

    /// <summary>What the parser says, or the usual suspect: tabs, which YAML does not admit.</summary>
    public static string Cause(YamlException problem, string text, int line)
    {
        string[] lines = text.Split('\n');
        for (int i = Math.Max(0, line - 2); i < Math.Min(lines.Length, line + 1); i++)
            if (lines[i].AsSpan(0, lines[i].Length - lines[i].AsSpan().TrimStart().Length).Contains('\t'))
                return $"line {i + 1} is indented with a tab; use spaces";
        string said = Location().Replace(problem.Message, "").Trim().TrimEnd('.');
        return said.Length == 0 ? "the text breaks off" : char.ToLowerInvariant(said[0]) + said[1..];
    }

    /// <summary>The parser's own way to give places.</summary>
    [GeneratedRegex(@"\(Line:[^)]*\)( - \(Line:[^)]*\))?:?", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Location();
}
