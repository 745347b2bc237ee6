using Szilard.Learners.Thermodynamics;
using Szilard.Parts;
using Szilard.Tensors;
using Szilard.Tensors.Kernels;

namespace Szilard.Learners.Objectives;

/// <summary>Alignment of pairs plus uniformity on the sphere.</summary>
/// <param name="AlignmentWeight">Weight of the alignment.</param>
/// <param name="UniformityWeight">Weight of the uniformity.</param>
/// <param name="Exponent">α of the alignment.</param>
/// <param name="Steepness">t of the uniformity.</param>
public sealed record AlignmentUniformity(
    double AlignmentWeight, double UniformityWeight, double Exponent, double Steepness) : Objective
{
    private static readonly ThermodynamicMap _map = new(
        MapLevel.None,
        "Pair distances and a mean of kernels: an interaction energy of points without states to be "
        + "in, so that no distribution and no entropy belong to it");

    /// <summary>The catalogue line.</summary>
    public static Part<Objective> Part { get; } = new(
        new PartCard(
            "alignment-uniformity", "Pairs close together, all samples spread over the sphere.",
            "Wang, Isola, Understanding Contrastive Representation Learning through Alignment and "
                + "Uniformity, ICML 2020, eqs. 7, 8")
        {
            Category = ObjectiveFamily.DeepMetric,
            Formula = "w_a·mean‖a−b‖^α + w_u·½[u(a) + u(b)], u(x) = log mean_{i≠j} e^{−t‖x_i−x_j‖²}",
            Convention =
                "rows are normalised to unit length first; the uniformity averages over all ordered pairs i "
                    + "≠ j",
            Thermodynamics = _map.Sentence,
            Parameters =
            [
                new NumberParameter("alignment", "Weight w_a.", 1, 0),
                new NumberParameter("uniformity", "Weight w_u.", 1, 0),
                new NumberParameter("alpha", "Exponent α of the alignment.", 2, 1, 16),
                new NumberParameter("t", "Steepness t of the uniformity.", 2, 0) { MinimumExcluded = true },
            ],
        },
        s => new AlignmentUniformity(
            s.Number("alignment"), s.Number("uniformity"), s.Number("alpha"), s.Number("t")));

    /// <inheritdoc/>
    public override PartCard Card => Part.Card;

    /// <inheritdoc/>
    public override ThermodynamicMap Map => _map;

    /// <inheritdoc/>
    public override Loss Evaluate(Tensor left, Tensor right, ObjectiveContext context)
    {
        (Tensor a, Tensor b) = (left.NormalizeRows(), right.NormalizeRows());
        Tensor squared = a.RowSquaredDistances(b);
        Tensor alignment = (Exponent == 2 ? squared : squared.Power(Exponent / 2)).Mean();
        Tensor uniformity = Uniformity(a).Add(Uniformity(b)).Scale(0.5);
        return new Loss(
            alignment.Scale(AlignmentWeight).Add(uniformity.Scale(UniformityWeight)),
            ("alignment", alignment), ("uniformity", uniformity));
    }

    private Tensor Uniformity(Tensor x)
    {
        double pairs = (double)x.Shape[0] * (x.Shape[0] - 1);
        PairForm form = new(PairSimilarity.NegativeSquaredDistance, Steepness, 2, PairReduction.Total, 0);
        return x.PairLogSumExp(x, form).Scale(1, -Math.Log(pairs));
    }
}
