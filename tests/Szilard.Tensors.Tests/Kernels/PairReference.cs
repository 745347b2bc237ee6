using Szilard.Tensors.Kernels;

namespace Szilard.Tensors.Tests.Kernels;

/// <summary>The whole table of logits, by its definition.</summary>
internal sealed record PairReference(
    PairForm Form, int Queries, int Keys, int Dimensions, double[] Q, double[] K, double[]? Extra)
{
    public double Value()
    {
        double[] rows = [.. Enumerable.Range(0, Queries).Select(Row)];
        return Form.Reduction == PairReduction.Total ? LogSumExp(rows) : rows.Average();
    }

    /// <summary>log Σ_j exp s_ij over the candidates of row <paramref name="i"/>.</summary>
    public double Row(int i)
    {
        List<double> logits = [];
        for (int j = 0; j < Keys; j++)
        {
            if (Form.ExcludedOffset is not { } offset || j != (((i + offset) % Keys) + Keys) % Keys)
                logits.Add(Form.Scale * Similarity(i, j));
        }
        if (Extra is not null)
            logits.Add(Extra[i]);
        return LogSumExp(logits);
    }

    /// <summary>The slope of the value along one number, by central differences of h = 1e-6.</summary>
    public double Slope(double[] numbers, int index)
    {
        double at = numbers[index], step = 1e-6;
        numbers[index] = at + step;
        double above = Value();
        numbers[index] = at - step;
        double below = Value();
        numbers[index] = at;
        return (above - below) / (2 * step);
    }

    private double Similarity(int i, int j)
    {
        double sum = 0;
        for (int c = 0; c < Dimensions; c++)
        {
            double q = Q[(i * Dimensions) + c], k = K[(j * Dimensions) + c];
            sum += Form.Similarity switch
            {
                PairSimilarity.Dot => q * k,
                PairSimilarity.NegativeSquaredDistance => -(q - k) * (q - k),
                _ => -Math.Pow(Math.Abs(q - k), Form.Power),
            };
        }
        return sum;
    }

    private static double LogSumExp(IReadOnlyCollection<double> logits)
    {
        double greatest = logits.Max();
        return greatest + Math.Log(logits.Sum(s => Math.Exp(s - greatest)));
    }
}
