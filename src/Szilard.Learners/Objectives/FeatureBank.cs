using Szilard.Parts;
using Szilard.Tensors;

namespace Szilard.Learners.Objectives;

/// <summary>The latest output of every item of the training set, of unit length; zeros where none was seen.
/// </summary>
internal static class FeatureBank
{
    public const string Name = "objective.bank";

    /// <summary>Empty.</summary>
    /// <exception cref="SzilardException">The training set has no end.</exception>
    public static Parameter Declare(ObjectiveSite site, string method)
    {
        int items = Items(site, method);
        return new Parameter(
            site.Device, Name, new Shape(items, site.Dimensions), new float[items * site.Dimensions],
            trainable: false);
    }

    /// <summary>How many items there are.</summary>
    /// <exception cref="SzilardException">The training set has no end.</exception>
    public static int Items(ObjectiveSite site, string method) => site.Items is { } items
        ? checked((int)items)
        : throw new SzilardException(
            $"`{method}` keeps a label for every item of the training set, but this world draws new ones "
                + "without end; use a dataset, or `swav`, which labels each batch anew.");

    /// <summary>The direction of the mean of both views, z̄^left + z̄^right made unit length, for each item
    /// of the batch.</summary>
    public static void Store(Parameter bank, Tensor left, Tensor right, int[] items)
    {
        int width = bank.Shape[1];
        float[] rows = left.StopGradient().NormalizeRows().Add(right.StopGradient().NormalizeRows())
            .NormalizeRows().ToSingles();
        for (int i = 0; i < items.Length; i++)
            bank.Device.Write(rows.AsSpan(i * width, width), bank.Storage, items[i] * width);
    }

    /// <summary>The indices that came with a batch.</summary>
    /// <exception cref="SzilardException">None came.</exception>
    public static int[] Required(ObjectiveContext context, string method) => context.Items
        ?? throw new SzilardException(
        $"`{method}` needs to know which items of the training set a batch holds; draw it from a dataset.");

    /// <summary>How many steps lie between two labellings: as given, or one epoch.</summary>
    public static long Interval(long given, int items, int batch) =>
        given > 0 ? given : Math.Max(1, items / batch);
}
