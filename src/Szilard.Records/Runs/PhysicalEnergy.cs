namespace Szilard.Records;

/// <summary>What the machine drew while a run worked, in joules: the whole host, other programs and other
/// runs included. It is kept beside the ledger and never in it: nats of a model are not joules.</summary>
/// <param name="Source">Who measured: <c>intel-rapl</c>; empty where nobody could.</param>
/// <param name="Joules">All domains that do not contain one another; NaN where none could be read.</param>
/// <param name="Domains">Joules by domain: <c>package-0</c>, <c>dram</c>.</param>
/// <param name="Remark">Why it is missing, or what is missing in it; empty otherwise.</param>
public sealed record PhysicalEnergy(
    string Source, double Joules, IReadOnlyDictionary<string, double> Domains, string Remark)
{
    /// <summary>k_B in joules per kelvin, exact (CODATA 2018, SI).</summary>
    public const double Boltzmann = 1.380649e-23;

    /// <summary>Of <see cref="LandauerRatio"/>, in kelvin.</summary>
    public const double RoomTemperature = 300;

    /// <summary>The joules over k_B·T·ln 2 at 300 K for each of so many bits: the only number in which
    /// joules of the machine and information of a model meet.</summary>
    /// <param name="bits">Bits, &gt; 0.</param>
    public double LandauerRatio(double bits) => Joules / (Boltzmann * RoomTemperature * Math.Log(2) * bits);

    /// <summary>This and what was measured after an interruption.</summary>
    public PhysicalEnergy Plus(PhysicalEnergy later)
    {
        Dictionary<string, double> domains = new(Domains);
        foreach ((string name, double joules) in later.Domains)
            domains[name] = domains.GetValueOrDefault(name) + joules;
        string remark = Remark == later.Remark ? Remark : string.Join(' ', Sentences(Remark, later.Remark));
        return new PhysicalEnergy(
            later.Source.Length > 0 ? later.Source : Source,
            domains.Count == 0 ? double.NaN : domains.Values.Sum(), domains, remark);
    }

    private static IEnumerable<string> Sentences(params string[] remarks) => remarks.Where(r => r.Length > 0);
}
