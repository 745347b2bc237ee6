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
