using Szilard.Parts;
using Szilard.Tensors.Kernels;
using Szilard.Worlds.Latents;
using Szilard.Worlds.Rendered;

namespace Szilard.Worlds.Generated;

/// <summary>One kind of generated world: its card, how it is built, and what its settings tell before
/// that.</summary>
/// <param name="Card">Name, meaning and parameters.</param>
/// <param name="Build">The world of settings without faults, of a folder with data where it needs one, and of
/// threads that share its work.</param>
/// <param name="Latents">How many latents such settings give; 0 where only the data tells.</param>
/// <param name="Classes">How many classes they give; 0 for none.</param>
public sealed record GeneratedForm(
    PartCard Card, Func<Settings, string, Workers?, IGeneratedWorld> Build, Func<Settings, int> Latents,
    Func<Settings, int> Classes)
{
    /// <summary>True where it shows images, false where vectors.</summary>
    public bool ShowsImages { get; init; }

    /// <summary>True where it is made of parts that lie in a folder.</summary>
    public bool NeedsData { get; init; }

    /// <summary>True where the settings give a finite set of items to learn from.</summary>
    public Func<Settings, bool> HasItems { get; init; } = _ => false;

    /// <summary>True where the settings give a world that tells which looks could belong together.</summary>
    public Func<Settings, bool> TellsReach { get; init; } = _ => false;

    /// <summary>All kinds, in the order in which they are shown.</summary>
    public static IReadOnlyList<GeneratedForm> All { get; } =
    [
        new(LatentWorld.Card, (s, _, _) => LatentWorld.Build(s), s => s.Integer("dimensions"), _ => 0)
        {
            HasItems = s => s.Integer("samples") > 0,
            TellsReach = LatentWorld.TellsReach,
        },
        new(ContentStyleWorld.Card, (s, _, _) => ContentStyleWorld.Build(s),
            s => s.Integer("content") + s.Integer("style"),
            s => ContentStyleWorld.ClassesOf(s.Integer("signs"))),
        new(ClusterWorld.Card, (s, _, _) => ClusterWorld.Build(s), s => s.Integer("dimensions"),
            ClusterWorld.ClassesOf) { HasItems = _ => true },
        new(HierarchyWorld.Card, (s, _, _) => HierarchyWorld.Build(s), s => s.Integer("dimensions"),
            HierarchyWorld.ClassesOf) { HasItems = _ => true },
        new(TreeWorld.Card, (s, _, _) => TreeWorld.Build(s), s => (1 << s.Integer("depth")) - 1, _ => 2),
        new(SequenceWorld.Card, (s, _, _) => SequenceWorld.Build(s), s => s.Integer("dimensions"), _ => 0)
            { HasItems = _ => true },
        new(RelationWorld.Card, (s, _, _) => RelationWorld.Build(s), _ => 2, _ => RelationWorld.Outcomes),
        new(ShapeWorld.Card, (s, _, workers) => ShapeWorld.Build(s, workers), _ => ShapeFactors.Count,
            s => s.Integer("shapes")) { ShowsImages = true },
        new(SpriteWorld.Card, (s, data, workers) => SpriteWorld.Open(data, s, workers), _ => 0, _ => 0)
            { ShowsImages = true, NeedsData = true },
    ];

    /// <summary>The kind of that name; null where it is no generated world.</summary>
    public static GeneratedForm? Find(string kind) => All.FirstOrDefault(form => form.Card.Name == kind);
}
