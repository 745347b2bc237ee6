using Szilard.Parts;

namespace Szilard.Cli.Verbs;

/// <summary>What <c>--param key=value</c> gave.</summary>
internal static class Parameters
{
    /// <summary>Key → value, as text.</summary>
    /// <exception cref="SzilardException">Something is no <c>key=value</c>, or given twice.</exception>
    public static Dictionary<string, object> Parse(string[] parameters)
    {
        Dictionary<string, object> given = [];
        foreach (string parameter in parameters)
        {
            string[] parts = parameter.Split('=', 2, StringSplitOptions.TrimEntries);
            if (parts is not [{ Length: > 0 } key, string value])
                throw new SzilardException(
                    $"`--param {parameter}` is no `key=value`; write `--param temperature=0.2`.");
            if (!given.TryAdd(key, value))
                throw new SzilardException($"`--param {key}` is given twice; give it once.");
        }
        return given;
    }
}
