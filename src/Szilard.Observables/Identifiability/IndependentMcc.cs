using Szilard.Observables.Algebra;
using Szilard.Observables.Statistics;
using Szilard.Parts;
using Szilard.Tensors;
using Szilard.Tensors.Kernels;

namespace Szilard.Observables.Identifiability;

/// <summary>MCC of the latents with the independent components of the representation: the permutation that
/// independence still gives where theory promises an affine map only.</summary>
/// <remarks>Independent latents that are not normal are recovered from any invertible affine map of them;
/// normal latents are not. Source: Nelson, Fumero, Karaletsos, Locatello, arXiv:2603.11970 (independent
/// components after training); Hyvärinen, "Fast and robust fixed-point algorithms for independent component
/// analysis", 1999.</remarks>
public sealed class IndependentMcc : IMeter
{
    private const int FitAtMost = 4096;
    private const int DimensionsAtMost = 256;

    /// <summary>What the meter says of itself.</summary>
    public static PartCard Card { get; } = new(
        "mcc.ica",
        "Mean absolute Pearson correlation of latents matched one to one with independent components of the "
            + "representation.",
        "Nelson, Fumero, Karaletsos, Locatello, arXiv:2603.11970; Hyvärinen 1999, eq. 20")
    {
        Formula = "max over assignments π of meanⱼ |corr(zⱼ, s_π(j))|, s = FastICA(h)",
        Convention = "symmetric FastICA, log cosh, all whitened directions, a fixed start, at most 200 steps "
            + "and 50 since the turning last halved, fitted on at most 4096 samples without the latents; "
            + "Pearson, exact assignment, all samples; standard error: influence function at the components "
            + "and the matching found; chance: mean of 16 shuffled pairings (their normal limit when "
            + "n·d·m > 2²²)",
    };

    /// <summary>The meter has no parameters.</summary>
    public static IMeter Build(Settings settings) => new IndependentMcc();

    /// <inheritdoc/>
    public Evidence Needs => Evidence.Representation | Evidence.Latents;

    /// <inheritdoc/>
    public Reading Read(Specimen specimen, RandomKey key, Workers workers)
    {
        (Matrix latents, Matrix h) = (specimen.Latents!, specimen.Representation);
        if (Mcc.Obstacle(latents, h) is { } obstacle)
            return Reading.Undefined(obstacle);
        if (h.Columns > DimensionsAtMost || h.Rows <= h.Columns + 1)
            return Reading.Undefined($"{h.Rows} samples of {h.Columns} dimensions; independent components "
                + $"are sought of at most {DimensionsAtMost} dimensions with more samples than those and "
                + "one.");
        int[] rows = PermutationNull.Shuffled(h.Rows, SharedWork.Key.Split("components"));
        var components = IndependentComponents.Of(
            h.Rows <= FitAtMost ? h : h.Select(rows.AsSpan(0, FitAtMost)), workers);
        Matrix s = Columns.Standardise(components.Apply(h)), z = Columns.Standardise(latents);
        if (s.Columns == 0)
            return Reading.Undefined("The representation is constant; it has no components.");
        var matching = Matching.Of(z, s);
        return new Reading(
            matching.Score, matching.Error(z, s, Matching.Pearson),
            Matching.Chance(z, s, Mcc.NullDraws, key))
            .Noting(Mcc.Remark(specimen, matching), components.Settled ? "" : Unsettled);
    }

    private static string Unsettled => "FastICA did not settle: components of normal law are not determined; "
        + "read `mcc.affine`.";
}
