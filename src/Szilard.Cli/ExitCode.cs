namespace Szilard.Cli;

/// <summary>What the process tells its caller.</summary>
internal static class ExitCode
{
    /// <summary>The verb did what it was asked.</summary>
    public const int Done = 0;

    /// <summary>The request cannot be carried out as given.</summary>
    public const int Misuse = 1;

    /// <summary>Everything ran, but something that was expected did not hold.</summary>
    public const int ClaimFailed = 2;

    /// <summary>Stopped by the user.</summary>
    public const int Cancelled = 130;
}
