using System.Security.Cryptography;
using System.Text;

namespace Szilard.Records;

/// <summary>Names of run folders: <c>date-name-id</c>, in letters that every file system takes.</summary>
internal static class FolderName
{
    private const int LongestName = 48;
    private const int DateLength = 11;
    private const string Alphabet = "0123456789abcdefghjkmnpqrstvwxyz"; // no i, l, o, u: nothing to misread

    /// <summary>Six letters (30 bits) from what the run is, when it began, and how many folders were already
    /// in the way.</summary>
    public static string Id(RunStart start, DateTimeOffset began, int collisions)
    {
        string text = $"{start.Name}\n{start.Seed}\n{began.UtcTicks}\n{collisions}\n{start.Specification}";
        byte[] hash = SHA256.HashData(Encoding.UTF8.GetBytes(text));
        return string.Concat(hash.Take(6).Select(b => Alphabet[b % 32]));
    }

    /// <summary>The folder's name.</summary>
    public static string Of(string name, DateTimeOffset began, string id) =>
        $"{began.UtcDateTime:yyyy-MM-dd}-{Sanitised(name)}-{id}";

    /// <summary>Name and id; empty where the name is too short for a date.</summary>
    public static string WithoutDate(string folder) => folder.Length > DateLength ? folder[DateLength..] : "";

    /// <summary>ASCII letters in lower case, digits, dots and single hyphens, at most 48; <c>run</c> where
    /// nothing is left.</summary>
    public static string Sanitised(string name)
    {
        var text = new StringBuilder();
        foreach (char letter in name)
        {
            char c = char.ToLowerInvariant(letter);
            bool plain = char.IsAsciiLetterOrDigit(c) || c == '.';
            if (plain)
                text.Append(c);
            else if (text.Length > 0 && text[^1] != '-')
                text.Append('-');
        }
        string plainName = text.ToString()[..Math.Min(text.Length, LongestName)].Trim('-', '.');
        return plainName.Length == 0 ? "run" : plainName;
    }
}
