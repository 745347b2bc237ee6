using System.Text;
using System.Text.Json;
using Szilard.Parts;

namespace Szilard.Records.Tests;

public sealed class LineTests : IDisposable
{
    private readonly Scratch _scratch = new();

    public void Dispose() => _scratch.Dispose();

    [Fact]
    public void Readings_come_back_as_they_were_written()
    {
        MetricLine[] lines =
        [
            new(0, "loss", 1.0 / 3, double.Epsilon, -0.0, "", 0),
            new(long.MaxValue, "数 \u2028\r\n\t\"\\", double.MaxValue, double.NaN, double.NaN, "why 🦉", 1e-9),
        ];
        using RunWriter run = _scratch.Create();
        run.Append(lines);
        run.Append(new MetricLine(1, "x", double.PositiveInfinity, double.NegativeInfinity, 0, "", 2));
        Assert.Equal([.. lines, new(1, "x", double.NaN, double.NaN, 0, "", 2)], run.Folder.Metrics());
        Assert.Equal(3, File.ReadAllBytes(run.Folder.MetricsPath).Count(b => b == '\n'));
    }

    [Fact]
    public void A_line_torn_at_any_byte_is_left_out_and_cut_away()
    {
        RunFolder folder;
        using (RunWriter run = _scratch.Create())
        {
            folder = run.Folder;
            run.Append(1, "loss", Scratch.Reading(0.1));
            run.Append(2, "größe", Scratch.Reading(0.2));
        }
        byte[] whole = File.ReadAllBytes(folder.MetricsPath);
        int first = Array.IndexOf(whole, (byte)'\n') + 1;
        for (int length = first; length < whole.Length; length++)
        {
            File.WriteAllBytes(folder.MetricsPath, whole[..length]);
            Assert.Equal(1, Assert.Single(folder.Metrics()).Step);
            using (RunWriter run = folder.Write(_scratch.Clock))
                run.Append(3, "loss", Scratch.Reading(0.3));
            Assert.Equal([1L, 3L], folder.Metrics().Select(m => m.Step));
        }
    }

    [Theory]
    [InlineData(4095)]
    [InlineData(4096)]
    [InlineData(4097)]
    [InlineData(200_000)]
    public void Lines_and_torn_tails_longer_than_the_buffers_are_read(int length)
    {
        RunFolder folder;
        var line = new MetricLine(1, new string('n', length), 1, 1, 1, "", 1);
        using (RunWriter run = _scratch.Create())
        {
            folder = run.Folder;
            run.Append(line, line with { Step = 2 });
        }
        File.AppendAllText(folder.MetricsPath, new string('t', length));
        Assert.Equal([line, line with { Step = 2 }], folder.Metrics());
        using (folder.Write(_scratch.Clock))
            Assert.Equal((byte)'\n', File.ReadAllBytes(folder.MetricsPath)[^1]);
    }

    [Fact]
    public void A_damaged_line_in_the_middle_is_named()
    {
        using RunWriter run = _scratch.Create();
        run.Append(1, "loss", Scratch.Reading(0.1));
        File.AppendAllText(run.Folder.MetricsPath, "{\"step\":oops}\nnull\n");
        var fault = Assert.Throws<SzilardException>(() => run.Folder.Metrics().Count());
        Assert.Contains("line 2", fault.Message);
    }

    [Fact]
    public void Readings_are_seen_by_a_reader_while_the_run_goes_on()
    {
        using RunWriter run = _scratch.Create();
        for (int step = 1; step <= 5; step++)
        {
            run.Append(step, "loss", Scratch.Reading(step));
            Assert.Equal(step, RunFolder.Open(run.Folder.Path).Metrics().Count());
        }
    }

    [Fact]
    public void Ledger_lines_are_one_line_each_and_come_back()
    {
        using RunWriter run = _scratch.Create();
        JsonElement entry = Scratch.Json("{\n \"work\": 1.5,\n \"text\": \"a\\nb\"\n}");
        run.AppendLedger(entry, JsonLayout.Page.JsonElement);
        Assert.Equal("""{"work":1.5,"text":"a\nb"}""" + "\n", File.ReadAllText(run.Folder.LedgerPath));
        Assert.Equal(1.5, run.Folder.Ledger().Single().GetProperty("work").GetDouble());
    }

    [Fact]
    public void Many_threads_may_append()
    {
        using RunWriter run = _scratch.Create();
        Parallel.For(0, 500, i => run.Append(i, "loss", Scratch.Reading(i)));
        Assert.Equal(
            Enumerable.Range(0, 500).Select(i => (long)i), run.Folder.Metrics().Select(m => m.Step).Order());
    }

    [Fact]
    public void A_file_of_zeros_after_a_power_cut_is_a_torn_tail()
    {
        RunFolder folder;
        using (RunWriter run = _scratch.Create())
        {
            folder = run.Folder;
            run.Append(1, "loss", Scratch.Reading(0.1));
        }
        File.AppendAllText(folder.MetricsPath, Encoding.ASCII.GetString(new byte[9000]));
        Assert.Single(folder.Metrics());
        using (folder.Write(_scratch.Clock))
            Assert.Single(folder.Metrics());
        Assert.True(new FileInfo(folder.MetricsPath).Length < 200);
    }
}
