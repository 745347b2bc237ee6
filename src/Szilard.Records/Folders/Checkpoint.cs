namespace Szilard.Records;

/// <summary>A committed checkpoint: the small JSON file beside the data, written last.</summary>
/// <param name="Step">The step after which it was taken.</param>
/// <param name="File">Name of the data file in <c>checkpoints/</c>.</param>
/// <param name="Bytes">Length of the data file.</param>
/// <param name="Sha256">SHA-256 of the data file, hexadecimal.</param>
/// <param name="MetricsBytes">Length of <c>metrics.jsonl</c> at that moment.</param>
/// <param name="LedgerBytes">Length of <c>ledger.jsonl</c> at that moment.</param>
/// <param name="Seconds">Seconds of work at that moment.</param>
/// <param name="Phases">Seconds of work by phase at that moment.</param>
public sealed record Checkpoint(
    long Step, string File, long Bytes, string Sha256, long MetricsBytes, long LedgerBytes, double Seconds,
    IReadOnlyDictionary<string, double>? Phases = null);

/// <summary>What a run was taken up from.</summary>
/// <typeparam name="T">The learner's state.</typeparam>
/// <param name="Step">The step after which the state was saved; work goes on with the next.</param>
/// <param name="State">What the caller's reader returned.</param>
/// <param name="Remarks">A sentence for each newer checkpoint that could not be used and for readings that
/// are lost; show them.</param>
public sealed record Resumption<T>(long Step, T State, IReadOnlyList<string> Remarks);
