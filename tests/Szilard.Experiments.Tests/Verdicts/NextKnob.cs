using System.Text.RegularExpressions;
using Szilard.Experiments.Specification;

namespace Szilard.Experiments.Tests.Verdicts;

/// <summary>The knobs that a verdict names.</summary>
internal static partial class NextKnob
{
    /// <summary>There is one, and every one is a section or a key that the run's own specification
    /// has.</summary>
    public static void AssertKeys(RunSpecification run, string next)
    {
        MatchCollection keys = Keys.Matches(next);
        Assert.NotEmpty(keys);
        Assert.All(keys, key => Assert.True(
            key.Groups["key"].Value.Length == 0
            || run.Settings(key.Groups["section"].Value).Card.Parameters.Any(
                p => p.Name == key.Groups["key"].Value),
            $"{run["objective"].Kind}: `{key.Value}` is no key."));
    }

    [GeneratedRegex(
        @"\b(?<section>world|views|encoder|objective|optimiser|training|evaluation)\b(\.(?<key>[a-z_]+))?",
        RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Keys { get; }
}
