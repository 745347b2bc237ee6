using Szilard.Physics.Networks;
using Szilard.Physics.Networks.Tasks;
using Szilard.Physics.Rules;

namespace Szilard.Experiments.Inquiries.Bodies;

/// <summary>A body that is taught one lesson over and over by one rule.</summary>
/// <param name="body">What learns.</param>
/// <param name="lesson">What it is taught; its cost is Σ|y − t|².</param>
/// <param name="rule">How.</param>
/// <param name="rates">One for each parameter.</param>
/// <param name="context">Randomness, threads, end.</param>
internal sealed class Schooling<TState>(
    IDifferentiableBody<double, TState> body, Lesson lesson, Rule rule, double[] rates,
    ComputationContext context)
{
    private readonly Teacher<double, TState> _teacher =
        new(new Estimator<double, TState>(body, rule, context.Workers), rates);

    private readonly SquaredError _cost = new(lesson.Targets);
    private TState _state = body.Start(lesson.Count);

    /// <summary>Steps taken.</summary>
    public int Steps { get; private set; }

    /// <summary>Whether every state came to rest and every estimate was finite.</summary>
    public bool Sound { get; private set; } = true;

    /// <summary>Learns until that many steps are taken in all.</summary>
    /// <param name="steps">How many.</param>
    /// <param name="afterwards">Is called after each step.</param>
    /// <exception cref="OperationCanceledException">It was stopped.</exception>
    public void LearnUntil(int steps, Action<TState>? afterwards = null)
    {
        for (; Steps < steps; Steps++)
        {
            context.Stop.ThrowIfCancellationRequested();
            LessonOutcome<TState> taught =
                _teacher.Learn(_state, lesson.Inputs, _cost, context.Key.Split("step", Steps));
            Sound &= taught.How.Converged && taught.Diverged is null;
            _state = taught.Rest;
            afterwards?.Invoke(_state);
        }
    }
}
