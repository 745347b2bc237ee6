using Szilard.Parts;
using Szilard.Tensors;

namespace Szilard.Learners.Objectives;

/// <summary>A loss: the scalar that is minimised and its named terms.</summary>
/// <param name="Value">The scalar.</param>
/// <param name="Terms">Named scalars that say what the value is made of.</param>
public sealed record Loss(Tensor Value, params IReadOnlyList<(string Name, Tensor Value)> Terms);

/// <summary>What an objective has beside its two inputs.</summary>
/// <param name="Parameters">Its own trainable arrays by name, as declared; empty where plain arrays are
/// judged.</param>
/// <param name="Key">Randomness of this step (random projections).</param>
public sealed record ObjectiveContext(IReadOnlyDictionary<string, Tensor> Parameters, RandomKey Key);

/// <summary>What is wanted of a representation, as data: a formula over the outputs for two views. Its card
/// names convention, formula and source. A closed family; <see cref="Catalogue"/> lists it.</summary>
public abstract record Objective
{
    /// <summary>Name, convention, formula, source and parameters.</summary>
    public abstract PartCard Card { get; }

    /// <summary>True where the right view is a target and is not encoded.</summary>
    public virtual bool RightIsTarget => false;

    /// <summary>The loss of a learner that tells nothing apart, ln(candidates); null where there is no such
    /// plateau.</summary>
    /// <param name="batch">Pairs in a batch.</param>
    public virtual double? Plateau(int batch) => null;

    /// <summary>The lowest value that the loss can take in expectation, given the mutual information of the
    /// views in nats; null where none is known.</summary>
    public virtual double? Floor(int batch, double? mutualInformation) => null;

    /// <summary>Trainable arrays that belong to the objective itself; none by default.</summary>
    /// <param name="device">Where they live.</param>
    /// <param name="dimensions">Columns of the inputs.</param>
    /// <param name="key">For their first values.</param>
    public virtual IReadOnlyList<Parameter> Declare(Device device, int dimensions, RandomKey key) => [];

    /// <summary>The loss of two views, n×d each, row i of one belonging to row i of the other.</summary>
    public abstract Loss Evaluate(Tensor left, Tensor right, ObjectiveContext context);

    /// <summary>All objectives.</summary>
    public static Catalogue<Objective> Catalogue => field ??= new(
        "objective",
        NtXent.Part,
        InfoNce.Part,
        AnInfoNce.Part,
        AlignmentUniformity.Part,
        Whitening.Part,
        Vicreg.Part,
        BarlowTwins.Part,
        Sigreg.Part,
        SimSiam.Part,
        SupervisedRegression.Part,
        SupervisedClassification.Part);
}
