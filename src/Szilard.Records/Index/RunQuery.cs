namespace Szilard.Records;

/// <summary>Which runs to list, and in which order. Empty texts and null filter nothing.</summary>
public sealed record RunQuery
{
    /// <summary>Exact name of the run.</summary>
    public string Name { get; init; } = "";

    /// <summary>Exact name of the world.</summary>
    public string World { get; init; } = "";

    /// <summary>Exact name of the objective.</summary>
    public string Objective { get; init; } = "";

    /// <summary>Where the run stands.</summary>
    public RunState? State { get; init; }

    /// <summary>A word that stands somewhere in the folder's name, the name, the verdict or the
    /// specification (written <c>world.rho=0.9</c>); case does not matter for ASCII letters.</summary>
    public string Text { get; init; } = "";

    /// <summary><c>started</c> (default), <c>name</c>, <c>world</c>, <c>objective</c>, <c>state</c>,
    /// <c>seed</c>, <c>seconds</c>, or the name of a final reading. Runs without it come last.</summary>
    public string Sort { get; init; } = "started";

    /// <summary>Largest first (default).</summary>
    public bool Descending { get; init; } = true;

    /// <summary>At most so many; at least 1, default all.</summary>
    public int Limit { get; init; } = int.MaxValue;
}
