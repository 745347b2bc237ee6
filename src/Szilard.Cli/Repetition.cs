namespace Szilard.Cli;

/// <summary>The command that repeats a study, as a shell takes it.</summary>
internal static class Repetition
{
    /// <summary><c>szilard run 'my study.yaml' --set world.rho=0.9 --data path</c>.</summary>
    /// <param name="words">The verb and its arguments.</param>
    /// <param name="overrides">Values of <c>--set</c>.</param>
    /// <param name="data">Value of <c>--data</c>; empty where there is none.</param>
    public static string Of(IEnumerable<string> words, IEnumerable<string> overrides, string data = "")
    {
        string[] all =
        [
            "szilard", .. words, .. overrides.SelectMany(o => (string[])["--set", o]),
            .. data.Length > 0 ? (string[])["--data", data] : [],
        ];
        return string.Join(' ', all.Select(Quoted));
    }

    private static string Quoted(string word) => word.Length > 0 && word.All(IsPlain)
        ? word
        : $"'{word.Replace("'", "'\\''", StringComparison.Ordinal)}'";

    private static bool IsPlain(char c) => char.IsLetterOrDigit(c) || "-_./=:,+@%".Contains(c);
}
