using Szilard.Parts;
using Szilard.Worlds.Speech;

namespace Szilard.Worlds.Datasets;

/// <summary>One kind of dataset: its card, and the function that opens a folder or file.</summary>
/// <param name="Card">Name, meaning and parameters.</param>
/// <param name="Open">The world at a resolved path.</param>
public sealed record DatasetFormat(PartCard Card, Func<string, Settings, IWorld> Open)
{
    /// <summary>All kinds, in the order in which they are shown.</summary>
    public static IReadOnlyList<DatasetFormat> All { get; } =
    [
        new(IdxWorld.Card, IdxWorld.Open),
        new(CifarWorld.Card, CifarWorld.Open),
        new(ImageFolderWorld.Card, ImageFolderWorld.Open),
        new(NpyWorld.Card, NpyWorld.Open),
        new(CsvWorld.Card, CsvWorld.Open),
        new(SpeechWorld.Card, SpeechWorld.Open),
    ];
}
