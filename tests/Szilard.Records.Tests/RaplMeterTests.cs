using System.Globalization;

namespace Szilard.Records.Tests;

/// <summary>Energy counters in a made-up tree.</summary>
public sealed class RaplMeterTests : IDisposable
{
    private readonly Scratch _scratch = new();

    public void Dispose() => _scratch.Dispose();

    [Fact]
    public void Packages_and_memory_add_and_what_lies_within_them_does_not()
    {
        Zone("intel-rapl:0", "package-0", 1_000_000);
        Zone("intel-rapl:0:0", "core", 500_000);
        Zone("intel-rapl:0:1", "dram", 2_000_000);
        Zone("intel-rapl:1", "package-1", 5_000_000);
        Zone("intel-rapl:2", "psys", 9_000_000);
        RaplMeter meter = Meter();
        Zone("intel-rapl:0", "package-0", 4_000_000);
        Zone("intel-rapl:0:0", "core", 2_500_000);
        Zone("intel-rapl:0:1", "dram", 2_500_000);
        Zone("intel-rapl:1", "package-1", 6_250_000);
        Zone("intel-rapl:2", "psys", 19_000_000);
        PhysicalEnergy energy = meter.Read();
        Assert.Equal("intel-rapl", energy.Source);
        Assert.Equal(3 + 0.5 + 1.25, energy.Joules, 1e-9);
        Assert.Equal(["dram", "package-0", "package-1"], energy.Domains.Keys.Order());
        Assert.Equal("", energy.Remark);
    }

    [Fact]
    public void A_counter_that_began_again_is_followed_over_its_range()
    {
        Zone("intel-rapl:0", "package-0", 262_000_000, 262_143_328_850);
        RaplMeter meter = Meter();
        double sum = 0;
        foreach (double next in (double[])[200e9, 10e9, 9e9])
        {
            Zone("intel-rapl:0", "package-0", next, 262_143_328_850);
            _scratch.Clock.Advance(TimeSpan.FromSeconds(11));
            meter.Sample();
        }
        sum += (200e9 - 262e6) + (10e9 + 262_143_328_850 - 200e9) + (9e9 + 262_143_328_850 - 10e9);
        Assert.Equal(sum * 1e-6, meter.Read().Joules, 1e-3);
    }

    [Fact]
    public void Counters_are_looked_at_every_ten_seconds()
    {
        Zone("intel-rapl:0", "package-0", 900, 1000);
        RaplMeter meter = Meter();
        Zone("intel-rapl:0", "package-0", 100, 1000);
        _scratch.Clock.Advance(TimeSpan.FromSeconds(9));
        meter.Sample();
        Zone("intel-rapl:0", "package-0", 950, 1000);
        Assert.Equal(50e-6, meter.Read().Joules, 1e-12);
    }

    [Fact]
    public void A_host_without_counters_says_so()
    {
        PhysicalEnergy energy = Meter().Read();
        Assert.True(double.IsNaN(energy.Joules));
        Assert.Equal("no RAPL on this host", energy.Remark);
        using RunWriter run = _scratch.Create();
        run.Finish(RunState.Done, []);
        Assert.NotNull(run.Folder.Record().PhysicalEnergy);
    }

    [Fact]
    public void A_missing_file_is_named_and_the_other_package_counts()
    {
        Zone("intel-rapl:0", "package-0", 1_000_000);
        Zone("intel-rapl:1", "package-1", 1_000_000);
        File.Delete(Path.Combine(Root, "intel-rapl:1", "energy_uj"));
        RaplMeter meter = Meter();
        Zone("intel-rapl:0", "package-0", 3_000_000);
        PhysicalEnergy energy = meter.Read();
        Assert.Equal(2, energy.Joules, 1e-9);
        Assert.Equal("package-1: energy_uj is missing.", energy.Remark);
    }

    /// <summary>A folder in place of a file is refused like one without permission, to an administrator
    /// too.</summary>
    [Fact]
    public void A_file_that_may_not_be_read_is_named()
    {
        Directory.CreateDirectory(Path.Combine(Root, "intel-rapl:0", "energy_uj"));
        File.WriteAllText(Path.Combine(Root, "intel-rapl:0", "name"), "package-0\n");
        PhysicalEnergy energy = Meter().Read();
        Assert.True(double.IsNaN(energy.Joules));
        Assert.StartsWith(
            "package-0: permission denied for energy_uj", energy.Remark, StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_no_number_is_quoted()
    {
        Zone("intel-rapl:0", "package-0", 0);
        File.WriteAllText(Path.Combine(Root, "intel-rapl:0", "energy_uj"), "soon\n");
        Assert.Contains("reads `soon`", Meter().Read().Remark, StringComparison.Ordinal);
    }

    /// <summary>k_BT ln 2 at 300 K is 2.87097888507872·10⁻²¹ J (reference notes, 5.16).</summary>
    [Fact]
    public void The_ratio_to_landauer_is_joules_over_the_least_for_the_bits()
    {
        PhysicalEnergy energy = new(
            "intel-rapl", 2.87097888507872e-21 * 12, new Dictionary<string, double>(), "");
        Assert.Equal(4, energy.LandauerRatio(3), 1e-12);
    }

    [Fact]
    public void What_was_drawn_before_an_interruption_is_added()
    {
        PhysicalEnergy first = new("intel-rapl", 3, new Dictionary<string, double> { ["package-0"] = 3 }, "");
        PhysicalEnergy later = new(
            "intel-rapl", 5, new Dictionary<string, double> { ["package-0"] = 4, ["dram"] = 1 }, "");
        Assert.Equal(8, first.Plus(later).Joules);
        Assert.Equal(7, first.Plus(later).Domains["package-0"]);
        PhysicalEnergy none = new("", double.NaN, new Dictionary<string, double>(), RaplMeter.Absent);
        Assert.Equal(RaplMeter.Absent, none.Plus(none).Remark);
        Assert.True(double.IsNaN(none.Plus(none).Joules));
    }

    private string Root => Path.Combine(_scratch.Root, "powercap");

    private RaplMeter Meter() => new(Root, _scratch.Clock);

    private void Zone(string folder, string name, double microjoules, double range = 1e12)
    {
        string path = Path.Combine(Root, folder);
        Directory.CreateDirectory(path);
        Write("name", name);
        Write("energy_uj", microjoules.ToString("F0", CultureInfo.InvariantCulture));
        Write("max_energy_range_uj", range.ToString("F0", CultureInfo.InvariantCulture));

        void Write(string file, string text) => File.WriteAllText(Path.Combine(path, file), text + "\n");
    }
}
