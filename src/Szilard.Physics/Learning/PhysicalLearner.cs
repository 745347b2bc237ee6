using Szilard.Learners;
using Szilard.Learners.Objectives;
using Szilard.Learners.Optimisers;
using Szilard.Learners.Thermodynamics;
using Szilard.Observables;
using Szilard.Parts;
using Szilard.Physics.Networks;
using Szilard.Physics.Rules;
using Szilard.Tensors;
using Szilard.Tensors.Kernels;
using Szilard.Worlds.Views;

namespace Szilard.Physics.Learning;

/// <summary>A body that learns an objective by a rule: both views come to rest as one batch, the objective
/// judges the outputs, the rule's clamps pull at them, and an optimiser moves the parameters along the rule's
/// estimate, never below their least values. Every relaxation begins anew, so that nothing but the parameters
/// passes from step to step.</summary>
/// <param name="device">Where parameters and the optimiser's state lie.</param>
/// <param name="workers">The threads; results do not depend on their number.</param>
/// <param name="design">The body.</param>
/// <param name="rule">Where estimates of the gradient come from.</param>
/// <param name="objective">What is wanted of the outputs.</param>
/// <param name="optimiser">How parameters follow estimates.</param>
/// <param name="steps">How many steps the run has, for the schedule.</param>
/// <param name="ledger">How thermodynamic books are kept; null for none.</param>
public sealed class PhysicalLearner(
    Device device, Workers workers, BodyDesign design, Rule rule, Objective objective, Optimiser optimiser,
    long steps, LedgerSettings? ledger = null) : ILearner<PhysicalState>, IDisposable
{
    private const int EncodeChunk = 512;
    private readonly CostDevices _devices = new();

    /// <inheritdoc/>
    public PhysicalState Begin(Shape observation, RandomKey key)
    {
        PhysicalBody body = design.Build(observation, rule, key.Split("body"), workers);
        Parameter[] parameters =
            [.. body.Arrays.Select((a, p) => new Parameter(device, a.Name, a.Shape, body.Get(p)))];
        (rule as TemporalContrast)?.CheckThresholds([.. parameters.Select(p => p.Name)]);
        IReadOnlyList<Parameter> own = objective.Declare(
            new ObjectiveSite(device, body.Outputs, key.Split("objective")));
        if (optimiser.Ascent is not null)
            throw new ArgumentException(
                $"`{optimiser.Card.Name}` asks for gradients uphill, which a rule of a body does not give; "
                    + "use `sgd`.");
        optimiser.Pace.CheckFactors(parameters.Concat(own).Select(p => p.Name));
        IReadOnlyList<Storage>[] slots = [.. parameters.Concat(own).Select(Zeros)];
        PhysicalState state = new(body, parameters, own, slots, 0);
        state.Settle();
        return state;
    }

    /// <inheritdoc/>
    public (PhysicalState State, StepOutcome Outcome) Learn(
        PhysicalState state, ViewPair views, RandomKey key)
    {
        double rate = optimiser.Pace.Rate * optimiser.Pace.Schedule.Factor(state.Step, steps);
        (RestingBody rest, ObjectiveCost judge) = Rest(state, views, key);
        ObjectiveJudgement found = judge.Judge(rest.Outputs, rest.Count);
        if (!double.IsFinite(found.Loss))
            return (state, new StepOutcome(found.Loss, found.Terms, double.NaN, rate, "loss"));
        bool booked = ledger is not null && ledger.IsDue(design.Map.Level, state.Step, relabels: false);
        double energy = booked ? rest.Energy() : double.NaN;
        BodyEstimate estimate = rest.Estimate(CostOf(judge, views, rest), key.Split("rule"), booked);
        (double norm, string? diverged) = Move(state, rest, found.OwnGradients, rate);
        StepOutcome outcome = new(found.Loss, found.Terms, norm, rate, diverged);
        if (diverged is not null)
            return (state, outcome);
        PhysicalState after = state with { Step = state.Step + 1 };
        return (after, outcome with
        {
            Books = booked ? Book(after, rest, energy, estimate.Course) : null,
        });
    }

    /// <inheritdoc/>
    public Batch Encode(PhysicalState state, Batch observations)
    {
        int size = observations.ItemSize, columns = design.RepresentationDimensions(new Shape(size));
        var values = new float[observations.Count * columns];
        for (int start = 0; start < observations.Count; start += EncodeChunk)
        {
            int count = Math.Min(EncodeChunk, observations.Count - start);
            Batch chunk = new(
                new Shape(count, size), observations.Values.AsSpan(start * size, count * size).ToArray());
            state.Body.Settle(chunk).Represent().CopyTo(values, start * columns);
        }
        return new Batch(new Shape(observations.Count, columns), values);
    }

    /// <inheritdoc/>
    public IReadOnlyList<NamedReading> Inspect(PhysicalState state, ViewPair views, RandomKey key)
    {
        (RestingBody rest, ObjectiveCost judge) = Rest(state, views, key);
        ICost cost = CostOf(judge, views, rest);
        BodyEstimate estimate = rest.Estimate(cost, key.Split("rule"));
        string[] names = [.. state.Parameters.Select(p => p.Name)];
        return
        [
            .. BodyReadings.OfGradient(rest.Compare(cost)),
            .. BodyReadings.OfActivity(names, estimate.Activity),
            .. BodyReadings.OfRest(rest.How, estimate.Clamped, design),
        ];
    }

    /// <inheritdoc/>
    public IReadOnlyList<StateArray> Save(PhysicalState state) => state.Save();

    /// <inheritdoc/>
    public PhysicalState Load(PhysicalState state, long step, IReadOnlyList<StateArray> arrays) =>
        state.Load(step, arrays);

    /// <inheritdoc/>
    public void Dispose() => _devices.Dispose();

    /// <summary>Synapses are of the body, one for each parameter, and serve the whole batch at
    /// once.</summary>
    private BookedStep? Book(
        PhysicalState state, RestingBody rest, double energy, IReadOnlyList<CourseEnergy> course)
    {
        double cycle = (rule as TemporalContrast)?.CycleDissipation ?? double.NaN;
        long synapses = state.Parameters.Sum(p => (long)p.Shape.Size);
        BodyPhases phases = new(
            rest.Count, rest.StartEnergy(), energy, course, cycle * synapses / rest.Count, rest.Energy());
        return BodyBooks.Of(phases, design.Map.Level, ledger!.Temperature, state.Step);
    }

    private (RestingBody AtRest, ObjectiveCost Judge) Rest(PhysicalState state, ViewPair views, RandomKey key)
    {
        Batch? target = objective.RightIsTarget ? views.Right : null;
        if (target is not null && target.ItemSize != state.Body.Outputs)
            throw new SzilardException(
                $"A body of {state.Body.Outputs} outputs cannot be held against {target.ItemSize} targets; "
                    + $"give `encoder.outputs: {target.ItemSize}`, or 0.");
        RestingBody rest = state.Body.Settle(target is null ? Both(views) : Flat(views.Left));
        StateArray[] own =
            [.. state.OwnParameters.Select(p => new StateArray(p.Name, p.Shape, p.ToSingles()))];
        return (rest, new ObjectiveCost(objective, target, own, key, _devices, design.Frame));
    }

    /// <summary>Regression takes the published Σ|y − t|², whose target is known to rules that hold
    /// outputs; two views pull as the design says.</summary>
    private ICost CostOf(ObjectiveCost judge, ViewPair views, RestingBody rest) => objective switch
    {
        SupervisedRegression => new SquaredError(Array.ConvertAll(views.Right.Values, t => (double)t)),
        { RightIsTarget: false } when !design.Frame.Live => new ConstantPull(judge, rest.Outputs, rest.Count),
        _ => judge,
    };

    private (double Norm, string? Diverged) Move(
        PhysicalState state, RestingBody rest, IReadOnlyList<double[]> own, double rate)
    {
        Storage[] gradients = [.. state.Trainable.Select(p => device.Rent(p.Shape.Size))];
        for (int p = 0; p < state.Parameters.Count; p++)
            rest.Write(p, device, gradients[p]);
        for (int p = 0; p < own.Count; p++)
            device.Write(own[p], gradients[state.Parameters.Count + p]);
        Movement[] movements =
        [
            .. state.Trainable.Select((p, i) => new Movement(p, gradients[i], state.Slots[i])),
        ];
        (double norm, string? diverged) = Descent.Take(optimiser, movements, rate, state.Step);
        foreach (Storage gradient in gradients)
            device.Return(gradient);
        return (norm, diverged ?? state.Settle());
    }

    private static Batch Flat(Batch batch) => new(new Shape(batch.Count, batch.ItemSize), batch.Values);

    private static Batch Both(ViewPair views) => new(
        new Shape(views.Left.Count + views.Right.Count, views.Left.ItemSize),
        [.. views.Left.Values, .. views.Right.Values]);

    private Storage[] Zeros(Parameter parameter)
    {
        var slots = new Storage[optimiser.Slots];
        for (int i = 0; i < slots.Length; i++)
        {
            slots[i] = device.Rent(parameter.Shape.Size);
            device.Fill(slots[i], 0);
        }
        return slots;
    }
}
