using System.Globalization;

namespace Szilard.Records;

/// <summary>Adds up the energy counters of Intel's running average power limit (RAPL), which Linux shows
/// under <c>/sys/class/powercap</c> on Intel and AMD processors.</summary>
/// <remarks>Counters count microjoules and begin again at <c>max_energy_range_uj</c>, some minutes to an hour
/// apart: they are looked at every ten seconds while the run beats. Packages and memory (<c>dram</c>) add;
/// <c>core</c> and <c>uncore</c> lie within their package, <c>psys</c> around all of them. Source: Linux
/// kernel, Documentation/power/powercap/powercap.rst.</remarks>
public sealed class RaplMeter
{
    /// <summary>Where Linux shows the counters.</summary>
    public const string SystemRoot = "/sys/class/powercap";

    /// <summary>What is said where there are none.</summary>
    public const string Absent = "no RAPL on this host";

    private const string Source = "intel-rapl";
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(10);
    private readonly TimeProvider _time;
    private readonly Dictionary<string, string> _faults = [];
    private readonly List<Counter> _counters;
    private long _last;

    /// <summary>A meter that begins now.</summary>
    /// <param name="root">The folder with the folders <c>intel-rapl:0</c>, <c>intel-rapl:0:0</c>, ….</param>
    /// <param name="time">The clock.</param>
    public RaplMeter(string root, TimeProvider time)
    {
        _time = time;
        _counters = [.. Zones(root)];
        foreach (Counter counter in _counters)
            counter.Before = Value(counter, "energy_uj");
        _last = time.GetTimestamp();
    }

    /// <summary>Looks at the counters, at most every ten seconds; costs nothing in between.</summary>
    public void Sample()
    {
        if (_counters.Count > 0 && _time.GetElapsedTime(_last) >= Interval)
            Read();
    }

    /// <summary>What was drawn since the meter began.</summary>
    public PhysicalEnergy Read()
    {
        _last = _time.GetTimestamp();
        foreach (Counter counter in _counters)
            Advance(counter);
        Dictionary<string, double> joules = _counters.Where(c => c.Before is not null)
            .GroupBy(c => c.Name).ToDictionary(g => g.Key, g => g.Sum(c => c.Joules));
        string remark = _counters.Count == 0 && _faults.Count == 0
            ? Absent : string.Join(' ', _faults.Values);
        return joules.Count == 0
            ? new PhysicalEnergy("", double.NaN, joules, remark)
            : new PhysicalEnergy(Source, joules.Values.Sum(), joules, remark);
    }

    private void Advance(Counter counter)
    {
        if (counter.Before is not { } before || Value(counter, "energy_uj") is not { } now)
            return;
        if (now < before && Value(counter, "max_energy_range_uj") is { } range)
            counter.Joules += (now + range - before) * 1e-6;
        else if (now >= before)
            counter.Joules += (now - before) * 1e-6;
        counter.Before = now;
    }

    private IEnumerable<Counter> Zones(string root)
    {
        string[] paths;
        try
        {
            paths = Directory.Exists(root) ? Directory.GetDirectories(root, Source + ":*") : [];
        }
        catch (Exception cause) when (cause is IOException or UnauthorizedAccessException)
        {
            _faults[root] = $"RAPL could not be listed: {cause.Message}";
            yield break;
        }
        foreach (string path in paths.Order(StringComparer.Ordinal))
        {
            Counter counter = new(path);
            counter.Name = Text(counter, "name") ?? "";
            bool counts = counter.Name.StartsWith("package", StringComparison.Ordinal)
                || counter.Name == "dram";
            if (counts)
                yield return counter;
        }
    }

    private double? Value(Counter counter, string file)
    {
        if (Text(counter, file) is not { } text)
            return null;
        if (double.TryParse(text, CultureInfo.InvariantCulture, out double value) && value >= 0)
            return value;
        _faults[counter.Path + file] = $"{counter.Label}: {file} reads `{text}`, which is no energy.";
        return null;
    }

    private string? Text(Counter counter, string file)
    {
        try
        {
            return File.ReadAllText(Path.Combine(counter.Path, file)).Trim();
        }
        catch (UnauthorizedAccessException)
        {
            _faults[counter.Path + file] =
                $"{counter.Label}: permission denied for {file}; an administrator can make it readable.";
        }
        catch (IOException)
        {
            _faults[counter.Path + file] = $"{counter.Label}: {file} is missing.";
        }
        return null;
    }

    private sealed class Counter(string path)
    {
        public string Path => path;

        public string Name { get; set; } = "";

        public string Label => Name.Length > 0 ? Name : System.IO.Path.GetFileName(path);

        public double? Before { get; set; }

        public double Joules { get; set; }
    }
}
