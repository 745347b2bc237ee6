using Szilard.Parts;
using Szilard.Tensors;

namespace Szilard.Learners.Optimisers;

/// <summary>Stochastic gradient descent with momentum.</summary>
/// <param name="Pace">What all optimisers share.</param>
/// <param name="Momentum">μ in [0, 1).</param>
/// <param name="Nesterov">True to look one velocity ahead.</param>
public sealed record Sgd(Pace Pace, double Momentum, bool Nesterov) : Optimiser(Pace)
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
                .. Pace.Parameters(0.1, 0),
            ],
            Check = Pace.Faults,
        },
        s => new Sgd(Pace.From(s), s.Number("momentum"), s.Flag("nesterov")));

    /// <inheritdoc/>
    public override PartCard Card => Part.Card;

    /// <inheritdoc/>
    public override int Slots => 1;

    /// <inheritdoc/>
    public override void Move(
        Parameter parameter, Storage gradient, IReadOnlyList<Storage> slots, double rate, long step)
    {
        Device device = parameter.Device;
        if (Pace.WeightDecay != 0)
            device.AddScaled(Pace.WeightDecay, parameter.Storage, gradient);
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
