namespace Szilard.Worlds.Datasets;

/// <summary>Brings the columns of vector data to mean 0 and standard deviation 1:
/// z = (x − μ) / σ, with μ and σ (divisor n) over the training samples.</summary>
internal static class Standardisation
{
    private const int MostColumnsNamed = 8;

    /// <summary>Both splits, scaled in place by the statistics of the first, and remarks on constant columns,
    /// which become 0.</summary>
    public static (VectorSet Training, VectorSet Test, IReadOnlyList<string> Remarks) Apply(
        VectorSet training, VectorSet test, bool scale)
    {
        int width = training.Values.Shape[1];
        List<int> constant = [];
        for (int column = 0; column < width; column++)
        {
            (double mean, double deviation) = Moments(training.Values.Values, column, width);
            if (deviation == 0)
                constant.Add(column);
            if (!scale)
                continue;
            Scale(training.Values.Values, column, width, mean, deviation);
            Scale(test.Values.Values, column, width, mean, deviation);
        }
        return (training, test, Remarks(constant, training.Count, scale));
    }

    private static (double Mean, double Deviation) Moments(float[] values, int column, int width)
    {
        double sum = 0, squares = 0;
        bool constant = true;
        for (int i = column; i < values.Length; i += width)
        {
            sum += values[i];
            constant &= values[i] == values[column];
        }
        if (constant)
            return (values[column], 0);
        int count = values.Length / width;
        double mean = sum / count;
        for (int i = column; i < values.Length; i += width)
            squares += (values[i] - mean) * (values[i] - mean);
        return (mean, Math.Sqrt(squares / count));
    }

    private static void Scale(float[] values, int column, int width, double mean, double deviation)
    {
        for (int i = column; i < values.Length; i += width)
            values[i] = deviation == 0 ? 0 : (float)((values[i] - mean) / deviation);
    }

    private static string[] Remarks(List<int> constant, int samples, bool scaled)
    {
        if (constant.Count == 0)
            return [];
        string named = string.Join(", ", constant.Take(MostColumnsNamed))
            + (constant.Count > MostColumnsNamed ? ", …" : "");
        return
        [
            $"{constant.Count} column(s) are constant over the {samples} training samples and tell nothing "
            + $"(counted from 0: {named}); they {(scaled ? "stand at 0" : "are left as they are")}.",
        ];
    }
}
