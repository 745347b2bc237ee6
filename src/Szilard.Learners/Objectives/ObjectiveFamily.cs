namespace Szilard.Learners.Objectives;

/// <summary>The families of self-supervised methods, as a survey heads them, for the cards of
/// objectives.</summary>
/// <remarks>Balestriero et al., A Cookbook of Self-Supervised Learning, 2023, arXiv:2304.12210, section 2:
/// four families (masked image modelling has no member here) and the roots that they grew from, clustering
/// and generative models among them. Where it does not place a method, the penalty or the negatives that keep
/// it from collapse decide.</remarks>
internal static class ObjectiveFamily
{
    public const string DeepMetric = "deep metric learning";
    public const string SelfDistillation = "self-distillation";
    public const string CanonicalCorrelation = "canonical correlation analysis";
    public const string Clustering = "clustering";
    public const string Generative = "generative model";

    /// <summary>Outside the survey: the upper bounds that are told the truth.</summary>
    public const string Supervised = "supervised";
}
