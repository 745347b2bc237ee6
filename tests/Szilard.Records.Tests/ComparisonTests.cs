namespace Szilard.Records.Tests;

public sealed class ComparisonTests : IDisposable
{
    private readonly Scratch _scratch = new();

    public void Dispose() => _scratch.Dispose();

    [Fact]
    public void Replicates_are_pooled_to_mean_and_standard_error_over_seeds()
    {
        RunFolder[] runs =
        [
            Run("a", 1, 0.9, 2), Run("a", 2, 0.9, 4), Run("a", 3, 0.9, 9),
            Run("b", 1, 0.5, 1),
        ];
        RunComparison comparison = RunComparison.Of(runs);
        Assert.Equal(["a", "b"], comparison.Groups.Select(g => g.Name));
        Assert.Equal([1L, 2, 3], comparison.Groups[0].Seeds);
        PooledReading a = comparison.Readings.Single().Values[0], b = comparison.Readings.Single().Values[1];
        Assert.Equal((3, 2.0, 9.0), (a.Count, a.Least, a.Greatest));
        Assert.Equal(5, a.Mean, 12);
        Assert.Equal(Math.Sqrt(13.0 / 3), a.StandardError, 12); // deviations −3, −1, 4: s² = 26 / 2
        Assert.Equal((1, 1.0, 0.125), (b.Count, b.Mean, b.StandardError));
    }

    [Fact]
    public void Only_differing_settings_are_shown_under_dotted_keys()
    {
        RunFolder[] runs =
        [
            _scratch.Finished("a", 1, """
                {"seed":1,"world":{"name":"box","rho":0.9},"layers":[1,2],"same":{}}
                """),
            _scratch.Finished("b", 2, """
                {"seed":2,"world":{"name":"box","rho":0.5},"layers":[1,3],"same":{},"only":"x"}
                """),
        ];
        IReadOnlyList<ComparisonRow<string>> settings = RunComparison.Of(runs).Settings;
        Assert.Equal(["world.rho", "layers", "only"], settings.Select(s => s.Key));
        Assert.Equal(["0.9", "0.5"], settings[0].Values);
        Assert.Equal(["[1,2]", "[1,3]"], settings[1].Values);
        Assert.Equal(["—", "x"], settings[2].Values);
    }

    [Fact]
    public void Settings_stand_under_the_keys_that_overrides_take()
    {
        RunFolder run = _scratch.Finished("a", 1, """
            {"data":"","run":{"name":"a","world":{"kind":"npy"},"training":{"kind":"training","steps":5}}}
            """);
        Assert.Equal(["world.kind = npy", "training.steps = 5"],
            RunSettings.Of(run.Record()).Select(s => $"{s.Key} = {s.Value}"));
    }

    [Fact]
    public void Runs_of_equal_name_but_different_specification_are_not_averaged()
    {
        RunFolder first = Run("a", 1, 0.9, 1), second = Run("a", 2, 0.5, 3);
        RunComparison comparison = RunComparison.Of([first, second]);
        string[] names = [$"a ({first.Record().Id})", $"a ({second.Record().Id})"];
        Assert.Equal(names, comparison.Groups.Select(g => g.Name));
        Assert.All(comparison.Readings.Single().Values, v => Assert.Equal(1, v.Count));
    }

    [Fact]
    public void The_same_seed_twice_counts_once()
    {
        Run("a", 1, 0.9, 1);
        _scratch.Clock.Advance(TimeSpan.FromMinutes(1));
        RunFolder later = Run("a", 1, 0.9, 3);
        RunGroup group = RunComparison.Of(RunFolder.All(_scratch.Root)).Groups.Single();
        Assert.Equal([later.Path], group.Folders);
    }

    [Fact]
    public void Undefined_and_missing_readings_are_left_out_of_means()
    {
        RunFolder[] runs =
        [
            Run("a", 1, 0.9, 1), Run("a", 2, 0.9, double.NaN), _scratch.Finished("c", 1),
        ];
        ComparisonRow<PooledReading> row = RunComparison.Of(runs).Readings.Single();
        Assert.Equal((1, 1.0), (row.Values[0].Count, row.Values[0].Mean));
        Assert.Equal(PooledReading.Missing, row.Values[1]);
    }

    private RunFolder Run(string name, long seed, double rho, double value) => _scratch.Finished(
        name, seed, $$"""{"seed":{{seed}},"rho":{{rho}}}""", RunState.Done,
        new NamedReading("r2", value, 0.125, 0));
}
