using System.Numerics;
using Szilard.Physics.Networks;
using Szilard.Tensors;
using Szilard.Tensors.Kernels;

namespace Szilard.Physics.Rules;

/// <summary>What one step of learning gave.</summary>
/// <param name="Rest">The state at rest before the step.</param>
/// <param name="How">How it was reached.</param>
/// <param name="Outputs">The outputs at rest, n×k.</param>
/// <param name="Cost">The cost at rest, averaged over the batch.</param>
/// <param name="Activity">What each parameter felt; empty where the step was not taken.</param>
/// <param name="Clamped">How the body came to rest under each clamp; empty where it was not asked
/// to.</param>
/// <param name="Diverged">The name of the first thing that was not finite; null where all was. The step was
/// then not taken.</param>
public sealed record LessonOutcome<TState>(
    TState Rest, Relaxation How, double[] Outputs, double Cost, IReadOnlyList<Activity> Activity,
    IReadOnlyList<Relaxation> Clamped, string? Diverged);

/// <summary>Learning, one batch at a time: come to rest, estimate, move the parameters, θ ← max(least, θ −
/// rate· estimate).</summary>
/// <param name="estimator">Body and rule.</param>
/// <param name="rates">One for each parameter.</param>
public sealed class Teacher<T, TState>(Estimator<T, TState> estimator, IReadOnlyList<double> rates)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly IReadOnlyList<double> _rates = rates.Count == estimator.Body.Parameters.Count
        ? rates
        : throw new ArgumentException(
            $"{estimator.Body.Parameters.Count} parameters need as many rates, but "
            + $"{rates.Count} were given.");

    /// <summary>Body and rule.</summary>
    public Estimator<T, TState> Estimator => estimator;

    /// <summary>One step.</summary>
    /// <param name="from">Where relaxation begins; used up.</param>
    /// <param name="inputs">n×inputs.</param>
    /// <param name="cost">What is wanted.</param>
    /// <param name="key">For a random sign.</param>
    public LessonOutcome<TState> Learn(TState from, ReadOnlySpan<T> inputs, ICost cost, RandomKey key)
    {
        IBody<T, TState> body = estimator.Body;
        (TState rest, Relaxation how) = body.Relax(from, inputs, Clamp.Free);
        double[] outputs = Array.ConvertAll(body.Read(rest), double.CreateTruncating);
        int count = outputs.Length / body.Outputs;
        double value = cost.Value(outputs, count) / count;
        if (!double.IsFinite(value))
            return new(rest, how, outputs, value, [], [], "cost");
        IReadOnlyList<Activity> activity = estimator.Estimate(rest, inputs, cost, key);
        string? diverged = Move();
        return new(
            rest, how, outputs, value, diverged is null ? activity : [], estimator.Relaxations, diverged);
    }

    /// <summary>Checks every estimate before any parameter is touched.</summary>
    private string? Move()
    {
        IReadOnlyList<BodyParameter<T>> parameters = estimator.Body.Parameters;
        for (int p = 0; p < parameters.Count; p++)
        {
            if (!GradientStep.IsFinite(estimator.Workers, estimator.Estimates[p]))
                return $"estimate of {parameters[p].Name}";
        }
        for (int p = 0; p < parameters.Count; p++)
        {
            (_, _, T[] values, T least) = parameters[p];
            GradientStep.Take(
                estimator.Workers, T.CreateTruncating(-_rates[p]), estimator.Estimates[p], values, least);
        }
        estimator.Body.Touched();
        return null;
    }
}
