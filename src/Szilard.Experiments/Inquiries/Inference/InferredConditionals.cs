using Szilard.Parts;

namespace Szilard.Experiments.Inquiries.Inference;

/// <summary>The law of pairs, inferred from arrays whose law is known and from representations of models that
/// were taught by such pairs.</summary>
/// <param name="Pairs">Pairs of each law.</param>
/// <param name="Steps">Steps of training; 0 trains nothing.</param>
public sealed record InferredConditionals(int Pairs, int Steps) : Computation
{
    /// <summary>The catalogue line.</summary>
    public static Part<Computation> Part { get; } = new(
        new PartCard(
            "inferred-conditionals",
            "Family, concentration and isotropy of the law of pairs, from arrays and from trained models.",
            "E. Rusak et al., InfoNCE: Identifying the Gap Between Theory and Practice, 2024 (Λ that the "
                + "loss learns); A. Hyvärinen, JMLR 2005 (score matching); the inference is of this project")
        {
            Formula = "ℝⁿ: Λₖ = 1/var(z̃ₖ − aₖ − ρₖzₖ); sphere: density ∝ exp(−½ΣΛₖ(z̃ₖ − zₖ)²)",
            Convention = "eight known laws; trained: AnInfoNCE on S³ with Λ = (25, 25, 5, 5), and whitening "
                + "on the spiral world with ρ = 0.95. Λ̂ of the halves: the two largest and the two smallest",
            Parameters =
            [
                new IntegerParameter("pairs", "Pairs of each law.", 8000, 200, 1_000_000),
                new IntegerParameter("steps", "Steps of training; 0 trains nothing.", 3000, 0),
            ],
        },
        s => new InferredConditionals(s.Integer("pairs"), s.Integer("steps")));

    /// <inheritdoc/>
    public override PartCard Card => Part.Card;

    /// <inheritdoc/>
    public override IReadOnlyList<string> Quantities =>
        [.. KnownLaws.Quantities, .. Steps > 0 ? LearnedLaws.Quantities : []];

    /// <inheritdoc/>
    public override Outcome Run(ComputationContext context)
    {
        List<Outcome> parts = [new KnownLaws(Pairs).Run(context)];
        if (Steps > 0)
            parts.Add(new LearnedLaws(Steps, Pairs).Run(context));
        return new Outcome(
            [.. parts.SelectMany(p => p.Measurements)], [.. parts.SelectMany(p => p.Plots)]);
    }
}
