using Szilard.Parts;

namespace Szilard.Physics.Rules;

/// <summary>The gradient itself, by backpropagation through the last steps of relaxation.</summary>
/// <param name="Steps">How many steps it goes back through; many give the adjoint at rest.</param>
public sealed record ExactGradient(int Steps) : Rule
{
    /// <summary>The catalogue line.</summary>
    public static Part<Rule> Part { get; } = new(
        new PartCard(
            "exact-gradient", "Backpropagation through relaxation: the reference that no synapse can compute.",
            "Ernoult, Grollier, Querlioz, Bengio, Scellier, Updates of equilibrium prop match gradients of "
            + "backprop through time in an RNN with static input, NeurIPS 2019, theorem 1")
        {
            Formula = "∂C/∂θ = ∂²E/∂θ∂s · N with N ← D(N − ε(∂²E/∂s² N + ∂C/∂s)), N = 0 at first, D = 1 where "
                + "the clip lets through",
            Convention = "C is averaged over the batch; only bodies that can differentiate themselves",
            Parameters = [new IntegerParameter("steps", "Steps to go back through.", 50, 1)],
        },
        s => new ExactGradient(s.Integer("steps")));

    /// <inheritdoc/>
    public override PartCard Card => Part.Card;
}
