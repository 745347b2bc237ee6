using Szilard.Parts;
using Szilard.Tensors;
using Szilard.Worlds.Generated;

namespace Szilard.Worlds.Datasets;

/// <summary>The parameters that all datasets share, and the splitting that they ask for.</summary>
internal static class DatasetParameters
{
    public const string Automatic = "auto";
    public const string None = "none";

    public static readonly TextParameter Labels = new(
        "labels", "Where classes come from: auto (what lies beside the data), none, or a file (.npy, IDX, or "
        + "one whole number per line), relative to the data.", Automatic);

    public static readonly NumberParameter TestFraction = new(
        "test_fraction", "Fraction of the samples kept for testing where the data has no test split of its "
        + "own.",
        0.2, 0, 1)
    { MaximumExcluded = true };

    public static readonly IntegerParameter SplitSeed = new(
        "split_seed", "Seed that fixes which samples are kept for testing and which a limit leaves.", 0);

    public static readonly IntegerParameter Limit = new(
        "limit", "Training samples to use, drawn by split_seed; 0 uses all.", 0);

    public static readonly FlagParameter Standardise = new(
        "standardise", "Give each column mean 0 and standard deviation 1 over the training samples.", true);

    /// <summary>Which training samples are left away so that classes become rarer one after the
    /// other.</summary>
    public static IReadOnlyList<ParameterCard> Imbalance => ClassWeights.Parameters;

    /// <summary>The labels of a test split that came with the data: a label file that the user names speaks
    /// of the training samples.</summary>
    public static string LabelsOfTest(Settings settings) =>
        settings.Text(Labels.Name) == None ? None : Automatic;

    /// <summary>Splits off a test set, then keeps at most <c>limit</c> training samples.</summary>
    public static DatasetWorld Split(SampleSet all, Settings settings, IEnumerable<string> remarks)
    {
        int[] order = Shuffled(all.Count, settings, "test");
        int test = (int)Math.Round(settings.Number(TestFraction.Name) * all.Count);
        if (all.Count - test < 1)
            throw new SzilardException(
                $"{all.Count} samples with `test_fraction: {settings.Number(TestFraction.Name)}` leave none "
                + "for training; use a smaller fraction or more data.");
        return World(all.Subset(Sorted(order[test..])), all.Subset(Sorted(order[..test])), settings, remarks);
    }

    /// <summary>A world from splits that the data brings along.</summary>
    public static DatasetWorld World(
        SampleSet training, SampleSet test, Settings settings, IEnumerable<string> remarks)
    {
        int limit = settings.Integer(Limit.Name);
        if (training.Count == 0)
            throw new SzilardException("The dataset has no training samples; check the path.");
        if (limit > 0 && limit < training.Count)
            training = training.Subset(Sorted(Shuffled(training.Count, settings, "limit")[..limit]));
        (training, remarks) = Imbalanced(training, settings, remarks);
        if (training is not VectorSet vectors)
            return new DatasetWorld(training, test, [.. remarks]);
        (VectorSet scaledTraining, VectorSet scaledTest, IReadOnlyList<string> more) =
            Standardisation.Apply(vectors, (VectorSet)test, settings.Flag(Standardise.Name));
        return new DatasetWorld(scaledTraining, scaledTest, [.. remarks, .. more]);
    }

    /// <summary>Keeps of class c as many samples as the largest class has, times its weight: the test split
    /// stays as it is.</summary>
    private static (SampleSet, IEnumerable<string>) Imbalanced(
        SampleSet training, Settings settings, IEnumerable<string> remarks)
    {
        string law = settings.Choice(ClassWeights.Key);
        int classes = training.Labels is { Length: > 0 } labels ? labels.Max() + 1 : 0;
        if (ClassWeights.From(settings, Math.Max(1, classes)) is not { } weights)
            return (training, remarks);
        if (classes == 0)
            throw new SzilardException(
                $"`{ClassWeights.Key}: {law}` needs classes, but this dataset has no labels; give `labels`, "
                    + $"or `{ClassWeights.Key}: none`.");
        int[][] members = [.. Enumerable.Range(0, classes).Select(_ => (int[])[])];
        foreach (IGrouping<int, int> group in
            Shuffled(training.Count, settings, "imbalance").GroupBy(i => training.Labels![i]))
            members[group.Key] = [.. group];
        int most = members.Max(m => m.Length);
        int[][] kept = [.. members.Select((m, c) => m[..Math.Min(
            m.Length, Math.Max(1, (int)Math.Round(most * weights[c])))])];
        string sizes = string.Join(", ", kept.Select(k => k.Length));
        return (
            training.Subset(Sorted([.. kept.SelectMany(k => k)])),
            [.. remarks, $"Training classes are imbalanced ({law}): {sizes} samples."]);
    }

    private static int[] Shuffled(int count, Settings settings, string purpose)
    {
        int[] order = [.. Enumerable.Range(0, count)];
        RandomKey.FromSeed(settings.Integer(SplitSeed.Name)).Split(purpose).Stream().Shuffle<int>(order);
        return order;
    }

    private static int[] Sorted(int[] items)
    {
        Array.Sort(items);
        return items;
    }
}
