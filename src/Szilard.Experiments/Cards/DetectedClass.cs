using Szilard.Records;

namespace Szilard.Experiments.Cards;

/// <summary>The class of the map from latents to representation that the meters show. Thresholds are derived
/// here: R² 0.95 for a linear map, MCC 0.98 for single causes,
/// and a distance of 0.25 from an orthogonal map.</summary>
public static class DetectedClass
{
    private const double LinearR2 = 0.95;
    private const double MatchedCorrelation = 0.98;
    private const double OrthogonalDistance = 0.25;

    /// <summary>The strongest class that the readings support.</summary>
    public static Indeterminacy Of(IReadOnlyDictionary<string, NamedReading> readings)
    {
        if (Value(readings, "r2.affine") is not { } r2)
            return Indeterminacy.Unknown;
        if (r2 < LinearR2)
            return Indeterminacy.None;
        if (Value(readings, "mcc.pearson") >= MatchedCorrelation)
            return Indeterminacy.SignedPermutation;
        return Value(readings, "orthogonality") <= OrthogonalDistance ? Indeterminacy.Orthogonal
            : Indeterminacy.Affine;
    }

    private static double? Value(IReadOnlyDictionary<string, NamedReading> readings, string name) =>
        readings.TryGetValue(name, out NamedReading? reading) && double.IsFinite(reading.Value)
            ? reading.Value : null;
}
