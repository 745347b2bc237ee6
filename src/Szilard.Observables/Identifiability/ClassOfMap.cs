using Szilard.Observables.Probes;
using Szilard.Parts;
using Szilard.Tensors;
using Szilard.Tensors.Kernels;

namespace Szilard.Observables.Identifiability;

/// <summary>Indeterminacy class of the map from latents to representation: maps of every class are fitted on
/// one half and compared on the other. The first reading is the held-out R² of the strictest class that
/// holds, which the remark names.</summary>
/// <remarks>A linear class holds when its R² is at least 0.95 and at most 0.02 below that of the affine map;
/// in order of strictness: signed permutation (free scales), block-orthogonal, orthogonal (one scale),
/// affine. Monotone functions of single dimensions are named where their R² is at least 0.95 and better than
/// the affine map's and the permutation's by more than 0.02. Otherwise none. Derived here.</remarks>
public sealed class ClassOfMap : IMeter
{
    private const double Recovered = 0.95;
    private const double Tolerance = 0.02;

    /// <summary>What the meter says of itself.</summary>
    public static PartCard Card { get; } = new(
        "indeterminacy",
        "Held-out R² of the strictest class of maps that explains the latents; the remark names the class.",
        "derived here; the classes are those of the theorems in docs/verdicts.md")
    {
        Formula = "meanₖ (1 − SSEₖ/SSTₖ) of maps h → z of each class; and each as `.permutation`, `.block`, "
            + "`.orthogonal`, `.affine`, `.monotone`",
        Convention = "strictest of signed permutation, block-orthogonal, orthogonal, affine whose R² is ≥ "
            + "0.95 and within 0.02 of the affine map's; monotone (isotonic, matched by Spearman) where it "
            + $"is ≥ 0.95 and better by 0.02; else none; {Halves.Convention}; standard error: delta method "
            + "over held-out samples; no chance level (noise reads `none`)",
    };

    /// <summary>The meter has no parameters.</summary>
    public static IMeter Build(Settings settings) => new ClassOfMap();

    /// <inheritdoc/>
    public Evidence Needs => Evidence.Representation | Evidence.Latents;

    /// <inheritdoc/>
    public Reading Read(Specimen specimen, RandomKey key, Workers workers) =>
        ReadParts(specimen, key, workers)[0].Reading;

    /// <inheritdoc/>
    public IReadOnlyList<PartReading> ReadParts(Specimen specimen, RandomKey key, Workers workers)
    {
        var halves = Halves.Of(specimen, key);
        if (halves.Obstacle(Needs) is { } obstacle)
            return [new PartReading("", Reading.Undefined(obstacle))];
        (Matrix h, Matrix z) = (halves.Fit.Representation, halves.Fit.Latents!);
        if ((LinearMap.Obstacle(h, z) ?? LinearMap.Obstacle(z, h)) is { } few)
            return [new PartReading("", Reading.Undefined(few))];
        (var scores, int blocks) = Scores(halves);
        if (!double.IsFinite(scores["affine"].Value))
            return [new PartReading("", scores["affine"])];
        (string name, Reading found) = Choose(scores, blocks);
        return
        [
            new PartReading("", found with { Remark = $"Class: {name}. {found.Remark}".TrimEnd() }),
            .. scores.Select(s => new PartReading(s.Key, s.Value)),
        ];
    }

    private static (Dictionary<string, Reading> Scores, int Blocks) Scores(Halves halves)
    {
        var maps = new MapComparison(halves);
        Reading affine = maps.Score(maps.Affine());
        (Matrix h, Matrix z) = (halves.Fit.Representation, halves.Fit.Latents!);
        var blocks = MapStructure.BlocksOf(z, h, 1 - affine.Value);
        int[] causes = [.. Enumerable.Range(0, z.Columns)], dimensions = [.. Enumerable.Range(0, h.Columns)];
        Dictionary<string, Reading> scores = new()
        {
            ["permutation"] = maps.Score(maps.Permutation()),
            ["block"] = maps.Score(maps.Orthogonal(blocks)),
            ["orthogonal"] = maps.Score(maps.Orthogonal([(causes, dimensions)])),
            ["affine"] = affine,
            ["monotone"] = maps.Score(maps.Monotone()),
        };
        return (scores, blocks.Count);
    }

    private static (string Name, Reading Reading) Choose(Dictionary<string, Reading> scores, int blocks)
    {
        double affine = scores["affine"].Value, least = Math.Max(Recovered, affine - Tolerance);
        double linear = Math.Max(affine, scores["permutation"].Value);
        if (scores["monotone"].Value >= Recovered && scores["monotone"].Value > linear + Tolerance)
            return ("monotone functions of single dimensions", scores["monotone"]);
        foreach ((string key, string name) in s_strictestFirst)
            if (scores[key].Value >= least && (key != "block" || blocks > 1))
                return (name, scores[key]);
        return ("none", scores["affine"]);
    }

    private static readonly (string Key, string Name)[] s_strictestFirst =
    [
        ("permutation", "signed permutation"), ("block", "block-orthogonal"), ("orthogonal", "orthogonal"),
        ("affine", "affine"),
    ];
}
