using System.Numerics;
using Szilard.Parts;
using Szilard.Physics.Networks;
using Szilard.Tensors;
using Szilard.Tensors.Kernels;

namespace Szilard.Physics.Rules;

/// <summary>A body and a rule: from a state at rest to an estimate of the gradient of the cost. It keeps the
/// arrays of currents between steps; one caller at a time.</summary>
/// <typeparam name="T">Precision.</typeparam>
/// <typeparam name="TState">The state of a batch.</typeparam>
/// <param name="body">What learns.</param>
/// <param name="rule">How.</param>
/// <param name="workers">The threads; the result does not depend on their number.</param>
public sealed class Estimator<T, TState>(IBody<T, TState> body, Rule rule, Workers workers)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly List<T[][]> _currents = [];

    /// <summary>What learns.</summary>
    public IBody<T, TState> Body => body;

    /// <summary>How.</summary>
    public Rule Rule => rule;

    /// <summary>The threads.</summary>
    public Workers Workers => workers;

    /// <summary>The latest estimate of ∂C/∂θ, C averaged over the batch, one array for each
    /// parameter.</summary>
    public IReadOnlyList<T[]> Estimates { get; } = Arrays(body);

    /// <summary>How the body came to rest under each clamp of the latest estimate, the free state itself left
    /// out; empty where the rule clamps nothing.</summary>
    public IReadOnlyList<Relaxation> Relaxations { get; private set; } = [];

    /// <summary>The energies along the way through the clamps of the latest estimate, from the first clamp to
    /// the last letting go; empty where they were not asked for, or the rule clamps nothing.</summary>
    public IReadOnlyList<CourseEnergy> Course { get; private set; } = [];

    /// <summary>Estimates the gradient; returns what each parameter felt.</summary>
    /// <param name="rest">The state at rest, which stays as it is.</param>
    /// <param name="inputs">n×inputs.</param>
    /// <param name="cost">What is wanted of the outputs.</param>
    /// <param name="key">For a random sign.</param>
    /// <param name="booked">Whether <see cref="Course"/> is wanted.</param>
    /// <exception cref="SzilardException">The rule is exact and the body cannot differentiate
    /// itself.</exception>
    public IReadOnlyList<Activity> Estimate(
        TState rest, ReadOnlySpan<T> inputs, ICost cost, RandomKey key, bool booked = false)
    {
        (Relaxations, Course) = ([], []);
        return rule switch
        {
            LocalRule local => Locally(local, rest, inputs, cost, key, booked),
            ExactGradient => Exactly(rest, inputs, cost),
            _ => throw new ArgumentException($"`{rule.Card.Name}` is no rule of the family."),
        };
    }

    private Activity[] Locally(
        LocalRule local, TState rest, ReadOnlySpan<T> inputs, ICost cost, RandomKey key, bool booked)
    {
        double[] outputs = Array.ConvertAll(body.Read(rest), double.CreateTruncating);
        IReadOnlyList<Clamp> clamps = local.Clamps(cost, outputs, outputs.Length / body.Outputs, key);
        IReadOnlyList<(TState State, Relaxation How)> reached = body.RelaxEach(rest, inputs, clamps);
        Relaxations = [.. reached.Zip(clamps).Where(r => r.Second != Clamp.Free).Select(r => r.First.How)];
        TState[] states = [.. reached.Select(r => r.State)];
        if (booked)
            Course = Energies(local.Course(clamps), clamps, states, rest, inputs, cost);
        var outer = new OuterCurrents<T>?[Estimates.Count];
        for (int p = 0; p < outer.Length; p++)
            outer[p] = (body as IOuterProductBody<T, TState>)?.Outer(p, states, inputs);
        return Gather(local, clamps, states, inputs, outer);
    }

    private CourseEnergy[] Energies(
        IReadOnlyList<int> course, IReadOnlyList<Clamp> clamps, TState[] states, TState rest,
        ReadOnlySpan<T> inputs, ICost cost)
    {
        var reached = new CourseEnergy[states.Length];
        for (int c = 0; c < reached.Length; c++)
            reached[c] = Energy(clamps[c], states[c], inputs, cost);
        CourseEnergy free = Energy(Clamp.Free, rest, inputs, cost);
        return [.. course.Select(c => c == LocalRule.AtRest ? free : reached[c])];
    }

    private CourseEnergy Energy(Clamp clamp, TState state, ReadOnlySpan<T> inputs, ICost cost)
    {
        double[] outputs = Array.ConvertAll(body.Read(state), double.CreateTruncating);
        int count = outputs.Length / body.Outputs;
        return new CourseEnergy(clamp, body.Energy(state, inputs), cost.Value(outputs, count) / count);
    }

    private Activity[] Gather(
        LocalRule local, IReadOnlyList<Clamp> clamps, TState[] states, ReadOnlySpan<T> inputs,
        OuterCurrents<T>?[] outer)
    {
        Feel(states, inputs, outer);
        var activity = new Activity[Estimates.Count];
        for (int p = 0; p < activity.Length; p++)
        {
            string name = body.Parameters[p].Name;
            T[][] felt = [.. _currents.Take(clamps.Count).Select(of => of[p])];
            activity[p] = outer[p] is { } products
                ? local.Estimate(name, clamps, products, Estimates[p], workers)
                : local.Estimate<T>(name, clamps, felt, Estimates[p], workers);
        }
        return activity;
    }

    /// <summary>The currents in each state, where they are wanted one by one.</summary>
    private void Feel(TState[] states, ReadOnlySpan<T> inputs, OuterCurrents<T>?[] outer)
    {
        while (_currents.Count < states.Length)
            _currents.Add([.. Estimates.Zip(outer, (e, o) => o is null ? new T[e.Length] : [])]);
        for (int c = 0; c < states.Length; c++)
            body.Currents(states[c], inputs, _currents[c]);
    }

    private Activity[] Exactly(TState rest, ReadOnlySpan<T> inputs, ICost cost)
    {
        if (body is not IDifferentiableBody<T, TState> itself)
        {
            throw new SzilardException(
                "`exact-gradient` needs a body that can differentiate itself; this one cannot. Use "
                + "`equilibrium-propagation` with `sign: centred` and a small `beta`.");
        }
        itself.Differentiate(rest, inputs, cost, Estimates);
        return [.. Estimates.Select(Moved)];
    }

    private static Activity Moved(T[] estimate)
    {
        long moved = estimate.Length - estimate.AsSpan().Count(T.Zero);
        return new Activity(moved, moved);
    }

    private static T[][] Arrays(IBody<T, TState> body) =>
        [.. body.Parameters.Select(p => new T[p.Values.Length])];
}
