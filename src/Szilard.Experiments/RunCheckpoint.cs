using Szilard.Learners;
using Szilard.Parts;
using Szilard.Tensors;

namespace Szilard.Experiments;

/// <summary>All that a run needs to go on exactly where it stood: the learner's arrays and the
/// losses so far, as one safetensors file.</summary>
/// <param name="Step">Steps taken.</param>
/// <param name="Arrays">The learner's arrays.</param>
/// <param name="Losses">The sums of <see cref="LossTrace"/>.</param>
public sealed record RunCheckpoint(long Step, IReadOnlyList<StateArray> Arrays, double[] Losses)
{
    private const string LossesName = "run.losses";
    private const string LedgerName = "run.ledger";
    private const string StepName = "step";
    private const string OptimiserPrefix = "optimiser.";

    /// <summary>The sums of <see cref="Learners.Thermodynamics.RunBooks"/>; empty where none were
    /// kept.</summary>
    public double[] Ledger { get; init; } = [];

    /// <summary>What a learner is, without what its optimiser remembers: enough to look at, not to go on
    /// from.</summary>
    /// <param name="step">Steps taken.</param>
    /// <param name="arrays">The learner's arrays.</param>
    public static RunCheckpoint WithoutOptimiser(long step, IReadOnlyList<StateArray> arrays) =>
        new(step, [.. arrays.Where(a => !a.Name.StartsWith(OptimiserPrefix, StringComparison.Ordinal))], [0]);

    /// <summary>Writes the file.</summary>
    public void Write(Stream stream)
    {
        Dictionary<string, NumericArray> arrays =
            Arrays.ToDictionary(a => a.Name, a => NumericArray.From(new Batch(a.Shape, a.Values)));
        arrays.Add(LossesName, NumericArray.From(new Matrix(1, Losses.Length, Losses)));
        if (Ledger.Length > 0)
            arrays.Add(LedgerName, NumericArray.From(new Matrix(1, Ledger.Length, Ledger)));
        SafetensorsFile.Write(
            stream, arrays,
            new Dictionary<string, string> { [StepName] = $"{Step}", ["format"] = "szilard-run-1" });
    }

    /// <summary>Reads the file.</summary>
    /// <exception cref="SzilardException">It is damaged or of another kind.</exception>
    public static RunCheckpoint Read(string path)
    {
        SafetensorsFile file = SafetensorsFile.Read(path);
        if (!file.Metadata.TryGetValue(StepName, out string? text) || !long.TryParse(text, out long step)
            || !file.Tensors.TryGetValue(LossesName, out NumericArray? losses))
        {
            throw new SzilardException(
                $"`{path}` is no checkpoint of a run: it names no step or lacks `{LossesName}`.");
        }
        StateArray[] arrays =
        [
            .. file.Tensors.Where(a => a.Key is not (LossesName or LedgerName))
                .Select(a => new StateArray(a.Key, a.Value.Shape, a.Value.ToFloats())),
        ];
        return new RunCheckpoint(step, arrays, losses.ToDoubles())
        {
            Ledger = file.Tensors.TryGetValue(LedgerName, out NumericArray? ledger) ? ledger.ToDoubles() : [],
        };
    }
}
