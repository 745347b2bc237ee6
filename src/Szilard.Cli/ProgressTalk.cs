using Spectre.Console;
using Szilard.Experiments;
using Szilard.Observables;
using Szilard.Reports;

namespace Szilard.Cli;

/// <summary>Shows live how runs go: bars on a terminal, a line per reading elsewhere. Called from several
/// threads.</summary>
internal sealed class ProgressTalk : IDisposable
{
    private static readonly string[] _shown =
        ["r2.affine", "knn", "rank-me", "loss", "ledger.stored_information", "ledger.kl"];

    private readonly Lock _gate = new();
    private readonly Dictionary<string, ProgressTask> _tasks = [];
    private readonly TextWriter _plain;
    private readonly ManualResetEventSlim _ended = new();
    private readonly Thread? _display;
    private ProgressContext? _context;

    public ProgressTalk(Surroundings surroundings, int runs)
    {
        _plain = surroundings.Talk;
        if (surroundings.IsTalkPlain)
        {
            _plain.WriteLine($"Running {Words.Count(runs, "run")} …");
            return;
        }
        using ManualResetEventSlim ready = new();
        _display = new Thread(() => Display(surroundings.Talk, ready)) { IsBackground = true };
        _display.Start();
        ready.Wait();
    }

    /// <summary>Takes note of a step.</summary>
    public void Tell(RunProgress progress)
    {
        string name = $"{progress.Run} (seed {progress.Seed})";
        lock (_gate)
        {
            if (_context is not null)
                Draw(name, progress);
            else if (progress.Readings.Count > 0)
                _plain.WriteLine($"{name}: step {progress.Step}/{progress.Steps}{Text(progress.Readings)}");
        }
    }

    /// <summary>Stops showing.</summary>
    public void End()
    {
        _ended.Set();
        _display?.Join();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        End();
        _ended.Dispose();
    }

    private void Draw(string name, RunProgress progress)
    {
        if (!_tasks.TryGetValue(name, out ProgressTask? task))
        {
            task = _context!.AddTask(Markup.Escape(name), maxValue: Math.Max(1, progress.Steps));
            _tasks.Add(name, task);
        }
        task.Value = progress.Steps == 0 ? 1 : progress.Step;
        if (progress.Readings.Count > 0)
            task.Description = Markup.Escape(name + Text(progress.Readings));
    }

    private static string Text(IReadOnlyList<NamedReading> readings) => string.Concat(
        readings.Where(r => _shown.Contains(r.Name) && double.IsFinite(r.Reading.Value))
            .Select(r => $"  {r.Name} {r.Reading.Value:F3}"));

    private void Display(TextWriter talk, ManualResetEventSlim ready)
    {
        IAnsiConsole console = AnsiConsole.Create(
            new AnsiConsoleSettings { Out = new AnsiConsoleOutput(talk) });
        console.Progress()
            .Columns(
                new TaskDescriptionColumn { Alignment = Justify.Left }, new ProgressBarColumn(),
                new PercentageColumn(), new RemainingTimeColumn())
            .Start(context =>
            {
                _context = context;
                ready.Set();
                _ended.Wait();
                lock (_gate)
                    _context = null;
            });
    }
}
