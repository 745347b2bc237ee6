using Szilard.Parts;

namespace Szilard.Experiments.Inquiries.Convergence;

/// <summary>Do models converge? Models of several objectives and seeds trained in one world, where a theorem
/// promises it and where none does; and models that have nothing in common, of growing width.</summary>
/// <param name="Seeds">Seeds per objective; 0 trains nothing.</param>
/// <param name="Steps">Steps of training.</param>
/// <param name="Samples">Test samples that trained models share.</param>
/// <param name="Permutations">Shuffled pairings.</param>
/// <param name="Replications">How often independent models are drawn; 0 for none.</param>
public sealed record PlatonicConvergence(
    int Seeds, int Steps, int Samples, int Permutations, int Replications) : Computation
{
    /// <summary>The catalogue line.</summary>
    public static Part<Computation> Part { get; } = new(
        new PartCard(
            "convergence", "Agreement between models, beyond chance, beside agreement with the truth.",
            "M. Huh et al., The Platonic representation hypothesis, 2024; F. Gröger, S. Wen, M. Brbić, "
                + "arXiv:2602.14486; B. Nelson et al., arXiv:2603.11970; D. Klindt et al., arXiv:2605.26379")
        {
            Formula = "1 − R²(a, b) ≤ (√(1 − R²(a, z)) + √(1 − R²(b, z)))²; raw CKA of independent white "
                + "arrays: √(pq/((n + p)(n + q)))",
            Convention = "whitening, InfoNCE and SIGReg (λ = 0.005) in the spiral world, shape 2 (Gaussian) "
                + "and 0.25 (heavy tails); calibrated at level 0.05; independent arrays: 256 samples, "
                + "widths 16 to 1024, 6 layers of width 64",
            Parameters =
            [
                new IntegerParameter("seeds", "Seeds per objective and world; 0 trains nothing.", 2, 0, 100),
                new IntegerParameter("steps", "Steps of training.", 4000, 1),
                new IntegerParameter("samples", "Test samples that trained models share.", 1000, 64, 20_000),
                new IntegerParameter("permutations", "Shuffled pairings.", 200, 19, 100_000),
                new IntegerParameter("replications", "Draws of independent models; 0: none.", 40, 0, 10_000),
            ],
            Check = s => s.Integer("seeds") == 0 && s.Integer("replications") == 0
                ? [new Fault("seeds", "nothing is trained and nothing drawn; give seeds or replications.")]
                : [],
        },
        s => new PlatonicConvergence(
            s.Integer("seeds"), s.Integer("steps"), s.Integer("samples"), s.Integer("permutations"),
            s.Integer("replications")));

    /// <inheritdoc/>
    public override PartCard Card => Part.Card;

    /// <inheritdoc/>
    public override IReadOnlyList<string> Quantities =>
    [
        .. Seeds > 0 ? TrainedWorlds.Quantities : [],
        .. Replications > 0 ? IndependentModels.Quantities : [],
    ];

    /// <inheritdoc/>
    public override Outcome Run(ComputationContext context)
    {
        List<Outcome> parts = [];
        if (Seeds > 0)
            parts.Add(new TrainedWorlds(this).Run(context));
        if (Replications > 0)
            parts.Add(new IndependentModels(Replications, Permutations).Run(context));
        return new Outcome(
            [.. parts.SelectMany(p => p.Measurements)], [.. parts.SelectMany(p => p.Plots)]);
    }
}
