using Szilard.Learners;
using Szilard.Parts;
using Szilard.Tensors;

namespace Szilard.Experiments;

/// <summary>All that a run needs to go on exactly where it stood: the learner's arrays and the open window of
/// losses, as one safetensors file.</summary>
/// <param name="Step">Steps taken.</param>
/// <param name="Arrays">The learner's arrays.</param>
/// <param name="Window">The sums of <see cref="LossTrace"/>.</param>
public sealed record RunCheckpoint(long Step, IReadOnlyList<StateArray> Arrays, double[] Window)
{
    private const string WindowName = "run.loss_window";
    private const string StepName = "step";

    /// <summary>Writes the file.</summary>
    public void Write(string path)
    {
        Dictionary<string, NumericArray> arrays =
            Arrays.ToDictionary(a => a.Name, a => NumericArray.From(new Batch(a.Shape, a.Values)));
        arrays.Add(WindowName, NumericArray.From(new Matrix(1, Window.Length, Window)));
        SafetensorsFile.Write(
            path, arrays,
            new Dictionary<string, string> { [StepName] = $"{Step}", ["format"] = "szilard-run-1" });
    }

    /// <summary>Reads the file.</summary>
    /// <exception cref="SzilardException">It is damaged or of another kind.</exception>
    public static RunCheckpoint Read(string path)
    {
        SafetensorsFile file = SafetensorsFile.Read(path);
        if (!file.Metadata.TryGetValue(StepName, out string? text) || !long.TryParse(text, out long step)
            || !file.Tensors.TryGetValue(WindowName, out NumericArray? window))
        {
            throw new SzilardException(
                $"`{path}` is no checkpoint of a run: it names no step or lacks `{WindowName}`.");
        }
        StateArray[] arrays =
        [
            .. file.Tensors.Where(a => a.Key != WindowName)
                .Select(a => new StateArray(a.Key, a.Value.Shape, a.Value.ToFloats())),
        ];
        return new RunCheckpoint(step, arrays, window.ToDoubles());
    }
}
