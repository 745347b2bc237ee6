namespace Szilard.Worlds.Tests.Latents;

/// <summary>A sample mean with its standard error, held against an expected value.</summary>
internal readonly record struct Estimate(double Mean, double StandardError)
{
    public static Estimate Of(IReadOnlyCollection<double> values)
    {
        double mean = values.Average();
        double variance = values.Sum(v => (v - mean) * (v - mean)) / (values.Count - 1);
        return new Estimate(mean, Math.Sqrt(variance / values.Count));
    }

    /// <summary>Five standard errors: a false alarm in about 1 of 1.7 million keys; the key is
    /// fixed.</summary>
    public void Agrees(double expected) =>
        Assert.True(
            Math.Abs(Mean - expected) <= 5 * StandardError,
            $"{Mean} ± {StandardError} is not {expected}.");
}
