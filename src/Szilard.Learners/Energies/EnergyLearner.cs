using Szilard.Learners.Encoders;
using Szilard.Learners.Objectives;
using Szilard.Learners.Optimisers;
using Szilard.Learners.Thermodynamics;
using Szilard.Observables;
using Szilard.Parts;
using Szilard.Tensors;
using Szilard.Worlds.Views;
using TensorPrimitives = System.Numerics.Tensors.TensorPrimitives;

namespace Szilard.Learners.Energies;

/// <summary>A density that learns by maximum likelihood: data are seen, negative chains relax under the
/// present energy, and an optimiser lowers the energy of the data against that of the chains.</summary>
/// <param name="device">Where the arithmetic is done.</param>
/// <param name="design">What encodes: a restricted Boltzmann machine for <see cref="MachineLikelihood"/>, a
/// network for <see cref="JointEnergy"/>.</param>
/// <param name="objective">What is wanted, and how chains move.</param>
/// <param name="optimiser">How parameters follow gradients.</param>
/// <param name="steps">How many steps the run has, for the schedule.</param>
/// <param name="ledger">How thermodynamic books are kept; null for none.</param>
public sealed class EnergyLearner(
    Device device, EncoderDesign design, EnergyObjective objective, Optimiser optimiser, long steps,
    LedgerSettings? ledger = null) : ILearner<EnergyState>
{
    /// <summary>A loss beyond it has diverged, as in the published code of JEM.</summary>
    public const double LargestLoss = 1e8;

    /// <inheritdoc/>
    /// <exception cref="SzilardException">Design and objective do not fit each other.</exception>
    public EnergyState Begin(Shape observation, RandomKey key)
    {
        EnergyModel model = Model(observation, key.Split("encoder"));
        Parameter[] trainable = [.. model.Trainable];
        optimiser.Pace.CheckFactors(trainable.Select(p => p.Name));
        return new EnergyState(
            model, [.. trainable.Select(p => StateStorage.Zeros(p, optimiser.Slots))],
            NegativeChains.Store(device, objective, model, observation, key.Split("objective")), 0);
    }

    /// <inheritdoc/>
    public (EnergyState State, StepOutcome Outcome) Learn(EnergyState state, ViewPair views, RandomKey key)
    {
        double rate = optimiser.Pace.Rate * optimiser.Pace.Schedule.Factor(state.Step, steps);
        bool booked = ledger is not null && ledger.IsDue(objective.Map.Level, state.Step, relabels: false);
        (Batch data, NegativeChains chains, ChainRun run) = Relax(state, views, key, booked);
        if (!TensorPrimitives.IsFiniteAll<float>(run.End.Values))
            return (state, new StepOutcome(double.NaN, [], double.NaN, rate, "chains"));
        using Tape tape = new(device);
        Loss loss = Judge(state, tape, data, run.End, views, key);
        double value = loss.Value.Item();
        KeyValuePair<string, double>[] terms =
            [.. loss.Terms.Select(t => KeyValuePair.Create(t.Name, t.Value.Item()))];
        if (!(Math.Abs(value) <= LargestLoss))
            return (state, new StepOutcome(value, terms, double.NaN, rate, "loss"));
        EnergyBookkeeper? books =
            booked ? new EnergyBookkeeper(device, state.Model, data, run, objective.Sweeps) : null;
        (double norm, string? diverged) = Move(state, tape.Differentiate(loss.Value), rate);
        StepOutcome outcome = new(value, terms, norm, rate, diverged);
        if (diverged is not null)
            return (state, outcome);
        chains.Keep(state.Chains, run.End);
        EnergyState after = state with { Step = state.Step + 1 };
        return (after, outcome with { Books = books?.After(after.Step) });
    }

    /// <inheritdoc/>
    public Batch Encode(EnergyState state, Batch observations) =>
        state.Model.Network.Encode(device, observations);

    /// <inheritdoc/>
    public IReadOnlyList<NamedReading> Inspect(EnergyState state, ViewPair views, RandomKey key)
    {
        (Batch data, _, ChainRun run) = Relax(state, views, key, complete: true);
        return EnergyReadings.Of(device, state.Model, data, run);
    }

    /// <inheritdoc/>
    public IReadOnlyList<StateArray> Save(EnergyState state) => state.Save();

    /// <inheritdoc/>
    public EnergyState Load(EnergyState state, long step, IReadOnlyList<StateArray> arrays) =>
        state.Load(step, arrays);

    private EnergyModel Model(Shape observation, RandomKey key)
    {
        Network network = design.Build(device, observation, key);
        if (network.MixesSamples)
            throw new SzilardException(
                "An energy is that of one sample, but batch normalisation makes it depend on the others; use "
                    + "`normalisation: layer` or `none`.");
        return (objective, design) switch
        {
            (MachineLikelihood, RbmDesign rbm) => new BoltzmannMachine(device, network, rbm.IsGaussian),
            (JointEnergy joint, not RbmDesign) => new NetworkEnergy(device, network, joint.Langevin),
            _ => throw new SzilardException(
                $"`{objective.Card.Name}` cannot learn `{design.Card.Name}`: `contrastive-divergence` "
                    + "belongs to `rbm`, `jem` to networks."),
        };
    }

    private (Batch Data, NegativeChains Chains, ChainRun Run) Relax(
        EnergyState state, ViewPair views, RandomKey key, bool complete)
    {
        Batch data = state.Model.See(views.Left, key.Split("data"));
        NegativeChains chains =
            NegativeChains.Begin(state.Chains, objective, state.Model, data, key.Split("begin"));
        return (data, chains,
            state.Model.Relax(chains.Start, objective.Sweeps, key.Split("chains"), complete));
    }

    private Loss Judge(
        EnergyState state, Tape tape, Batch data, Batch chains, ViewPair views, RandomKey key)
    {
        Tensor left = state.Model.Outputs(tape.Constant(data));
        Tensor right = state.Model.Outputs(tape.Constant(chains));
        Dictionary<string, Tensor> told = [];
        if (objective.RightIsTarget)
            told.Add(EnergyObjective.Labels, tape.Constant(Fitting(views.Right, left.Shape[1])));
        return objective.Evaluate(left, right, new ObjectiveContext(told, key)
        {
            Step = state.Step,
            Steps = Math.Max(1, steps),
        });
    }

    private static Batch Fitting(Batch labels, int outputs) => labels.ItemSize == outputs
        ? labels
        : throw new SzilardException(
            $"A network of {outputs} outputs cannot be held against {labels.ItemSize} classes; give "
                + $"`encoder.outputs: {labels.ItemSize}`, or a projector that ends with as many.");

    private (double Norm, string? Diverged) Move(EnergyState state, Gradients gradients, double rate) =>
        Descent.Take(
            optimiser,
            [.. state.Model.Trainable.Zip(
                state.Slots, (p, slots) => new Movement(p, gradients.Of(p), slots))],
            rate, state.Step);
}
