using Szilard.Observables.Statistics;

namespace Szilard.Experiments.Inquiries.Systems;

/// <summary>Numbers that were measured again under independent keys.</summary>
internal static class Replicates
{
    /// <summary>Their mean with its standard error, as a measurement.</summary>
    public static Measurement Mean(string quantity, params IEnumerable<double> values)
    {
        double[] all = [.. values];
        return new Measurement(quantity, Spread.Mean(all), Spread.OfMean(all));
    }
}
