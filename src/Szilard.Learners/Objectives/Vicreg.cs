using Szilard.Learners.Thermodynamics;
using Szilard.Parts;
using Szilard.Tensors;

namespace Szilard.Learners.Objectives;

/// <summary>Variance, invariance and covariance regularisation.</summary>
/// <param name="Invariance">Weight of the invariance.</param>
/// <param name="Variance">Weight of the variance hinge.</param>
/// <param name="Covariance">Weight of the covariance.</param>
/// <param name="Variant">official, solo or eb-jepa.</param>
public sealed record Vicreg(double Invariance, double Variance, double Covariance, string Variant) : Objective
{
    private static readonly ThermodynamicMap _map = new(
        MapLevel.None,
        "an elastic energy between views, a soft wall for the variance and an interaction of columns, "
        + "with no distribution over states and no labels; ask the books for the Gaussian surrogate");

    /// <summary>The catalogue line.</summary>
    public static Part<Objective> Part { get; } = new(
        new PartCard(
            "vicreg", "Invariance, a hinge that keeps every variance above one, and no covariance.",
            "Bardes, Ponce, LeCun, VICReg, ICLR 2022, eq. 6 (facebookresearch/vicreg)")
        {
            Category = ObjectiveFamily.CanonicalCorrelation,
            Formula =
                "λ·mean (a−b)² + μ·v + ν·c, h(x) = mean_k max(0, 1 − √(var_k + 10⁻⁴)), c(x) = Σ_{k≠l} C²_kl "
                    + "/ D",
            Convention = "variance and covariance over n − 1. official: v = ½[h(a) + h(b)], c = c(a) + c(b) "
                + "(also lightly, stable-pretraining); solo: v = h(a) + h(b); eb-jepa: as solo with c "
                + "divided by D(D − 1) instead of D",
            Thermodynamics = _map.Sentence,
            Parameters =
            [
                new NumberParameter("invariance", "Weight λ.", 25, 0),
                new NumberParameter("variance", "Weight μ.", 25, 0),
                new NumberParameter("covariance", "Weight ν.", 1, 0),
                new ChoiceParameter("variant", "Whose sums.", "official", "official", "solo", "eb-jepa"),
            ],
        },
        s => new Vicreg(
            s.Number("invariance"), s.Number("variance"), s.Number("covariance"), s.Choice("variant")));

    /// <inheritdoc/>
    public override PartCard Card => Part.Card;

    /// <inheritdoc/>
    public override ThermodynamicMap Map => _map;

    /// <inheritdoc/>
    public override Loss Evaluate(Tensor left, Tensor right, ObjectiveContext context)
    {
        double dimensions = left.Shape[1];
        Tensor invariance = left.Subtract(right).Square().Mean();
        Tensor variance = Hinge(left).Add(Hinge(right)).Scale(Variant == "official" ? 0.5 : 1);
        double divisor = Variant == "eb-jepa" ? dimensions * Math.Max(1, dimensions - 1) : dimensions;
        Tensor covariance = OffDiagonal(left).Add(OffDiagonal(right)).Scale(1 / divisor);
        Tensor value =
            invariance.Scale(Invariance).Add(variance.Scale(Variance)).Add(covariance.Scale(Covariance));
        return new Loss(
            value, ("invariance", invariance), ("variance", variance), ("covariance", covariance));
    }

    /// <inheritdoc/>
    public override IReadOnlyList<Composition> Compose(Tensor left, Tensor right, ObjectiveContext context) =>
    [
        new GaussianSurrogate(
            Invariance * left.Subtract(right).Square().Mean().Item(), GaussianEntropy.Of(left, right)),
    ];

    private static Tensor Hinge(Tensor x) =>
        x.Variance(unbiased: true).Scale(1, 1e-4).Sqrt().Scale(-1, 1).Relu().Mean();

    private static Tensor OffDiagonal(Tensor x) =>
        x.Covariance(unbiased: true).Multiply(OffDiagonalMask(x)).Square().Sum();

    internal static Tensor OffDiagonalMask(Tensor x) =>
        x.Tape.Constant(Whitening.Identity(x.Shape[1]).Map(entry => 1 - entry));
}
