using Szilard.Parts;
using Szilard.Worlds.Latents;

namespace Szilard.Worlds.Tests.Latents;

/// <summary>A world from the words of a study file.</summary>
internal static class Study
{
    /// <summary>Settings from <c>name: value; name: value</c>.</summary>
    public static Settings Settings(string study)
    {
        List<Fault> faults = [];
        Settings settings = SettingsReader.Read(LatentWorld.Card, Given(study), faults);
        Assert.Empty(faults);
        return settings;
    }

    public static LatentWorld World(string study) => LatentWorld.Build(Settings(study));

    private static Dictionary<string, object> Given(string study) =>
        study.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .Select(line => line.Split(':', StringSplitOptions.TrimEntries))
            .ToDictionary(pair => pair[0], pair => (object)pair[1]);
}
