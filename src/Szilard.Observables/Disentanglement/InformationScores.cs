using Szilard.Tensors;

namespace Szilard.Observables.Disentanglement;

/// <summary>Scores of a table of mutual information; NaN where one is not defined.</summary>
internal static class InformationScores
{
    /// <summary>Mean over varying latents of (best − second best dimension)/entropy.</summary>
    public static double Gap(InformationTable table)
    {
        double sum = 0;
        foreach (int k in table.Varying)
        {
            double[] column = table.Information.Column(k);
            Array.Sort(column);
            sum += (column[^1] - column[^2]) / table.Entropies[k];
        }
        return sum / table.Varying.Length;
    }

    /// <summary>Mean over dimensions of 1 − Σ I²/(max I²·(m − 1)) over the other latents; 0 for a row of
    /// zeros.</summary>
    public static double Modularity(InformationTable table) =>
        table.Varying.Length < 2 ? double.NaN : Modularity(table.Information, table.Varying);

    /// <summary>The same of importances, dimensions × latents, over the latents named.</summary>
    public static double Modularity(Matrix importance, int[] latents)
    {
        double sum = 0;
        for (int j = 0; j < importance.Rows; j++)
        {
            double most = latents.Max(k => importance[j, k]);
            double squares = latents.Sum(k => importance[j, k] * importance[j, k]);
            sum += most > 0 ? 1 - (((squares / (most * most)) - 1) / (latents.Length - 1)) : 0;
        }
        return sum / importance.Rows;
    }

    /// <summary>Mean over active dimensions of their largest share, from 0 at equal shares to 1.</summary>
    public static double InfoModularity(InformationTable table)
    {
        int[] active = Active(table);
        int[] latents = table.Varying;
        return active.Length == 0 || latents.Length < 2 ? double.NaN : active.Average(j => Concentration(
            [.. latents.Select(k => table.Information[j, k] / table.Entropies[k])]));
    }

    /// <summary>Mean over latents of the largest share among active dimensions; a latent that none tells
    /// counts 0.</summary>
    public static double InfoCompactness(InformationTable table)
    {
        int[] active = Active(table);
        int[] latents = table.Varying;
        return active.Length < 2 || latents.Length == 0 ? double.NaN : latents.Average(k => Concentration(
            [.. active.Select(j => table.Information[j, k])]));
    }

    /// <summary>How many dimensions tell nothing of any latent.</summary>
    public static int Silent(InformationTable table) => table.Information.Rows - Active(table).Length;

    /// <summary>Why a score over active dimensions is not defined.</summary>
    public static string OneActive(InformationTable table) =>
        $"{Active(table).Length} of {table.Information.Rows} dimensions tell anything of the latents; shares "
        + "among dimensions need at least 2 active ones. Read `info-m` and `info-e` instead, or give a "
        + "representation that has not collapsed.";

    private static int[] Active(InformationTable table) =>
        [
            .. Enumerable.Range(0, table.Information.Rows)
                .Where(j => table.Information.Row(j).ContainsAnyExcept(0)),
        ];

    private static double Concentration(double[] values)
    {
        double sum = values.Sum(), least = 1.0 / values.Length;
        return sum > 0 ? ((values.Max() / sum) - least) / (1 - least) : 0;
    }
}
