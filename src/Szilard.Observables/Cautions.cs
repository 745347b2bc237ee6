using Szilard.Observables.Algebra;
using Szilard.Observables.Disentanglement;
using Szilard.Tensors;

namespace Szilard.Observables;

/// <summary>Sentences for remarks: what is odd about arrays that can be read nevertheless; empty where
/// nothing is. Columns are counted from 1, as parts of readings are.</summary>
internal static class Cautions
{
    private const int NamedAtMost = 8;

    /// <summary>Names the latents and the dimensions that are constant.</summary>
    public static string Constant(Matrix latents, Matrix representation) => Join(
        Told("Latent", Columns.Constant(latents)), Told("Dimension", Columns.Constant(representation)));

    /// <summary>Names the latents that are read as numbers although they look like classes.</summary>
    public static string Classes(Matrix latents) => Classes(latents, 0, latents.Columns);

    /// <summary>The same of some latents, from the first and how many. Two values are numbers anyway: every
    /// coding of them is an affine function of every other.</summary>
    public static string Classes(Matrix latents, int first, int count)
    {
        int[] named = [.. Factor.Discrete(latents, 3).Where(k => k >= first && k < first + count)];
        return named.Length == 0 ? "" : $"Of at most {Factor.DiscreteAtMost} values among {latents.Rows} "
            + $"samples, but read as numbers: {Named("latent", named)}; where values are classes without "
            + "order, read `mig`, `modularity` or `info-e`.";
    }

    /// <summary>Says that there are no more samples than a map of all dimensions and an intercept
    /// has.</summary>
    public static string Wide(Matrix representation) =>
        representation.Rows > representation.Columns + 1 || representation.Columns == 0
        ? ""
        : $"Only n = {representation.Rows} samples of d = {representation.Columns} dimensions: what is there "
        + $"by chance is not told from the rest; give more than {representation.Columns + 1} samples, or "
        + "fewer dimensions.";

    /// <summary>"latent 2", "latents 2, 5"; beyond eight of them how many there are.</summary>
    /// <param name="noun">What the columns are, in the singular.</param>
    /// <param name="columns">Indices, from 0; at least one.</param>
    public static string Named(string noun, int[] columns)
    {
        string list = string.Join(", ", columns.Take(NamedAtMost).Select(c => c + 1));
        return columns.Length > NamedAtMost ? $"{noun}s {list}, … ({columns.Length} of them)"
            : columns.Length > 1 ? $"{noun}s {list}"
            : $"{noun} {list}";
    }

    /// <summary>Sentences one after the other; those that are empty do not count.</summary>
    public static string Join(params ReadOnlySpan<string> sentences)
    {
        string all = "";
        foreach (string sentence in sentences)
            all += sentence.Length == 0 || all.Length == 0 ? sentence : $" {sentence}";
        return all;
    }

    private static string Told(string noun, int[] columns) => columns.Length == 0
        ? ""
        : $"{Named(noun, columns)} {(columns.Length == 1 ? "is" : "are")} constant.";
}
