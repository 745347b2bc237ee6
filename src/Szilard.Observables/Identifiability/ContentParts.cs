using Szilard.Tensors;

namespace Szilard.Observables.Identifiability;

/// <summary>R² of content and of style by themselves, where the specimen says which latents are
/// which.</summary>
/// <remarks>An encoder of content alone reaches for each style the R² at which content predicts it and no
/// more: the ceiling 1 − Var(s|c)/Var(s), a fact of the world. `excess` is the mean over styles of R² less
/// that.</remarks>
internal static class ContentParts
{
    /// <summary>The sentence for conventions.</summary>
    public const string Convention =
        "parts `content`, `style` where they are known, and `excess`, the mean of style less its ceiling";

    /// <summary>The parts; none where content or style is missing.</summary>
    /// <param name="specimen">With the number of its content latents.</param>
    /// <param name="score">The reading of some latents, from the first and how many.</param>
    public static IEnumerable<PartReading> Of(Specimen specimen, Func<int, int, Reading> score)
    {
        int content = specimen.Content, style = specimen.Latents!.Columns - content;
        if (content <= 0 || style <= 0)
            yield break;
        yield return new PartReading("content", score(0, content));
        Reading varying = score(content, style);
        yield return new PartReading("style", varying);
        if (specimen.Ceilings.Count != content + style)
            yield break;
        double ceiling = specimen.Ceilings.Skip(content).Average();
        yield return new PartReading(
            "excess", varying with { Value = varying.Value - ceiling, Chance = varying.Chance - ceiling });
    }

    /// <summary>Columns side by side, from the first and how many.</summary>
    public static Matrix Columns(Matrix matrix, int first, int count)
    {
        Matrix part = new(matrix.Rows, count);
        for (int i = 0; i < matrix.Rows; i++)
            matrix.Row(i).Slice(first, count).CopyTo(part.Row(i));
        return part;
    }
}
