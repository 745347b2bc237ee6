using System.Text.Json;

namespace Szilard.Records.Tests;

public sealed class ExportTests : IDisposable
{
    private readonly Scratch _scratch = new();

    public void Dispose() => _scratch.Dispose();

    [Fact]
    public void The_table_of_runs_has_a_column_for_every_reading()
    {
        RunFolder a = _scratch.Finished("a, \"b\"", 1, summary: new NamedReading("r2", 0.1, 0.2, double.NaN));
        RunFolder b = _scratch.Finished("c", -2, summary: new NamedReading("rank", 1e-20, double.NaN, 0));
        var text = new StringWriter();
        RunExport.Csv([a, b], text);
        string[] lines = text.ToString().Split('\n');
        Assert.Equal(
            "folder,id,name,world,objective,seed,state,started,seconds,verdict,"
            + "r2,r2.standard_error,r2.chance,rank,rank.standard_error,rank.chance", lines[0]);
        const string Times = "done,2026-03-01T12:00:00.0000000+00:00,0,healthy";
        Assert.Equal(
            $"{a.Path},{a.Record().Id},\"a, \"\"b\"\"\",spiral,info-nce,1,{Times},0.1,0.2,,,,", lines[1]);
        Assert.Equal($"{b.Path},{b.Record().Id},c,spiral,info-nce,-2,{Times},,,,1E-20,,0", lines[2]);
        Assert.Equal(["", ""], [lines[3], string.Concat(lines[4..])]);
    }

    [Fact]
    public void The_JSON_of_runs_has_the_keys_of_the_command_line()
    {
        var reading = new NamedReading("r2", 0.1, double.NaN, 0, "", "uniform");
        RunFolder a = _scratch.Finished("a", 1, summary: reading);
        using var stream = new MemoryStream();
        RunExport.Json([a], stream);
        JsonElement run = JsonDocument.Parse(stream.ToArray()).RootElement.GetProperty("runs")[0];
        string[] expected =
        [
            "name", "world", "objective", "seed", "state", "seconds", "folder", "readings", "verdict", "card",
        ];
        Assert.Equal(expected, run.EnumerateObject().Select(p => p.Name));
        Assert.Equal(["name", "value", "standard_error", "chance", "remark", "convention"],
            run.GetProperty("readings")[0].EnumerateObject().Select(p => p.Name));
        Assert.Equal(["state", "step", "evidence", "next"],
            run.GetProperty("verdict").EnumerateObject().Select(p => p.Name));
        Assert.Equal("done", run.GetProperty("state").GetString());
    }

    [Fact]
    public void Readings_over_time_are_one_row_each()
    {
        using RunWriter run = _scratch.Create("a", 7);
        run.Append(new MetricLine(3, "loss", 0.5, double.NaN, -1, "so\nso", 1.5));
        var text = new StringWriter();
        RunExport.MetricsCsv([run.Folder], text);
        Assert.Equal(
            $"run,name,seed,step,meter,value,standard_error,chance,remark,seconds\n"
            + $"{run.Folder.Name},a,7,3,loss,0.5,,-1,\"so\nso\",1.5\n", text.ToString());
    }
}
