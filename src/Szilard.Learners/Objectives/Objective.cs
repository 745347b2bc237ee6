using Szilard.Learners.Thermodynamics;
using Szilard.Observables;
using Szilard.Parts;
using Szilard.Tensors;

namespace Szilard.Learners.Objectives;

/// <summary>A loss: the scalar that is minimised and its named terms.</summary>
/// <param name="Value">The scalar.</param>
/// <param name="Terms">Named scalars that say what the value is made of.</param>
public sealed record Loss(Tensor Value, params IReadOnlyList<(string Name, Tensor Value)> Terms);

/// <summary>What is wanted of a representation, as data: a formula over the outputs for two views. Its card
/// names convention, formula and source. A closed family; <see cref="Catalogue"/> lists it.</summary>
public abstract record Objective
{
    /// <summary>Name, convention, formula, source and parameters.</summary>
    public abstract PartCard Card { get; }

    /// <summary>How far it is a thermodynamic process, and why.</summary>
    public abstract ThermodynamicMap Map { get; }

    /// <summary>True where the right view is a target and is not encoded.</summary>
    public virtual bool RightIsTarget => false;

    /// <summary>True where it keeps something for every item of the training set, whose indices it then needs
    /// with every batch.</summary>
    public virtual bool NeedsItems => false;

    /// <summary>True where it has to be told what changed between the two views.</summary>
    public virtual bool NeedsActions => false;

    /// <summary>True where it has to be told which looks of a batch could belong together.</summary>
    public virtual bool NeedsReach => false;

    /// <summary>True where it has to be shown a third, turned look.</summary>
    public virtual bool NeedsTurns => false;

    /// <summary>True where a head of its own tells what was done to the views.</summary>
    public bool HasHead => NeedsActions || NeedsTurns;

    /// <summary>True where it keeps arrays that no gradient moves (teacher, queue, table, centre), or puts
    /// its own back onto a sphere, or has a head on top of a network: no body can learn it.</summary>
    public virtual bool KeepsState => false;

    /// <summary>How its teacher follows the student; null where there is no teacher.</summary>
    public virtual TeacherPace? Teacher => null;

    /// <summary>The loss of a learner that tells nothing apart, ln(candidates); null where there is no such
    /// plateau.</summary>
    /// <param name="batch">Pairs in a batch.</param>
    public virtual double? Plateau(int batch) => null;

    /// <summary>The lowest value that the loss can take in expectation, given the mutual information of the
    /// views in nats; null where none is known.</summary>
    public virtual double? Floor(int batch, double? mutualInformation) => null;

    /// <summary>Arrays that belong to the objective itself, trainable or only kept; none by
    /// default.</summary>
    /// <param name="site">The network and the world.</param>
    public virtual IReadOnlyList<Parameter> Declare(ObjectiveSite site) => [];

    /// <summary>True where a trainable array of its own stays as it is in a step.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="step">Steps done before.</param>
    public virtual bool IsFrozen(string name, long step) => false;

    /// <summary>The loss of two views, n×d each, row i of one belonging to row i of the other.</summary>
    public abstract Loss Evaluate(Tensor left, Tensor right, ObjectiveContext context);

    /// <summary>What it can tell of its own working on a batch that it does not learn from; nothing by
    /// default.</summary>
    /// <param name="left">As the loss would have it.</param>
    /// <param name="right">As the loss would have it.</param>
    /// <param name="context">As the loss would have it.</param>
    public virtual IReadOnlyList<NamedReading> Inspect(
        Tensor left, Tensor right, ObjectiveContext context) => [];

    /// <summary>Puts its own arrays back onto their sphere, after the optimiser moved them.</summary>
    /// <param name="own">Its arrays by name.</param>
    public virtual void Project(IReadOnlyDictionary<string, Parameter> own)
    {
    }

    /// <summary>Moves the arrays that no gradient moves, after the optimiser and before the teacher
    /// follow.</summary>
    /// <param name="own">Its arrays by name.</param>
    /// <param name="left">The outputs that the loss saw.</param>
    /// <param name="right">The outputs that the loss saw.</param>
    /// <param name="context">As the loss had it.</param>
    public virtual void Settle(
        IReadOnlyDictionary<string, Parameter> own, Tensor left, Tensor right, ObjectiveContext context)
    {
    }

    /// <summary>True on a step at whose end labels of the whole dataset are made anew: it is booked whatever
    /// the cadence.</summary>
    /// <param name="context">As the loss had it.</param>
    /// <param name="batch">Pairs in the batch.</param>
    public virtual bool Relabels(ObjectiveContext context, int batch) => false;

    /// <summary>The batch in the language of thermodynamics, one composition for each pair of looks that the
    /// loss averages; none where nothing maps.</summary>
    public virtual IReadOnlyList<Composition> Compose(Tensor left, Tensor right, ObjectiveContext context) =>
        [];

    /// <summary>All objectives.</summary>
    public static Catalogue<Objective> Catalogue => field ??= new(
        "objective",
        NtXent.Part,
        InfoNce.Part,
        AnInfoNce.Part,
        EfferenceCopies.Part,
        Equivariance.Part,
        Diet.Part,
        AlignmentUniformity.Part,
        Whitening.Part,
        Vicreg.Part,
        BarlowTwins.Part,
        Sigreg.Part,
        SimSiam.Part,
        Byol.Part,
        Moco.Part,
        Swav.Part,
        Dino.Part,
        Sela.Part,
        DeepCluster.Part,
        MachineLikelihood.Part,
        JointEnergy.Part,
        SupervisedRegression.Part,
        SupervisedClassification.Part);
}
