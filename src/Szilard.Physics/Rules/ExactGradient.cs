using Szilard.Parts;

namespace Szilard.Physics.Rules;

/// <summary>The gradient itself, by the adjoint at rest.</summary>
public sealed record ExactGradient : Rule
{
    /// <summary>The catalogue line.</summary>
    public static Part<Rule> Part { get; } = new(
        new PartCard(
            "exact-gradient",
            "The gradient at rest by the adjoint: the reference that no synapse can compute.",
            "Almeida 1987 and Pineda 1987, recurrent backpropagation; as reference for local rules: "
            + "Scellier, Bengio 2017, section 3")
        {
            Formula = "dC/dθ = −aᵀ·∂²E/∂s∂θ with ∂²E/∂s²·a = ∂C/∂s",
            Convention = "C is averaged over the batch; only bodies that can differentiate themselves",
        },
        _ => new ExactGradient());

    /// <inheritdoc/>
    public override PartCard Card => Part.Card;
}
