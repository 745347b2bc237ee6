using System.Numerics.Tensors;
using Szilard.Tensors;

namespace Szilard.Worlds.Generated;

/// <summary>How well one latent is seen.</summary>
/// <param name="Latent">Its name, or its number, from 1.</param>
/// <param name="Sensitivity">E‖x − x′‖² / 2 Σ Var x, where x′ is seen after this latent alone was redrawn; 0
/// exactly where it is not seen at all, so that no encoder can recover it unless others tell it.</param>
/// <param name="Ambiguity">The greatest share of its range over which two values look alike, mean over
/// anchors; 0 where all values look different, 1 where it is not seen.</param>
public sealed record LatentSight(string Latent, double Sensitivity, double Ambiguity);

/// <summary>Finds out by looking whether different latents are seen differently: from several anchors each
/// latent alone is led through its range, and values far apart with equal observations are looked
/// for.</summary>
/// <remarks>Values whose observations come as near as neighbours of the grid are drawn towards each other on
/// finer grids, and count as alike where the distance falls below a tenth of a step: a curve that only turns
/// back sharply keeps its distance. Noise is the same for all looks. Latents that differ in several
/// coordinates at once and look alike are not found: the audit can refute that a mixing is injective, not
/// prove it.</remarks>
/// <param name="Latents">One finding per latent.</param>
public sealed record SeeingAudit(IReadOnlyList<LatentSight> Latents)
{
    private const int Grid = 65;
    private const int Near = 4;
    private const int Pool = 512;
    private const int MostValues = 16;
    private const double NearSteps = 0.75;
    private const double AlikeSteps = 0.1;
    private const int Zooms = 5;

    /// <summary>True where no two values of a latent looked alike.</summary>
    public bool Injective => Latents.All(l => l.Ambiguity == 0);

    /// <summary>The finding in one sentence.</summary>
    public string Sentence => Injective
        ? "along every latent all values look different"
        : "values look alike along " + string.Join(", ", Latents.Where(l => l.Ambiguity > 0)
            .Select(l => l.Sensitivity == 0 ? $"{l.Latent} (not seen)" : $"{l.Latent} ({l.Ambiguity:P0} "
                + "apart)"));

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
        [
            .. Enumerable.Range(0, pool.Columns).Select(j => Look(world, pool, j, anchors, variance, noise)),
        ]);
    }

    private static LatentSight Look(
        IGeneratedWorld world, Matrix pool, int latent, int anchors, double variance, RandomKey noise)
    {
        double[] column = pool.Column(latent), values = Values(column);
        double change = 0, ambiguity = 0;
        for (int anchor = 0; anchor < anchors; anchor++)
        {
            Matrix at = pool.Slice(anchor, 1);
            float[] before = Seen(column[anchor]), after = Seen(column[(anchor + anchors) % column.Length]);
            change += Math.Pow(TensorPrimitives.Distance<float>(before, after), 2);
            ambiguity += Widest(values, Seen);

            float[] Seen(double value)
            {
                at[0, latent] = value;
                return Rows(world, at, noise)[0];
            }
        }
        IReadOnlyList<string> names = world.Facts.LatentNames;
        return new LatentSight(
            names.Count > latent ? names[latent] : $"latent {latent + 1}",
            variance == 0 ? 0 : change / (2 * anchors * variance), ambiguity / anchors);
    }

    /// <summary>The values to try: those that occur where they are few, else a grid over their
    /// range.</summary>
    private static double[] Values(double[] column)
    {
        double[] distinct = [.. column.Distinct().Order()];
        if (distinct.Length <= MostValues)
            return distinct;
        (double low, double high) = (distinct[0], distinct[^1]);
        return [.. Enumerable.Range(0, Grid).Select(i => low + ((high - low) * i / (Grid - 1)))];
    }

    private static double Widest(double[] values, Func<double, float[]> see)
    {
        float[][] line = [.. values.Select(see)];
        bool discrete = values.Length <= MostValues;
        for (int apart = values.Length - 1; apart > (discrete ? 0 : Near); apart--)
            for (int a = 0; a + apart < values.Length; a++)
                if (Alike(values, line, a, a + apart, see))
                    return (double)apart / (values.Length - 1);
        return 0;
    }

    private static bool Alike(double[] values, float[][] line, int a, int b, Func<double, float[]> see)
    {
        double apart = TensorPrimitives.Distance<float>(line[a], line[b]);
        if (apart == 0 || values.Length <= MostValues)
            return apart == 0;
        double step = Math.Min(Step(line, a), Step(line, b - 1));
        return apart <= NearSteps * step && Nearest(values[a], values[b], values[1] - values[0], see)
            <= AlikeSteps * step;
    }

    /// <summary>How near observations come about two values, on grids of five by five that shrink by three
    /// from look to look.</summary>
    private static double Nearest(double first, double second, double width, Func<double, float[]> see)
    {
        double nearest = double.PositiveInfinity;
        for (int zoom = 0; zoom < Zooms; zoom++, width /= 3)
        {
            double[] left = Around(first, width), right = Around(second, width);
            float[][] seenLeft = [.. left.Select(see)], seenRight = [.. right.Select(see)];
            nearest = double.PositiveInfinity;
            for (int i = 0; i < left.Length; i++)
                for (int j = 0; j < right.Length; j++)
                    if (TensorPrimitives.Distance<float>(seenLeft[i], seenRight[j]) is var d && d < nearest)
                        (nearest, first, second) = (d, left[i], right[j]);
        }
        return nearest;
    }

    private static double[] Around(double value, double width) =>
        [value - width, value - (width / 2), value, value + (width / 2), value + width];

    private static double Step(float[][] line, int at) =>
        TensorPrimitives.Distance<float>(line[at], line[at + 1]);

    private static float[][] Rows(IGeneratedWorld world, Matrix latents, RandomKey noise) =>
        world.See(latents, noise) switch
        {
            VectorObservations v => [.. Enumerable.Range(0, v.Count).Select(i => v.Values.Item(i).ToArray())],
            ImageObservations v =>
            [
                .. Enumerable.Range(0, v.Count)
                    .Select(i => Array.ConvertAll(v.Image(i).ToArray(), b => (float)b)),
            ],
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
