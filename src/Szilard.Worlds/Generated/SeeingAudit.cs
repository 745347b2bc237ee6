using System.Numerics.Tensors;
using Szilard.Tensors;

namespace Szilard.Worlds.Generated;

/// <summary>How well one latent is seen.</summary>
/// <param name="Latent">Its name, or its number.</param>
/// <param name="Sensitivity">E‖x − x′‖² / 2 Σ Var x, where x′ is seen after this latent alone was redrawn; 0
/// exactly where it is not seen at all, so that no encoder can recover it unless others tell it.</param>
/// <param name="Ambiguity">The greatest share of its range over which two values look alike, mean over anchors;
/// 0 where all values look different, 1 where it is not seen.</param>
public sealed record LatentSight(string Latent, double Sensitivity, double Ambiguity);

/// <summary>Finds out by looking whether different latents are seen differently: from several anchors each
/// latent alone is led through its range, and values far apart with equal observations are looked for.</summary>
/// <remarks>Two observations count as equal when they lie no further apart than three quarters of a step of the
/// grid there; noise is the same for both. Latents that differ in several coordinates at once and look alike
/// are not found: the audit can refute that a mixing is injective, not prove it.</remarks>
/// <param name="Latents">One finding per latent.</param>
public sealed record SeeingAudit(IReadOnlyList<LatentSight> Latents)
{
    private const int Grid = 65;
    private const int Near = 4;
    private const int Pool = 512;
    private const int MostValues = 16;
    private const double EqualSteps = 0.75;

    /// <summary>True where no two values of a latent looked alike.</summary>
    public bool Injective => Latents.All(l => l.Ambiguity == 0);

    /// <summary>The finding in one sentence.</summary>
    public string Sentence => Injective
        ? "along every latent all values look different"
        : "values look alike along " + string.Join(", ", Latents.Where(l => l.Ambiguity > 0)
            .Select(l => l.Sensitivity == 0 ? $"{l.Latent} (not seen)" : $"{l.Latent} ({l.Ambiguity:P0} apart)"));

    /// <summary>Looks at a world.</summary>
    /// <param name="world">Any generated world.</param>
    /// <param name="key">Where anchors come from.</param>
    /// <param name="anchors">How many, 1 … 512.</param>
    public static SeeingAudit Of(IGeneratedWorld world, RandomKey key, int anchors = 8)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(anchors, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(anchors, Pool);
        Matrix pool = world.Sample(Pool, Split.Test, key.Split("pool")).Latents!;
        RandomKey noise = key.Split("see");
        double variance = Variance(Rows(world, pool.Slice(0, Math.Min(pool.Rows, 128)), noise));
        return new SeeingAudit(
            [.. Enumerable.Range(0, pool.Columns).Select(j => Look(world, pool, j, anchors, variance, noise))]);
    }

    private static LatentSight Look(
        IGeneratedWorld world, Matrix pool, int latent, int anchors, double variance, RandomKey noise)
    {
        double[] column = pool.Column(latent), values = Values(column);
        bool discrete = values.Length <= MostValues;
        double change = 0, ambiguity = 0;
        for (int anchor = 0; anchor < anchors; anchor++)
        {
            float[][] line = Line(world, pool.Slice(anchor, 1), latent, values, noise);
            float[][] two = Line(
                world, pool.Slice(anchor, 1), latent,
                [column[anchor], column[(anchor + anchors) % column.Length]], noise);
            change += Math.Pow(TensorPrimitives.Distance<float>(two[0], two[1]), 2);
            ambiguity += Widest(line, discrete);
        }
        IReadOnlyList<string> names = world.Facts.LatentNames;
        return new LatentSight(
            names.Count > latent ? names[latent] : $"latent {latent}",
            variance == 0 ? 0 : change / (2 * anchors * variance), ambiguity / anchors);
    }

    /// <summary>The values to try: those that occur where they are few, else a grid over their range.</summary>
    private static double[] Values(double[] column)
    {
        double[] distinct = [.. column.Distinct().Order()];
        if (distinct.Length <= MostValues)
            return distinct;
        (double low, double high) = (distinct[0], distinct[^1]);
        return [.. Enumerable.Range(0, Grid).Select(i => low + ((high - low) * i / (Grid - 1)))];
    }

    /// <summary>What is seen of an anchor with one latent at each value; noise is the same for all.</summary>
    private static float[][] Line(
        IGeneratedWorld world, Matrix anchor, int latent, double[] values, RandomKey noise) =>
    [
        .. values.Select(value =>
        {
            anchor[0, latent] = value;
            return Rows(world, anchor, noise)[0];
        }),
    ];

    private static double Widest(float[][] line, bool discrete)
    {
        int widest = 0, near = discrete ? 0 : Near;
        for (int a = 0; a < line.Length; a++)
            for (int b = line.Length - 1; b - a > Math.Max(near, widest); b--)
                if (Alike(line, a, b, discrete))
                    widest = b - a;
        return line.Length < 2 ? 0 : (double)widest / (line.Length - 1);
    }

    private static bool Alike(float[][] line, int a, int b, bool discrete)
    {
        double apart = TensorPrimitives.Distance<float>(line[a], line[b]);
        return discrete ? apart == 0 : apart <= EqualSteps * Math.Min(Step(line, a), Step(line, b - 1));
    }

    private static double Step(float[][] line, int at) =>
        TensorPrimitives.Distance<float>(line[at], line[at + 1]);

    private static float[][] Rows(IGeneratedWorld world, Matrix latents, RandomKey noise) =>
        world.See(latents, noise) switch
        {
            VectorObservations v => [.. Enumerable.Range(0, v.Count).Select(i => v.Values.Item(i).ToArray())],
            ImageObservations v =>
                [.. Enumerable.Range(0, v.Count).Select(i => Array.ConvertAll(v.Image(i).ToArray(), b => (float)b))],
            var other => throw new ArgumentException($"Nothing is known of {other.GetType().Name}."),
        };

    private static double Variance(float[][] rows)
    {
        double sum = 0;
        for (int j = 0; j < rows[0].Length; j++)
        {
            double mean = rows.Average(r => r[j]);
            sum += rows.Average(r => (r[j] - mean) * (r[j] - mean));
        }
        return sum;
    }
}
