namespace Szilard.Experiments.Specification;

/// <summary>Something that a study says will be measured. A closed family.</summary>
/// <param name="Run">The run it speaks about.</param>
/// <param name="Meter">The reading it speaks about.</param>
public abstract record Expectation(string Run, string Meter)
{
    /// <summary>The expectation as a sentence without its full stop.</summary>
    public abstract string Sentence { get; }
}

/// <summary>The mean reading over seeds is at least <paramref name="Bound"/>.</summary>
public sealed record AtLeast(string Run, string Meter, double Bound) : Expectation(Run, Meter)
{
    /// <inheritdoc/>
    public override string Sentence => $"{Meter} of {Run} ≥ {Bound}";
}

/// <summary>The mean reading over seeds is at most <paramref name="Bound"/>.</summary>
public sealed record AtMost(string Run, string Meter, double Bound) : Expectation(Run, Meter)
{
    /// <inheritdoc/>
    public override string Sentence => $"{Meter} of {Run} ≤ {Bound}";
}

/// <summary>The mean reading exceeds that of the run <paramref name="Other"/> by more than two standard
/// errors of the difference.</summary>
public sealed record Beats(string Run, string Meter, string Other) : Expectation(Run, Meter)
{
    /// <inheritdoc/>
    public override string Sentence => $"{Meter} of {Run} beats {Other} by more than 2 s.e.";
}

/// <summary>Over the points of a grid the reading is a power of a knob, whose exponent lies within
/// bounds.</summary>
/// <param name="Run">The run as the file calls it, with the values of the other knobs.</param>
/// <param name="Meter">The reading.</param>
/// <param name="Knob">What is varied.</param>
/// <param name="OfDeficit">True where 1 − reading is the power, not the reading.</param>
/// <param name="Points">The knob's values with the names of the cells' runs.</param>
/// <param name="Least">The least exponent, or null.</param>
/// <param name="Most">The greatest exponent, or null.</param>
public sealed record Exponent(
    string Run, string Meter, string Knob, bool OfDeficit, IReadOnlyList<(double Knob, string Run)> Points,
    double? Least, double? Most) : Expectation(Run, Meter)
{
    /// <inheritdoc/>
    public override string Sentence
    {
        get
        {
            string quantity = OfDeficit ? $"1 − {Meter}" : Meter;
            string bounds = (Least, Most) switch
            {
                ({ } least, { } most) => FormattableString.Invariant($"{least} ≤ x ≤ {most}"),
                ({ } least, _) => FormattableString.Invariant($"x ≥ {least}"),
                _ => FormattableString.Invariant($"x ≤ {Most}"),
            };
            return $"{quantity} of {Run} ∝ ({Knob})^x with {bounds}";
        }
    }
}

/// <summary>The verdict on every seed of the run.</summary>
/// <param name="Run">The run it speaks about.</param>
/// <param name="Verdict">What the verdict is: <c>collapsed</c>.</param>
/// <param name="By">The last step since which it may hold; null for any.</param>
/// <param name="BeforeLoss">True where it must hold since a step before the loss stands at its plateau for
/// good, if it ever does.</param>
public sealed record Judged(string Run, string Verdict, long? By, bool BeforeLoss)
    : Expectation(Run, "verdict")
{
    /// <inheritdoc/>
    public override string Sentence =>
        $"{Run} is {Verdict}" + (By is { } step ? $", since step {step} at the latest" : "")
        + (BeforeLoss ? ", before the loss shows it" : "");
}
