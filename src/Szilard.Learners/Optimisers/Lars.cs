using Szilard.Parts;
using Szilard.Tensors;

namespace Szilard.Learners.Optimisers;

/// <summary>Layer-wise adaptive rate scaling.</summary>
/// <param name="Pace">What all optimisers share.</param>
/// <param name="Momentum">μ in [0, 1).</param>
/// <param name="Trust">Trust coefficient, &gt; 0.</param>
public sealed record Lars(Pace Pace, double Momentum, double Trust) : Optimiser(Pace)
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
                .. Pace.Parameters(0.2, 1e-6),
            ],
            Check = Pace.Faults,
        },
        s => new Lars(Pace.From(s), s.Number("momentum"), s.Number("trust")));

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
        device.AddScaled(Pace.WeightDecay, parameter.Storage, gradient);
        return weight > 0 && slope > 0 ? Trust * weight / (slope + (Pace.WeightDecay * weight) + Guard) : 1;
    }
}
