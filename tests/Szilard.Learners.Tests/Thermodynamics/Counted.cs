using Szilard.Learners.Objectives;
using Szilard.Learners.Thermodynamics;
using Szilard.Parts;
using Szilard.Tensors;

namespace Szilard.Learners.Tests.Thermodynamics;

/// <summary>How often an objective was asked.</summary>
internal sealed class Tally
{
    public int Evaluated { get; set; }

    public int Composed { get; set; }
}

/// <summary>An objective that counts how often it is asked.</summary>
internal sealed record Counted(Objective Inner) : Objective
{
    public Tally Tally { get; } = new();

    public override PartCard Card => Inner.Card;

    public override ThermodynamicMap Map => Inner.Map;

    public override Loss Evaluate(Tensor left, Tensor right, ObjectiveContext context)
    {
        Tally.Evaluated++;
        return Inner.Evaluate(left, right, context);
    }

    public override IReadOnlyList<Composition> Compose(Tensor left, Tensor right, ObjectiveContext context)
    {
        Tally.Composed++;
        return Inner.Compose(left, right, context);
    }
}
