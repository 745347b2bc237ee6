namespace Szilard.Experiments.Inquiries;

/// <summary>How the points of a series are drawn.</summary>
public enum SeriesMark
{
    /// <summary>A dot each.</summary>
    Points,

    /// <summary>A line through them.</summary>
    Line,

    /// <summary>A dashed line: what theory says.</summary>
    Dashed,
}

/// <summary>One series of a plot.</summary>
/// <param name="Name">What it is, for the legend.</param>
/// <param name="Mark">How it is drawn.</param>
/// <param name="X">Abscissae.</param>
/// <param name="Y">Ordinates, as many; NaN leaves a gap.</param>
public sealed record Series(string Name, SeriesMark Mark, IReadOnlyList<double> X, IReadOnlyList<double> Y)
{
    /// <summary>Standard errors of the ordinates, as many; NaN where none is known. Empty: none at
    /// all.</summary>
    public IReadOnlyList<double> Errors { get; init; } = [];
}

/// <summary>A figure as data: axes and series.</summary>
/// <param name="Id">Identifier within the page, kebab-case.</param>
/// <param name="Title">Title of the figure.</param>
/// <param name="X">Title of the horizontal axis, with its unit.</param>
/// <param name="Y">Title of the vertical axis, with its unit.</param>
/// <param name="Series">What is drawn.</param>
public sealed record Plot(string Id, string Title, string X, string Y, params IReadOnlyList<Series> Series)
{
    /// <summary>What to look at, one or two sentences.</summary>
    public string Caption { get; init; } = "";

    /// <summary>True where the horizontal axis is logarithmic; points not above 0 are then left
    /// out.</summary>
    public bool LogX { get; init; }

    /// <summary>True where the vertical axis is logarithmic; points not above 0 are then left out.</summary>
    public bool LogY { get; init; }
}
