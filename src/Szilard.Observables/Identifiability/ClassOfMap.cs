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
        var halves = Halves.Of(specimen);
        if (Obstacle(halves) is { } obstacle)
            return [new PartReading("", Reading.Undefined(obstacle))];
        MapClasses found = Compare(halves);
        Reading affine = found.Scores[MapClass.Affine];
        if (!double.IsFinite(affine.Value))
            return [new PartReading("", affine)];
        (Reading best, string name) = found.Held is [var strictest, ..]
            ? (found.Scores[strictest], Words(strictest).Name) : (affine, "none");
        return
        [
            new PartReading("", best with { Remark = $"Class: {name}. {best.Remark}".TrimEnd() }),
            .. found.Scores.Select(s => new PartReading(Words(s.Key).Part, s.Value)),
        ];
    }

    /// <summary>The classes that hold, as the meter reads them; null where they are not defined: no latents,
    /// too few samples, a constant representation.</summary>
    /// <param name="specimen">Latents and representation.</param>
    public static MapClasses? Find(Specimen specimen)
    {
        if (specimen.Latents is null)
            return null;
        var halves = Halves.Of(specimen);
        MapClasses? found = Obstacle(halves) is null ? Compare(halves) : null;
        return found is not null && double.IsFinite(found.Scores[MapClass.Affine].Value) ? found : null;
    }

    private static string? Obstacle(Halves halves)
    {
        if (halves.Obstacle(Evidence.Representation | Evidence.Latents) is { } obstacle)
            return obstacle;
        (Matrix h, Matrix z) = (halves.Fit.Representation, halves.Fit.Latents!);
        return LinearMap.Obstacle(h, z) ?? LinearMap.Obstacle(z, h);
    }

    private static MapClasses Compare(Halves halves)
    {
        var maps = new MapComparison(halves);
        Reading affine = maps.Score(maps.Affine());
        (Matrix h, Matrix z) = (halves.Fit.Representation, halves.Fit.Latents!);
        var blocks = CauseBlocks.Of(z, h, 1 - affine.Value);
        int[] causes = [.. Enumerable.Range(0, z.Columns)], dimensions = [.. Enumerable.Range(0, h.Columns)];
        Dictionary<MapClass, Reading> scores = new()
        {
            [MapClass.SignedPermutation] = maps.Score(maps.Permutation()),
            [MapClass.BlockOrthogonal] = maps.Score(maps.Orthogonal(blocks)),
            [MapClass.Orthogonal] = maps.Score(maps.Orthogonal([(causes, dimensions)])),
            [MapClass.Affine] = affine,
            [MapClass.Monotone] = maps.Score(maps.Monotone()),
        };
        return new MapClasses(scores, [.. blocks.Select(b => b.Causes)]);
    }

    private static (string Part, string Name) Words(MapClass map) => map switch
    {
        MapClass.SignedPermutation => ("permutation", "signed permutation"),
        MapClass.BlockOrthogonal => ("block", "block-orthogonal"),
        MapClass.Orthogonal => ("orthogonal", "orthogonal"),
        MapClass.Affine => ("affine", "affine"),
        _ => ("monotone", "monotone functions of single dimensions"),
    };
}
