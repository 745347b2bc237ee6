namespace Szilard.Learners.Thermodynamics;

/// <summary>The compositions of one batch as a step goes on, pair by pair.</summary>
/// <param name="Before">Before the step, with the labels that the loss used.</param>
/// <param name="Learned">After the optimiser.</param>
/// <param name="Projected">After the objective's arrays were put back on their sphere.</param>
/// <param name="Settled">After queue, centre and table moved.</param>
/// <param name="Followed">After the teacher moved; where there is none, with targets made anew.</param>
public sealed record StepPhases(
    IReadOnlyList<Composition> Before, IReadOnlyList<Composition> Learned,
    IReadOnlyList<Composition> Projected,
    IReadOnlyList<Composition> Settled, IReadOnlyList<Composition> Followed)
{
    /// <summary>One pair through all phases; phases in which it is not there repeat the one before.</summary>
    internal (T Before, T Learned, T Projected, T Settled, T Followed) Pair<T>(int index)
        where T : Composition
    {
        T before = (T)Before[index], learned = At(Learned, before), projected = At(Projected, learned);
        T settled = At(Settled, projected);
        return (before, learned, projected, settled, At(Followed, settled));

        T At(IReadOnlyList<Composition> phase, T otherwise) =>
            index < phase.Count ? (T)phase[index] : otherwise;
    }
}
