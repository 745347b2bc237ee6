using Szilard.Experiments.Ledgers;
using Szilard.Observables;
using Szilard.Records;

namespace Szilard.Reports;

/// <summary>Joules of the machine, apart from the ledger: by run where they were measured, and one sentence
/// where they were not.</summary>
internal static class PhysicalEnergySection
{
    public static Markup Render(IReadOnlyList<RunGroup> groups)
    {
        RunSection[] known = [.. groups.SelectMany(g => g.Seeds).Where(s => s.PhysicalEnergy is not null)];
        RunSection[] measured = [.. known.Where(s => double.IsFinite(s.PhysicalEnergy!.Joules))];
        string[] remarks =
            [.. known.Select(s => s.PhysicalEnergy!.Remark).Where(r => r.Length > 0).Distinct()];
        return Markup.Html($"""
            <section id="physical-energy" aria-labelledby="physical-energy-title">
            <h2 id="physical-energy-title">Physical energy</h2>
            <p class="lead">Joules that the whole host drew while a run worked, other programs and other runs
            included. They are no part of the ledger: nats of a model are not joules of a machine.</p>
            {remarks.Select(r => Markup.Html($"<p>{Sentence(r)}</p>"))}
            {Table(measured).When(measured.Length > 0)}
            </section>
            """).When(known.Length > 0);
    }

    private static Markup Table(RunSection[] runs) => Cells.Scroll("Physical energy", Markup.Html($"""
        <table class="numbers">
        <thead><tr>{Cells.Head("run")}{Cells.Head("seed")}{Cells.Head("domains")}{Cells.NumberHead("J")}
        {Cells.NumberHead("ratio to Landauer: J over k_BT ln 2 at 300 K for each bit identified of a sample")}
        </tr></thead>
        <tbody>{runs.Select(Row)}</tbody>
        </table>
        """));

    private static Markup Row(RunSection run)
    {
        PhysicalEnergy energy = run.PhysicalEnergy!;
        string domains = string.Join(
            ", ", energy.Domains.Select(d => $"{d.Key} {NumberText.Of(d.Value)}"));
        return Markup.Html($"""
            <tr>{Cells.Row(run.Name)}<td>{run.Seed}</td><td>{domains}</td>
            {Cells.Number(NumberText.Of(energy.Joules))}{Cells.Number(NumberText.Of(Ratio(run, energy)))}</tr>

            """);
    }

    private static double Ratio(RunSection run, PhysicalEnergy energy)
    {
        double nats = run.Readings.FirstOrDefault(r => r.Name == LedgerReadings.IdentifiedName)?.Value ?? 0;
        return nats > 0 ? energy.LandauerRatio(nats / Math.Log(2)) : double.NaN;
    }

    private static string Sentence(string remark) =>
        remark.EndsWith('.') ? remark : $"There is {remark}: nothing was measured.";
}
