namespace Szilard.Experiments.Specification;

/// <summary>The keys of a study file beside its sections.</summary>
internal static class StudyKeys
{
    public const string Name = "name";
    public const string Claim = "claim";
    public const string Source = "source";
    public const string Minutes = "minutes";
    public const string Seeds = "seeds";
    public const string Data = "data";
    public const string Runs = "runs";
    public const string Over = "over";
    public const string Expect = "expect";

    public static readonly IReadOnlyList<string> All =
        [Name, Claim, Source, Minutes, Seeds, Data, Runs, Over, Expect];
}
