using Szilard.Parts;
using Szilard.Tensors.Kernels;
using Szilard.Worlds;
using Szilard.Worlds.Generated;
using Szilard.Worlds.Views;

namespace Szilard.Experiments.Plans;

/// <summary>What a world lets views look at.</summary>
[Flags]
internal enum Sight
{
    /// <summary>Nothing in particular.</summary>
    None = 0,

    /// <summary>Causes with a known law.</summary>
    Latents = 1,

    /// <summary>Observations of height, width and channels.</summary>
    Images = 2,

    /// <summary>Observations of one axis.</summary>
    Vectors = 4,
}

/// <summary>A way to look twice: its card, what it needs of the world, and how it is built.</summary>
/// <param name="Card">Name, meaning and parameters.</param>
/// <param name="Needs">What the world must show.</param>
/// <param name="Build">The views of a world that shows it.</param>
internal sealed record ViewForm(PartCard Card, Sight Needs, Func<IWorld, Settings, Workers, IViews> Build)
{
    /// <summary>True where the right view is a target that a supervised objective is told.</summary>
    public bool GivesTargets { get; init; }

    /// <summary>True where views tell what changed between the two of a pair.</summary>
    public bool TellsActions { get; init; }

    /// <summary>All views: one line each.</summary>
    public static IReadOnlyList<ViewForm> All { get; } =
    [
        new(RedrawViews.Card, Sight.Latents, (world, _, _) => new RedrawViews((IGeneratedWorld)world))
            { TellsActions = true },
        new(AugmentedViews.Card, Sight.Images, Pictures)
            { TellsActions = true },
        new(VectorViews.Card, Sight.Vectors, (_, given, _) => VectorViews.Build(given)),
        new(LabelViews.Card, Sight.None, Labels) { GivesTargets = true },
    ];

    /// <summary>The views of that name.</summary>
    public static ViewForm Of(string kind) => All.First(form => form.Card.Name == kind);

    /// <summary>What a kind of world shows, as far as its name tells; a dataset may hold images or
    /// vectors.</summary>
    public static Sight Shown(string world) =>
        GeneratedForm.Find(world) is { } form
            ? Sight.Latents | (form.ShowsImages ? Sight.Images : Sight.Vectors)
            : Sight.Images | Sight.Vectors;

    /// <summary>What a world shows.</summary>
    public static Sight Shown(IWorld world) =>
        (world is IGeneratedWorld ? Sight.Latents : Sight.None)
        | (world.ObservationShape.Rank == 3 ? Sight.Images : Sight.Vectors);

    /// <summary>Why these views cannot look at such a world, and which can; null where they can.</summary>
    /// <param name="world">The world's kind.</param>
    /// <param name="shown">What it shows.</param>
    public string? Refusal(string world, Sight shown)
    {
        if (shown.HasFlag(Needs))
            return null;
        IEnumerable<string> others =
            All.Where(f => !f.GivesTargets && shown.HasFlag(f.Needs)).Select(f => $"`{f.Card.Name}`");
        return $"`{Card.Name}` needs {Word(Needs)}, but `{world}` gives {Word(shown & ~Sight.Latents)}; use "
            + $"{string.Join(" or ", others)}.";
    }

    private static string Word(Sight sight) => sight switch
    {
        Sight.Latents => "known latents",
        Sight.Images => "images",
        Sight.Vectors => "vectors",
        _ => "images or vectors of unknown causes",
    };

    private static AugmentedViews Pictures(IWorld world, Settings settings, Workers workers)
    {
        AugmentedViews views = AugmentedViews.Build(settings, workers);
        views.Require(world.ObservationShape);
        return views;
    }

    /// <summary>Targets beside the views that suit the world best.</summary>
    private static LabelViews Labels(IWorld world, Settings settings, Workers workers)
    {
        Sight shown = Shown(world);
        ViewForm inner = shown.HasFlag(Sight.Images)
            ? Of(AugmentedViews.Card.Name) : All.First(form => shown.HasFlag(form.Needs));
        Dictionary<string, object> pixels = inner.Card == AugmentedViews.Card
            ? settings.Values.Where(v => inner.Card.Parameters.Any(p => p.Name == v.Key))
                .ToDictionary(v => v.Key, v => v.Value)
            : [];
        return new LabelViews(
            inner.Build(world, SettingsReader.Read(inner.Card, pixels, []), workers), world,
            settings.Flag(LabelViews.AugmentKey), LabelViews.TellsClasses(settings, world));
    }
}
