using System.Globalization;
using System.Text.RegularExpressions;
using Szilard.Experiments.Specification.Yaml;

namespace Szilard.Experiments.Specification;

/// <summary>Reads name, claim, data and seeds.</summary>
internal sealed partial class HeadReader(YamlMap root, FaultList faults)
{
    /// <summary>Characters of the longest name.</summary>
    public const int LongestName = 64;

    /// <summary>The study's name; a stand-in after a fault, so that reading goes on.</summary>
    public string Name()
    {
        YamlEntry? entry = root.Find(StudyKeys.Name);
        if (entry is null)
        {
            faults.Add(root.Place, StudyKeys.Name, "the study has no name; add `name: my-study`.");
            return "study";
        }
        if (entry.Value is not YamlText { IsEmpty: false } text)
        {
            faults.Add(
                entry.Place, StudyKeys.Name, $"a name is a word, but this is {entry.Value.Describe()}.");
            return "study";
        }
        CheckName(text.Text, text.Place, StudyKeys.Name, faults);
        return text.Text;
    }

    /// <summary>A text; empty when the key is absent.</summary>
    public string Text(string key)
    {
        YamlEntry? entry = root.Find(key);
        if (entry is null)
            return "";
        if (entry.Value is YamlText { IsEmpty: false } text)
            return text.Text;
        faults.Add(
            entry.Place, key,
            $"`{key}` is a text, but this is {entry.Value.Describe()}; give one or leave the key out.");
        return "";
    }

    /// <summary>The seeds; [1] when the key is absent.</summary>
    public IReadOnlyList<long> Seeds()
    {
        YamlEntry? entry = root.Find(StudyKeys.Seeds);
        if (entry is null)
            return [1];
        if (entry.Value is not YamlList { Items.Count: > 0 } list)
        {
            faults.Add(
                entry.Place, StudyKeys.Seeds,
                $"seeds are a list such as `[1, 2, 3]`, but this is {Described(entry.Value)}.");
            return [1];
        }
        List<long> seeds = [];
        foreach (YamlNode item in list.Items)
            Seed(item, seeds);
        return seeds;
    }

    /// <summary>Adds a fault unless the name is kebab-case and of at most 64 characters.</summary>
    public static void CheckName(string name, Place place, string key, FaultList faults)
    {
        if (name.Length > LongestName)
            faults.Add(place, key, $"the name has {name.Length} characters; use at most {LongestName}.");
        else if (!KebabCase().IsMatch(name))
            faults.Add(
                place, key,
                $"`{name}` is not kebab-case; use lower-case letters, digits and hyphens{Suggestion(name)}.");
    }

    /// <summary>The text in lower-case letters, digits and single hyphens.</summary>
    public static string Kebab(string text) => NotKebab().Replace(text.ToLowerInvariant(), "-").Trim('-');

    private void Seed(YamlNode item, List<long> seeds)
    {
        if (item is not YamlText text
            || !long.TryParse(text.Text, NumberStyles.None, CultureInfo.InvariantCulture, out long seed))
            faults.Add(
                item.Place, StudyKeys.Seeds,
                $"a seed is a whole number from 0, but this is {item.Describe()}.");
        else if (seeds.Contains(seed))
            faults.Add(
                item.Place, StudyKeys.Seeds,
                $"seed {seed} is given twice, which would repeat the same run; keep one.");
        else
            seeds.Add(seed);
    }

    private static string Described(YamlNode node) => node is YamlList ? "an empty list" : node.Describe();

    private static string Suggestion(string name)
    {
        string kebab = Kebab(name);
        return KebabCase().IsMatch(kebab) ? $", for example `{kebab}`" : ", for example `my-study`";
    }

    [GeneratedRegex(@"^[a-z0-9]+(-[a-z0-9]+)*\z", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex KebabCase();

    [GeneratedRegex("[^a-z0-9]+", RegexOptions.None, 1000)]
    private static partial Regex NotKebab();
}
