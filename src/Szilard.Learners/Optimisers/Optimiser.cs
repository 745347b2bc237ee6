using Szilard.Parts;
using Szilard.Tensors;

namespace Szilard.Learners.Optimisers;

/// <summary>How parameters follow gradients, as data. A closed family; <see cref="Catalogue"/> lists
/// it.</summary>
/// <param name="Rate">Learning rate before the schedule.</param>
/// <param name="WeightDecay">Weight decay.</param>
/// <param name="Clip">Largest norm of the whole gradient; 0 does not clip.</param>
/// <param name="Schedule">How the rate moves.</param>
public abstract record Optimiser(double Rate, double WeightDecay, double Clip, Schedule Schedule)
{
    /// <summary>Name, formula, source and parameters.</summary>
    public abstract PartCard Card { get; }

    /// <summary>How many arrays of a parameter's size its state needs.</summary>
    public abstract int Slots { get; }

    /// <summary>Moves one parameter.</summary>
    /// <param name="parameter">What is moved, in place.</param>
    /// <param name="gradient">Its gradient; it may be overwritten.</param>
    /// <param name="slots">Its state, zeros at first, in place.</param>
    /// <param name="rate">Learning rate of this step.</param>
    /// <param name="step">Steps done before this one.</param>
    public abstract void Move(
        Parameter parameter, Storage gradient, IReadOnlyList<Storage> slots, double rate, long step);

    /// <summary>All optimisers.</summary>
    public static Catalogue<Optimiser> Catalogue =>
        field ??= new("optimiser", AdamW.Part, Adam.Part, Sgd.Part, Lars.Part);

    /// <summary>The parameters that all optimisers share, with their defaults.</summary>
    internal static ParameterCard[] Shared(double rate, double weightDecay) =>
    [
        new NumberParameter("rate", "Learning rate.", rate, 0) { MinimumExcluded = true },
        new NumberParameter("weight_decay", "Weight decay.", weightDecay, 0),
        new NumberParameter("clip", "Largest norm of the whole gradient; 0 does not clip.", 0, 0),
        .. Schedule.Parameters,
    ];
}

/// <summary>Stochastic gradient descent with momentum.</summary>
public sealed record Sgd(
    double Rate, double WeightDecay, double Clip, Schedule Schedule, double Momentum, bool Nesterov)
    : Optimiser(Rate, WeightDecay, Clip, Schedule)
{
    /// <summary>The catalogue line.</summary>
    public static Part<Optimiser> Part { get; } = new(
        new PartCard(
            "sgd", "Stochastic gradient descent with momentum.",
            "Sutskever, Martens, Dahl, Hinton 2013, in PyTorch's form")
        {
            Formula = "g += λθ; v ← μv + g; θ −= η·(nesterov ? g + μv : v)",
            Parameters =
            [
                new NumberParameter("momentum", "Momentum μ.", 0.9, 0, 1) { MaximumExcluded = true },
                new FlagParameter("nesterov", "Whether to look ahead.", false),
                .. Shared(0.1, 0),
            ],
        },
        s => new Sgd(
            s.Number("rate"), s.Number("weight_decay"), s.Number("clip"), Schedule.From(s),
            s.Number("momentum"), s.Flag("nesterov")));

    /// <inheritdoc/>
    public override PartCard Card => Part.Card;

    /// <inheritdoc/>
    public override int Slots => 1;

    /// <inheritdoc/>
    public override void Move(
        Parameter parameter, Storage gradient, IReadOnlyList<Storage> slots, double rate, long step)
    {
        Device device = parameter.Device;
        if (WeightDecay != 0)
            device.AddScaled(WeightDecay, parameter.Storage, gradient);
        device.Blend(Momentum, slots[0], 1, gradient);
        if (!Nesterov)
        {
            device.AddScaled(-rate, slots[0], parameter.Storage);
            return;
        }
        device.AddScaled(-rate, gradient, parameter.Storage);
        device.AddScaled(-rate * Momentum, slots[0], parameter.Storage);
    }
}

/// <summary>Adam.</summary>
public sealed record Adam(
    double Rate, double WeightDecay, double Clip, Schedule Schedule, double Beta1, double Beta2,
    double Epsilon)
    : Optimiser(Rate, WeightDecay, Clip, Schedule)
{
    /// <summary>The catalogue line.</summary>
    public static Part<Optimiser> Part { get; } = new(
        new PartCard(
            "adam", "Adam; weight decay joins the gradient.", "Kingma, Ba, Adam, ICLR 2015, algorithm 1")
        {
            Formula = "g += λθ; m ← β₁m + (1−β₁)g; v ← β₂v + (1−β₂)g²; θ −= η·m̂/(√v̂ + ε)",
            Parameters = [.. Moments(), .. Shared(1e-3, 0)],
        },
        s => new Adam(
            s.Number("rate"), s.Number("weight_decay"), s.Number("clip"), Schedule.From(s), s.Number("beta1"),
            s.Number("beta2"), s.Number("epsilon")));

    /// <inheritdoc/>
    public override PartCard Card => Part.Card;

    /// <inheritdoc/>
    public override int Slots => 2;

    /// <inheritdoc/>
    public override void Move(
        Parameter parameter, Storage gradient, IReadOnlyList<Storage> slots, double rate, long step) =>
        parameter.Device.AdamStep(
            new AdamStep(rate, Beta1, Beta2, Epsilon, step + 1, WeightDecay, Decoupled: false),
            parameter.Storage, gradient, slots[0], slots[1]);

    internal static ParameterCard[] Moments() =>
    [
        new NumberParameter("beta1", "Decay of the first moment.", 0.9, 0, 1) { MaximumExcluded = true },
        new NumberParameter("beta2", "Decay of the second moment.", 0.999, 0, 1) { MaximumExcluded = true },
        new NumberParameter("epsilon", "Added to the root of the second moment.", 1e-8, 0)
            { MinimumExcluded = true },
    ];
}

/// <summary>Adam with decoupled weight decay.</summary>
public sealed record AdamW(
    double Rate, double WeightDecay, double Clip, Schedule Schedule, double Beta1, double Beta2,
    double Epsilon)
    : Optimiser(Rate, WeightDecay, Clip, Schedule)
{
    /// <summary>The catalogue line.</summary>
    public static Part<Optimiser> Part { get; } = new(
        new PartCard(
            "adamw", "Adam with decoupled weight decay.",
            "Loshchilov, Hutter, Decoupled Weight Decay Regularization, ICLR 2019")
        {
            Formula = "θ ← (1 − ηλ)θ, then Adam without decay",
            Parameters = [.. Adam.Moments(), .. Shared(1e-3, 0.01)],
        },
        s => new AdamW(
            s.Number("rate"), s.Number("weight_decay"), s.Number("clip"), Schedule.From(s), s.Number("beta1"),
            s.Number("beta2"), s.Number("epsilon")));

    /// <inheritdoc/>
    public override PartCard Card => Part.Card;

    /// <inheritdoc/>
    public override int Slots => 2;

    /// <inheritdoc/>
    public override void Move(
        Parameter parameter, Storage gradient, IReadOnlyList<Storage> slots, double rate, long step) =>
        parameter.Device.AdamStep(
            new AdamStep(rate, Beta1, Beta2, Epsilon, step + 1, WeightDecay, Decoupled: true),
            parameter.Storage, gradient, slots[0], slots[1]);
}

/// <summary>Layer-wise adaptive rate scaling.</summary>
public sealed record Lars(
    double Rate, double WeightDecay, double Clip, Schedule Schedule, double Momentum, double Trust)
    : Optimiser(Rate, WeightDecay, Clip, Schedule)
{
    private const double Guard = 1e-8;

    /// <summary>The catalogue line.</summary>
    public static Part<Optimiser> Part { get; } = new(
        new PartCard(
            "lars", "Layer-wise adaptive rates for large batches.",
            "You, Gitman, Ginsburg 2017, in solo-learn's form")
        {
            Formula = "g ← (g + λθ)·trust·‖θ‖/(‖g‖ + λ‖θ‖ + 10⁻⁸); v ← μv + g; θ −= η·v",
            Convention = "arrays of one axis (biases, norms) take plain momentum without decay or trust",
            Parameters =
            [
                new NumberParameter("momentum", "Momentum μ.", 0.9, 0, 1) { MaximumExcluded = true },
                new NumberParameter("trust", "Trust coefficient.", 0.001, 0) { MinimumExcluded = true },
                .. Shared(0.2, 1e-6),
            ],
        },
        s => new Lars(
            s.Number("rate"), s.Number("weight_decay"), s.Number("clip"), Schedule.From(s),
            s.Number("momentum"), s.Number("trust")));

    /// <inheritdoc/>
    public override PartCard Card => Part.Card;

    /// <inheritdoc/>
    public override int Slots => 1;

    /// <inheritdoc/>
    public override void Move(
        Parameter parameter, Storage gradient, IReadOnlyList<Storage> slots, double rate, long step)
    {
        Device device = parameter.Device;
        device.Blend(Momentum, slots[0], 0, gradient);
        device.AddScaled(
            parameter.Shape.Rank > 1 ? Adapt(device, parameter, gradient) : 1, gradient, slots[0]);
        device.AddScaled(-rate, slots[0], parameter.Storage);
    }

    private double Adapt(Device device, Parameter parameter, Storage gradient)
    {
        double weight = Math.Sqrt(device.SumOfSquares(parameter.Storage));
        double slope = Math.Sqrt(device.SumOfSquares(gradient));
        device.AddScaled(WeightDecay, parameter.Storage, gradient);
        return weight > 0 && slope > 0 ? Trust * weight / (slope + (WeightDecay * weight) + Guard) : 1;
    }
}
