using Szilard.Learners.Thermodynamics;
using Szilard.Parts;
using Szilard.Tensors;

namespace Szilard.Learners.Objectives;

/// <summary>Alignment plus the squared distance of the covariance from the identity.</summary>
/// <param name="Weight">λ in [0, 1].</param>
/// <param name="Estimator">plug-in or split.</param>
public sealed record Whitening(double Weight, string Estimator) : Objective
{
    private static readonly ThermodynamicMap _map = new(
        MapLevel.None,
        "a penalty on the covariance matrix, with no distribution over states and no labels");

    /// <summary>The catalogue line.</summary>
    public static Part<Objective> Part { get; } = new(
        new PartCard(
            "whitening", "Views agree, and the representation has unit covariance.",
            "Klindt, LeCun, Balestriero, When Does LeJEPA Learn a World Model?, arXiv:2605.26379 "
                + "(klindtlab/lejepa-identifiability); the split estimator is derived here")
        {
            Category = ObjectiveFamily.CanonicalCorrelation,
            Formula = "λ·mean_kl (C − I)²_kl + (1 − λ)·¼·mean (a − b)²",
            Convention = "C is each view's covariance over n − 1, the penalty is averaged over the views; "
                + "plug-in: mean (C−I)²; split: mean (C₁−I)∘(C₂−I) over the two halves of the batch, free of "
                + "the plug-in's bias",
            Thermodynamics = _map.Sentence,
            Parameters =
            [
                new NumberParameter("lambda", "Weight λ of the whitening.", 0.5, 0, 1),
                new ChoiceParameter(
                    "estimator", "How the penalty is estimated.", "plug-in", "plug-in", "split"),
            ],
        },
        s => new Whitening(s.Number("lambda"), s.Choice("estimator")));

    /// <inheritdoc/>
    public override PartCard Card => Part.Card;

    /// <inheritdoc/>
    public override ThermodynamicMap Map => _map;

    /// <inheritdoc/>
    public override Loss Evaluate(Tensor left, Tensor right, ObjectiveContext context)
    {
        Tensor alignment = Alignment(left, right);
        Tensor penalty = Penalty(left).Add(Penalty(right)).Scale(0.5);
        return new Loss(
            penalty.Scale(Weight).Add(alignment.Scale(1 - Weight)), ("whitening", penalty),
            ("alignment", alignment));
    }

    /// <summary>Mean over entries and views of (h − h̄)², h̄ the mean of the two views: ¼ mean (a −
    /// b)².</summary>
    internal static Tensor Alignment(Tensor left, Tensor right) =>
        left.Subtract(right).Square().Mean().Scale(0.25);

    private Tensor Penalty(Tensor x)
    {
        Tensor identity = x.Tape.Constant(Identity(x.Shape[1]));
        if (Estimator == "plug-in")
            return x.Covariance(unbiased: true).Subtract(identity).Square().Mean();
        int half = x.Shape[0] / 2;
        Tensor first = x.SliceRows(0, half).Covariance(unbiased: true).Subtract(identity);
        Tensor second = x.SliceRows(half, x.Shape[0] - half).Covariance(unbiased: true).Subtract(identity);
        return first.Multiply(second).Mean();
    }

    internal static Matrix Identity(int size)
    {
        Matrix identity = new(size, size);
        for (int i = 0; i < size; i++)
            identity[i, i] = 1;
        return identity;
    }
}
