namespace Szilard.Parts;

/// <summary>Finds the valid name that a misspelt one most likely meant.</summary>
public static class Spelling
{
    /// <summary>The nearest candidate by edit distance, or null where more than a third of the letters
    /// differ, and more than two.</summary>
    public static string? Nearest(string word, IEnumerable<string> candidates)
    {
        (string Name, int Distance)? best = null;
        foreach (string candidate in candidates)
        {
            int distance = Distance(word, candidate);
            if (best is null || distance < best.Value.Distance)
                best = (candidate, distance);
        }
        return best is { } b && b.Distance <= Math.Max(2, word.Length / 3) ? b.Name : null;
    }

    /// <summary><c>; did you mean `x`?</c>, or the list of valid names when nothing is near; where a family
    /// has the word's name, its members (<c>dci.completeness</c> for <c>dci</c>).</summary>
    public static string Hint(string word, IEnumerable<string> candidates)
    {
        string[] names = [.. candidates];
        if (names.Length == 0)
            return "";
        string[] family = [.. names.Where(n => n.StartsWith($"{word}.", StringComparison.Ordinal))];
        if (family.Length > 0)
            return $"; there are: {string.Join(", ", family)}";
        return Nearest(word, names) is { } near
            ? $"; did you mean `{near}`?"
            : $"; there are: {string.Join(", ", names)}";
    }

    /// <summary>Levenshtein distance: insertions, deletions and substitutions that turn one word into the
    /// other.</summary>
    private static int Distance(string a, string b)
    {
        int[] row = [.. Enumerable.Range(0, b.Length + 1)];
        for (int i = 1; i <= a.Length; i++)
        {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.Length; j++)
            {
                int substituted = diagonal + (a[i - 1] == b[j - 1] ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.Min(substituted, 1 + Math.Min(row[j], row[j - 1]));
            }
        }
        return row[^1];
    }
}
