using Szilard.Learners.Thermodynamics;
using Szilard.Parts;
using Szilard.Tensors;

namespace Szilard.Learners.Objectives;

/// <summary>The cross-correlation of the views is driven to the identity.</summary>
/// <param name="Invariance">μ, the weight of the diagonal.</param>
/// <param name="Redundancy">λ, the weight of the off-diagonal.</param>
/// <param name="Factor">A factor on the whole loss.</param>
/// <param name="Standardiser">batch-norm or unbiased.</param>
public sealed record BarlowTwins(double Invariance, double Redundancy, double Factor, string Standardiser)
    : Objective
{
    private static readonly ThermodynamicMap _map = new(
        MapLevel.None,
        "a Landau functional of the cross-correlation matrix, with no distribution over states and no "
        + "labels; ask the books for the Gaussian surrogate");

    /// <summary>The catalogue line.</summary>
    public static Part<Objective> Part { get; } = new(
        new PartCard(
            "barlow-twins", "The cross-correlation matrix of the two views is driven to the identity.",
            "Zbontar, Jing, Misra, LeCun, Deny, Barlow Twins, ICML 2021, eq. 1 "
                + "(facebookresearch/barlowtwins)")
        {
            Category = ObjectiveFamily.CanonicalCorrelation,
            Formula = "scale·[ μ Σ_k (1 − C_kk)² + λ Σ_{k≠l} C²_kl ], C = âᵀb̂/N",
            Convention = "batch-norm: â = (a − mean)/√(biased variance + 10⁻⁵), as official, lightly and "
                + "solo-learn; unbiased: â = (a − mean)/(unbiased deviation + 10⁻⁵), as stable-pretraining. "
                + "solo-learn's configurations scale by 0.024 to 0.1. μ = 0 and λ = 0 are the ablations: "
                + "redundancy alone, invariance alone",
            Thermodynamics = _map.Sentence,
            Parameters =
            [
                new NumberParameter("lambda", "Weight λ of the redundancy.", 0.0051, 0),
                new NumberParameter("invariance", "Weight μ of the invariance.", 1, 0),
                new NumberParameter("scale", "Factor on the whole loss.", 1, 0) { MinimumExcluded = true },
                new ChoiceParameter(
                    "standardiser", "How columns are standardised.", "batch-norm", "batch-norm", "unbiased"),
            ],
            Check = s => s.Number("invariance") == 0 && s.Number("lambda") == 0
                ? [new Fault(
                    "lambda", "`invariance: 0` and `lambda: 0` leave nothing to learn; give one of them.")]
                : [],
        },
        s => new BarlowTwins(
            s.Number("invariance"), s.Number("lambda"), s.Number("scale"), s.Choice("standardiser")));

    /// <inheritdoc/>
    public override PartCard Card => Part.Card;

    /// <inheritdoc/>
    public override ThermodynamicMap Map => _map;

    /// <inheritdoc/>
    public override Loss Evaluate(Tensor left, Tensor right, ObjectiveContext context)
    {
        Tensor correlation = Standardise(left)
            .MatMul(Standardise(right), transposeA: true)
            .Scale(1.0 / left.Shape[0]);
        Tensor identity = left.Tape.Constant(Whitening.Identity(left.Shape[1]));
        Tensor invariance = correlation.Scale(-1, 1).Multiply(identity).Square().Sum();
        Tensor redundancy = correlation.Multiply(Vicreg.OffDiagonalMask(left)).Square().Sum();
        return new Loss(
            invariance.Scale(Invariance).Add(redundancy.Scale(Redundancy)).Scale(Factor),
            ("invariance", invariance), ("redundancy", redundancy));
    }

    /// <inheritdoc/>
    public override IReadOnlyList<Composition> Compose(Tensor left, Tensor right, ObjectiveContext context) =>
    [
        new GaussianSurrogate(
            Evaluate(left, right, context).Value.Item(),
            GaussianEntropy.Of(Standardise(left), Standardise(right))),
    ];

    private Tensor Standardise(Tensor x) => Standardiser == "batch-norm"
        ? x.Centre().Divide(x.Variance(unbiased: false).Scale(1, 1e-5).Sqrt())
        : x.Centre().Divide(x.Variance(unbiased: true).Sqrt().Scale(1, 1e-5));
}
