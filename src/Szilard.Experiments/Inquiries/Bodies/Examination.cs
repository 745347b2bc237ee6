using Szilard.Physics.Networks;
using Szilard.Physics.Networks.Tasks;
using Szilard.Physics.Rules;
using Szilard.Physics.Synapses.Responses;
using Szilard.Tensors;
using Szilard.Tensors.Kernels;

namespace Szilard.Experiments.Inquiries.Bodies;

/// <summary>What a body can be asked at any time: how wrong it is, and what a rule makes of it beside the
/// exact gradient.</summary>
internal static class Examination
{
    /// <summary>|y − t|² averaged over the samples of a lesson; NaN where the body did not come to
    /// rest.</summary>
    public static double Error<TState>(IBody<double, TState> body, Lesson lesson) =>
        new SquaredError(lesson.Targets).Value(Answers(body, lesson), lesson.Count) / lesson.Count;

    /// <summary>The outputs at rest, n×k; NaN where the body did not come to rest.</summary>
    public static double[] Answers<TState>(IBody<double, TState> body, Lesson lesson)
    {
        (TState state, Relaxation how) =
            body.Relax(body.Start(lesson.Count), lesson.Inputs, Clamp.Free);
        double[] outputs = body.Read(state);
        if (!how.Converged)
            Array.Fill(outputs, double.NaN);
        return outputs;
    }

    /// <summary>A rule's estimate, for all parameters in one row, beside the exact gradient of a
    /// cost.</summary>
    /// <param name="body">What learns.</param>
    /// <param name="lesson">What it is taught by the rule.</param>
    /// <param name="rule">The rule.</param>
    /// <param name="exact">The cost that is differentiated.</param>
    /// <param name="workers">The threads.</param>
    public static GradientComparison Compare<TState>(
        IDifferentiableBody<double, TState> body, Lesson lesson, Rule rule, ICost exact, Workers workers)
    {
        (IReadOnlyList<double[]> estimates, double[][] gradients) = Both(body, lesson, rule, exact, workers);
        return GradientComparison.Of<double>(
            "all", [.. estimates.SelectMany(e => e)], [.. gradients.SelectMany(g => g)]);
    }

    /// <summary>The same for each parameter by itself.</summary>
    public static GradientComparison[] CompareEach<TState>(
        IDifferentiableBody<double, TState> body, Lesson lesson, Rule rule, ICost exact, Workers workers)
    {
        (IReadOnlyList<double[]> estimates, double[][] gradients) = Both(body, lesson, rule, exact, workers);
        return
        [
            .. gradients.Select((g, p) =>
                GradientComparison.Of<double>(body.Parameters[p].Name, estimates[p], g)),
        ];
    }

    private static (IReadOnlyList<double[]> Estimates, double[][] Gradients) Both<TState>(
        IDifferentiableBody<double, TState> body, Lesson lesson, Rule rule, ICost exact, Workers workers)
    {
        (TState rest, _) = body.Relax(body.Start(lesson.Count), lesson.Inputs, Clamp.Free);
        Estimator<double, TState> estimator = new(body, rule, workers);
        estimator.Estimate(rest, lesson.Inputs, new SquaredError(lesson.Targets), RandomKey.FromSeed(1));
        double[][] gradients = [.. body.Parameters.Select(p => new double[p.Values.Length])];
        body.Differentiate(rest, lesson.Inputs, exact, gradients);
        return (estimator.Estimates, gradients);
    }

    /// <summary>The slope of ln y over ln x by least squares: the order of an error.</summary>
    public static double Order(double[] x, double[] y) =>
        LineFit.Through([.. x.Select(v => Math.Log(v))], [.. y.Select(v => Math.Log(v))]).Slope;

    /// <summary>A value, or NaN where what it would be read from cannot be trusted.</summary>
    /// <param name="sound">Whether it can.</param>
    /// <param name="value">Reads it.</param>
    public static double Trusted(bool sound, Func<double> value) => sound ? value() : double.NaN;

    /// <summary>The middle value; NaN where any is.</summary>
    public static double Median(IEnumerable<double> values)
    {
        double[] all = [.. values];
        return all.Any(double.IsNaN) ? double.NaN : MathNet.Numerics.Statistics.Statistics.Median(all);
    }

    /// <summary>The greatest value; NaN where any is.</summary>
    public static double Greatest(IEnumerable<double> values) => values.Aggregate(Math.Max);

    /// <summary>0 and then steps that grow by a constant factor, about five in each decade.</summary>
    public static int[] Milestones(int last) =>
    [
        0, .. Enumerable.Range(0, 200).Select(i => (int)Math.Round(Math.Pow(10, i / 5.0)))
            .TakeWhile(s => s < last).Distinct(), last,
    ];
}
