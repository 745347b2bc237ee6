using Szilard.Observables.Statistics;
using Szilard.Parts;
using Szilard.Tensors;
using Szilard.Tensors.Kernels;

namespace Szilard.Observables.Disentanglement;

/// <summary>Scores of the table of mutual information between dimensions and latents: the mutual information
/// gap, modularity, and the modularity and compactness of InfoMEC.</summary>
/// <remarks>The table is worked out once for all of them. Formulas are on the cards of the catalogue
/// lines.</remarks>
public sealed class InformationMeter : IMeter
{
    private readonly Func<InformationTable, double> _score;
    private readonly int _latents;
    private readonly int _dimensions;

    private InformationMeter(Func<InformationTable, double> score, int latents, int dimensions) =>
        (_score, _latents, _dimensions) = (score, latents, dimensions);

    /// <summary>Mutual information gap.</summary>
    public static Part<IMeter> Gap { get; } = Part(
        "mig",
        "Gap between the two dimensions that tell most of a latent, as a share of its entropy.",
        "Chen, Li, Grosse, Duvenaud, Isolating sources of disentanglement in VAEs, 2018, eq. 6",
        "meanₖ (I(hⱼ₁; zₖ) − I(hⱼ₂; zₖ)) / H(zₖ), j₁ and j₂ the best two dimensions",
        InformationScores.Gap, 1, 2);

    /// <summary>Modularity.</summary>
    public static Part<IMeter> Modularity { get; } = Part(
        "modularity",
        "Whether a dimension tells of one latent alone; dimensions that tell nothing count 0.",
        "Ridgeway and Mozer, Learning deep disentangled embeddings with the F-statistic loss, 2018, §3",
        "meanⱼ (1 − Σ_{k≠k*} Iⱼₖ² / (Iⱼₖ*²·(m − 1))), k* = argmaxₖ Iⱼₖ",
        InformationScores.Modularity, 2, 1);

    /// <summary>InfoM: modularity of InfoMEC.</summary>
    public static Part<IMeter> InfoModularity { get; } = Part(
        "info-m",
        "Whether an active dimension tells of one latent alone.",
        "Hsu, Dorrell, Whittington, Wu, Finn, Disentanglement via latent quantization, 2023, §4",
        "meanⱼ (maxₖ Nⱼₖ/Σₖ Nⱼₖ − 1/m) / (1 − 1/m), N = I(hⱼ; zₖ)/H(zₖ), active j",
        InformationScores.InfoModularity, 2, 1);

    /// <summary>InfoC: compactness of InfoMEC.</summary>
    public static Part<IMeter> InfoCompactness { get; } = Part(
        "info-c",
        "Whether a latent is told by one active dimension alone.",
        "Hsu, Dorrell, Whittington, Wu, Finn, Disentanglement via latent quantization, 2023, §4",
        "meanₖ (maxⱼ Nⱼₖ/Σⱼ Nⱼₖ − 1/a) / (1 − 1/a), a active dimensions",
        InformationScores.InfoCompactness, 1, 2);

    /// <inheritdoc/>
    public Evidence Needs => Evidence.Representation | Evidence.Latents;

    /// <inheritdoc/>
    public Invariances Invariances => Invariances.Translation | Invariances.ColumnScaling
        | Invariances.SignedPermutation | Invariances.Monotone;

    /// <inheritdoc/>
    public Reading Read(Specimen specimen, RandomKey key, Workers workers)
    {
        if (InformationTable.Obstacle(specimen, _latents, _dimensions) is { } obstacle)
            return Reading.Undefined(obstacle);
        var (all, leftOut, shuffled) = InformationTable.Of(specimen, workers);
        if (all.Varying.Length < _latents)
            return Reading.Undefined($"{all.Varying.Length} latents vary; the score compares at least "
                + $"{_latents}. Give samples on which the latents differ.");
        var resampling = Resampling.Of(all, leftOut, shuffled, _score);
        return double.IsNaN(resampling.Value)
            ? Reading.Undefined(InformationScores.OneActive(all))
            : resampling.Reading.Noting(
                Cautions.Constant(specimen.Latents!, specimen.Representation), Remark(specimen, all));
    }

    private static string Remark(Specimen specimen, InformationTable table)
    {
        int silent = InformationScores.Silent(table);
        return Cautions.Join(
            silent == 0 ? "" : $"{silent} dimensions tell nothing of any latent.",
            Factor.ReadInBins(Factor.OfColumns(specimen.Latents!)));
    }

    private static Part<IMeter> Part(
        string name, string summary, string source, string formula, Func<InformationTable, double> score,
        int latents, int dimensions) => new(
        new PartCard(name, summary, source)
        {
            Formula = formula,
            Convention = $"{Factor.Convention}; latents that are constant are left out; a dimension is "
                + $"active when it tells of any latent; all samples; {Resampling.Convention} (the error "
                + "of a largest share is overstated, up to twofold)",
        },
        _ => new InformationMeter(score, latents, dimensions));
}
