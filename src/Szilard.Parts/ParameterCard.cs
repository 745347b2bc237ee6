namespace Szilard.Parts;

/// <summary>One parameter of a part: name, meaning, default and range. A closed family.</summary>
/// <param name="Name">Snake-case name as written in a study file.</param>
/// <param name="Summary">One sentence, with units.</param>
public abstract record ParameterCard(string Name, string Summary)
{
    /// <summary>The default as it would be written in a study file.</summary>
    public abstract string DefaultText { get; }

    /// <summary>The admissible values in words, for example <c>(0, 1]</c>.</summary>
    public abstract string RangeText { get; }
}

/// <summary>A real number in [<paramref name="Minimum"/>, <paramref name="Maximum"/>]; an end that is
/// excluded is named by <see cref="MinimumExcluded"/> or <see cref="MaximumExcluded"/>.</summary>
public sealed record NumberParameter(
    string Name, string Summary, double Default, double Minimum = double.NegativeInfinity,
    double Maximum = double.PositiveInfinity) : ParameterCard(Name, Summary)
{
    /// <summary>True where <see cref="Minimum"/> itself is not allowed.</summary>
    public bool MinimumExcluded { get; init; }

    /// <summary>True where <see cref="Maximum"/> itself is not allowed.</summary>
    public bool MaximumExcluded { get; init; }

    /// <inheritdoc/>
    public override string DefaultText => $"{Default}";

    /// <inheritdoc/>
    public override string RangeText =>
        $"{(MinimumExcluded || double.IsInfinity(Minimum) ? '(' : '[')}{Text(Minimum)}, {Text(Maximum)}"
        + $"{(MaximumExcluded || double.IsInfinity(Maximum) ? ')' : ']')}";

    /// <summary>True for a number in the range; NaN and the infinities are in no range.</summary>
    public bool Admits(double value) =>
        double.IsFinite(value)
        && (MinimumExcluded ? value > Minimum : value >= Minimum)
        && (MaximumExcluded ? value < Maximum : value <= Maximum);

    private static string Text(double bound) =>
        double.IsPositiveInfinity(bound) ? "∞" : double.IsNegativeInfinity(bound) ? "-∞" : $"{bound}";
}

/// <summary>A whole number in [<paramref name="Minimum"/>, <paramref name="Maximum"/>].</summary>
public sealed record IntegerParameter(
    string Name, string Summary, long Default, long Minimum = 0, long Maximum = int.MaxValue)
    : ParameterCard(Name, Summary)
{
    /// <inheritdoc/>
    public override string DefaultText => $"{Default}";

    /// <inheritdoc/>
    public override string RangeText => Maximum == int.MaxValue ? $"≥ {Minimum}" : $"{Minimum}…{Maximum}";
}

/// <summary>One of a few words.</summary>
public sealed record ChoiceParameter(string Name, string Summary, string Default, params string[] Choices)
    : ParameterCard(Name, Summary)
{
    /// <inheritdoc/>
    public override string DefaultText => Default;

    /// <inheritdoc/>
    public override string RangeText => string.Join(" | ", Choices);
}

/// <summary>True or false.</summary>
public sealed record FlagParameter(string Name, string Summary, bool Default) : ParameterCard(Name, Summary)
{
    /// <inheritdoc/>
    public override string DefaultText => Default ? "true" : "false";

    /// <inheritdoc/>
    public override string RangeText => "true | false";
}

/// <summary>A list of real numbers, each in [<paramref name="Minimum"/>,
/// <paramref name="Maximum"/>].</summary>
public sealed record NumbersParameter(
    string Name, string Summary, IReadOnlyList<double> Default, double Minimum = double.NegativeInfinity,
    double Maximum = double.PositiveInfinity) : ParameterCard(Name, Summary)
{
    /// <summary>True where each entry must be a whole number (layer widths, channel counts).</summary>
    public bool Whole { get; init; }

    /// <inheritdoc/>
    public override string DefaultText => $"[{string.Join(", ", Default)}]";

    /// <inheritdoc/>
    public override string RangeText =>
        $"{(Whole ? "whole numbers" : "numbers")} in "
        + new NumberParameter("", "", 0, Minimum, Maximum).RangeText;
}

/// <summary>Free text: a file, a folder, a name.</summary>
public sealed record TextParameter(string Name, string Summary, string Default) : ParameterCard(Name, Summary)
{
    /// <inheritdoc/>
    public override string DefaultText => Default.Length == 0 ? "(none)" : Default;

    /// <inheritdoc/>
    public override string RangeText => "text";
}
