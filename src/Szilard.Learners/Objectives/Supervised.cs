using Szilard.Learners.Thermodynamics;
using Szilard.Parts;
using Szilard.Tensors;

namespace Szilard.Learners.Objectives;

/// <summary>Regression onto a target: the upper bound that knows the truth.</summary>
public sealed record SupervisedRegression : Objective
{
    private static readonly ThermodynamicMap _map = new(
        MapLevel.None, "targets are told and errors are squared; there are no self-labels whose making "
            + "could cost");

    /// <summary>The catalogue line.</summary>
    public static Part<Objective> Part { get; } = new(
        new PartCard(
            "supervised-regression", "Mean squared error against a target: the upper bound.", "textbook")
        {
            Category = ObjectiveFamily.Supervised,
            Formula = "mean (a − b)²",
            Thermodynamics = _map.Sentence,
            Convention = "left is the prediction, right the target; the mean is over all entries",
        },
        _ => new SupervisedRegression());

    /// <inheritdoc/>
    public override PartCard Card => Part.Card;

    /// <inheritdoc/>
    public override ThermodynamicMap Map => _map;

    /// <inheritdoc/>
    public override bool RightIsTarget => true;

    /// <inheritdoc/>
    public override Loss Evaluate(Tensor left, Tensor right, ObjectiveContext context)
    {
        Tensor error = left.Subtract(right).Square().Mean();
        return new Loss(error, ("mean_squared_error", error));
    }
}

/// <summary>Classification: the upper bound that knows the labels.</summary>
public sealed record SupervisedClassification : Objective
{
    private static readonly ThermodynamicMap _map = new(
        MapLevel.None, "labels are told, not made by the learner: the books are kept of self-labels");

    /// <summary>The catalogue line.</summary>
    public static Part<Objective> Part { get; } = new(
        new PartCard(
            "supervised-classification", "Softmax cross-entropy against one-hot labels: the upper bound.",
            "textbook")
        {
            Category = ObjectiveFamily.Supervised,
            Formula = "−mean_i Σ_k b_ik log softmax(a_i)_k",
            Thermodynamics = _map.Sentence,
            Convention = "left holds logits, right one-hot labels or label distributions",
        },
        _ => new SupervisedClassification());

    /// <inheritdoc/>
    public override PartCard Card => Part.Card;

    /// <inheritdoc/>
    public override ThermodynamicMap Map => _map;

    /// <inheritdoc/>
    public override bool RightIsTarget => true;

    /// <inheritdoc/>
    public override Loss Evaluate(Tensor left, Tensor right, ObjectiveContext context)
    {
        Tensor entropy = left.LogSoftmax().Multiply(right).Sum().Scale(-1.0 / left.Shape[0]);
        return new Loss(entropy, ("cross_entropy", entropy));
    }
}
