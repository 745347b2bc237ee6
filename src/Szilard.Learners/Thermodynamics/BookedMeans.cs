namespace Szilard.Learners.Thermodynamics;

/// <summary>Means over pairs of looks, number by number.</summary>
internal static class BookedMeans
{
    /// <summary>The mean state.</summary>
    public static BookedState Of(IReadOnlyList<BookedState> pairs) => new(
        pairs[0].After, pairs.Average(s => s.InternalEnergy), pairs.Average(s => s.GaugedEnergy),
        pairs.Average(s => s.Entropy), pairs.Average(s => s.LabelEntropy),
        pairs.Average(s => s.MarginalEntropy),
        pairs.Average(s => s.EquilibriumFreeEnergy), pairs.Average(s => s.FreeEnergy),
        pairs.Average(s => s.Loss),
        pairs.Average(s => s.Divergence), pairs.Average(s => s.BetaByEnergy),
        pairs.Average(s => s.BetaByEntropy));

    /// <summary>The mean stroke.</summary>
    public static BookedStroke Of(IReadOnlyList<BookedStroke> pairs) => new(
        pairs[0].Name, pairs.Average(s => s.Work), pairs.Average(s => s.Heat),
        pairs.Average(s => s.EnergyChange),
        pairs.Average(s => s.EntropyChange), pairs.Average(s => s.FreeEnergyChange),
        pairs.Average(s => s.ExcessWork), pairs.Average(s => s.DemonEfficiency),
        pairs.Average(s => s.EntropyProduction), pairs.Average(s => s.InformationGained));
}
