namespace Szilard.Physics.Tests.Rules;

/// <summary>The synapse of the published digits, step by step: interpolation on 100 instants, circular
/// convolution as scipy.ndimage does it with an even kernel, threshold, trapezoid. Slow, and independent of
/// the program.</summary>
internal static class PublishedSynapse
{
    public static double Integral(double[] levels, double threshold)
    {
        double[] u = Filtered(levels);
        double[] kept = [.. u.Select(x => Math.Abs(x) < threshold ? 0 : x)];
        double sum = 0;
        for (int k = 1; k < kept.Length; k++)
            sum += 0.5 * (kept[k - 1] + kept[k]) / 100;
        return sum;
    }

    public static double[] Filtered(double[] levels)
    {
        double[] times = [.. Enumerable.Range(0, 17).Select(
            i => i < 9 ? i * 0.0125 : 0.1 + ((i - 8) * 0.1125))];
        double[] values = [.. levels, .. levels.Reverse().Skip(1)];
        double[] course = [.. Enumerable.Range(0, 100).Select(k => At(times, values, k / 100.0))];
        return
        [
            .. Enumerable.Range(0, 100).Select(k => Enumerable.Range(0, 10).Sum(
                m => Math.Sin(2 * Math.PI * m / 10) / 3 * course[(k + 5 - m + 100) % 100]) / 100),
        ];
    }

    private static double At(double[] times, double[] values, double time)
    {
        int i = Array.FindLastIndex(times, t => t <= time + 1e-12);
        return i == times.Length - 1
            ? values[i]
            : values[i] + ((values[i + 1] - values[i]) * (time - times[i]) / (times[i + 1] - times[i]));
    }
}
