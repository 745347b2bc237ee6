using Szilard.Physics.Networks;
using Szilard.Physics.Networks.Tasks;
using Szilard.Physics.Rules;
using Szilard.Tensors;
using Szilard.Tensors.Kernels;

namespace Szilard.Experiments.Inquiries.Bodies;

/// <summary>What temporal contrast makes of the change of one synapse, over its threshold: nothing above the
/// fast ramp's height, the change times a gain inside the window, next to nothing below the slow ramp's.
/// </summary>
/// <param name="Ratios">Threshold over |change|, rising, over all synapses.</param>
/// <param name="Gains">Estimate over that of equilibrium propagation with the same nudge.</param>
internal sealed record ThresholdWindow(double[] Ratios, double[] Gains)
{
    private const double Beta = 1e-4, Lowest = 3e-4, Highest = 8e-3;

    /// <summary>Sweeps the threshold over the values of one parameter.</summary>
    /// <param name="body">What learns.</param>
    /// <param name="parameter">Which parameter.</param>
    /// <param name="lesson">What it is taught.</param>
    /// <param name="thresholds">How many thresholds.</param>
    /// <param name="workers">The threads.</param>
    public static ThresholdWindow Sweep<TState>(
        IBody<double, TState> body, int parameter, Lesson lesson, int thresholds, Workers workers)
    {
        string name = body.Parameters[parameter].Name;
        double[] nudged = Estimate(
            body, parameter, lesson, new EquilibriumPropagation(Beta, NudgeSign.Positive), workers);
        double middle = Beta * Examination.Median(nudged.Select(Math.Abs));
        List<(double Ratio, double Gain)> seen = [];
        for (int i = 0; i < thresholds; i++)
        {
            double threshold = middle * Lowest * Math.Pow(Highest / Lowest, i / (thresholds - 1.0));
            double[] estimate = Estimate(body, parameter, lesson, Contrast(name, threshold), workers);
            seen.AddRange(estimate.Zip(nudged, (e, n) => (threshold / Math.Abs(Beta * n), e / n))
                .Where(s => double.IsFinite(s.Item2)));
        }
        seen.Sort();
        return new([.. seen.Select(s => s.Ratio)], [.. seen.Select(s => s.Gain)]);
    }

    /// <summary>The greatest ratio at which anything is learned.</summary>
    public double Upper => Ratios[Array.FindLastIndex(Gains, g => g != 0)];

    /// <summary>The greatest ratio up to which the slow ramp undoes the fast one: less than a tenth of the
    /// change is learned.</summary>
    public double Lower => Ratios[Math.Max(0, Array.FindIndex(Gains, g => g > 0.1) - 1)];

    /// <summary>The mean gain between two ratios.</summary>
    public double Gain(double from, double to) =>
        Ratios.Zip(Gains).Where(p => p.First >= from && p.First <= to).Average(p => p.Second);

    private static TemporalContrast Contrast(string name, double threshold) =>
        new(Beta, NudgeSign.Positive, CycleResponse.Published())
        {
            Thresholds = new Dictionary<string, double> { [name] = threshold },
        };

    private static double[] Estimate<TState>(
        IBody<double, TState> body, int parameter, Lesson lesson, Rule rule, Workers workers)
    {
        (TState rest, _) = body.Relax(body.Start(lesson.Count), lesson.Inputs, Clamp.Free);
        Estimator<double, TState> estimator = new(body, rule, workers);
        estimator.Estimate(rest, lesson.Inputs, new SquaredError(lesson.Targets), RandomKey.FromSeed(1));
        return [.. estimator.Estimates[parameter]];
    }
}
