using Szilard.Parts;

namespace Szilard.Learners.Optimisers;

/// <summary>How the learning rate moves: a factor on it for each step.</summary>
/// <param name="Kind">constant, cosine or step.</param>
/// <param name="WarmUp">Fraction of all steps on which the factor rises linearly from 0 to 1.</param>
/// <param name="Hold">Fraction of all steps, warm-up included, before cosine or step begins.</param>
/// <param name="Final">Where the cosine ends, as a fraction of the rate.</param>
/// <param name="Every">Steps between two drops of the step schedule.</param>
/// <param name="Drop">The factor of each drop.</param>
public sealed record Schedule(string Kind, double WarmUp, double Hold, double Final, long Every, double Drop)
{
    /// <summary>The parameters of every optimiser that concern the schedule.</summary>
    public static IReadOnlyList<ParameterCard> Parameters { get; } =
    [
        new ChoiceParameter(
            "schedule", "How the learning rate moves over the run.", "cosine", "constant", "cosine", "step"),
        new NumberParameter(
            "warm_up", "Fraction of the steps on which the rate rises linearly from 0.", 0, 0, 1),
        new NumberParameter(
            "hold", "Fraction of the steps, warm-up included, before the rate begins to fall.", 0, 0, 1),
        new NumberParameter("final", "Where the cosine ends, as a fraction of the rate.", 0, 0, 1),
        new IntegerParameter("drop_every", "Steps between two drops of the step schedule.", 1000, 1),
        new NumberParameter("drop", "The factor of each drop of the step schedule.", 0.1, 0, 1)
            { MinimumExcluded = true },
    ];

    /// <summary>The schedule that an optimiser's settings name.</summary>
    public static Schedule From(Settings s) => new(
        s.Choice("schedule"), s.Number("warm_up"), s.Number("hold"), s.Number("final"),
        s.Integer("drop_every"), s.Number("drop"));

    /// <summary>The factor at a step.</summary>
    /// <param name="step">0 … steps − 1.</param>
    /// <param name="steps">How many steps the run has.</param>
    public double Factor(long step, long steps)
    {
        double warm = WarmUp * steps, begin = Math.Max(WarmUp, Hold) * steps;
        if (step < warm)
            return Math.Min(1, (step + 1) / warm);
        if (step < begin || Kind == "constant")
            return 1;
        if (Kind == "step")
            return Math.Pow(Drop, Math.Floor((step - begin) / Every));
        double progress = (step - begin) / Math.Max(1, steps - begin);
        return Final + ((1 - Final) * 0.5 * (1 + Math.Cos(Math.PI * progress)));
    }
}
