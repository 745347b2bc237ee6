using Szilard.Experiments.Dynamics;
using Szilard.Observables;
using Szilard.Observables.Dynamics;

namespace Szilard.Reports;

/// <summary>When each reading moved: time to 90 %, change points, the order in which latents were
/// learned.</summary>
internal static class DynamicsSection
{
    public static Markup Render(IReadOnlyList<RunGroup> groups)
    {
        var runs = groups.SelectMany(g => g.Seeds).Select(Run).Where(r => r.Any).ToList();
        return Markup.Html($"""
            <section id="dynamics" aria-labelledby="dynamics-title">
            <h2 id="dynamics-title">Dynamics</h2>
            <p class="lead">Readings as continuous functions, linear in ln(step) between the change points. A curve that
            is one straight line with independent noise shows a change point with probability
            {NumberText.Of(ChangePoints.DefaultLevel)}.</p>
            {runs}
            </section>
            """).When(runs.Count > 0);
    }

    private static Markup Run(RunSection run)
    {
        ReadingDynamics[] moved = [.. (run.Dynamics?.Readings ?? []).Where(r => r.Changes.Points.Count > 0)];
        return Markup.Html($"""
            <h3>{run.Name} <small>seed {run.Seed}</small></h3>
            {Cells.Scroll("Change points", Table(moved))}
            {Order(run.Dynamics)}
            {Joint(run.Dynamics)}
            """).When(moved.Length > 0);
    }

    private static Markup Table(ReadingDynamics[] moved) => Markup.Html($"""
        <table class="numbers">
        <thead><tr>{Cells.Head("reading")}{Cells.NumberHead("90 % at step")}
        {Cells.NumberHead("changes at step")}
        {Cells.NumberHead("fastest from")}{Cells.NumberHead("to")}{Cells.NumberHead("by")}</tr></thead>
        <tbody>{moved.Select(Row)}</tbody>
        </table>
        """);

    private static Markup Row(ReadingDynamics r) => Markup.Html($"""
        <tr>{Cells.Row(KnownReadings.Label(r.Name))}{Cells.Number(Step(r.StepsTo90))}
        {Cells.Number(string.Join(", ", r.Changes.Points.Select(p => Step(p.Step))))}
        {Cells.Number(Step(r.Changes.Fastest?.From))}{Cells.Number(Step(r.Changes.Fastest?.To))}
        {Cells.Number(NumberText.Of(r.Changes.Fastest?.Rise ?? double.NaN))}</tr>

        """);

    private static Markup Order(RunDynamics? dynamics) => dynamics is { Order.Count: > 0 }
        ? Markup.Html($"""
            <p>Latents in the order in which they were learned:
            {string.Join(", ", dynamics.Order.Select(o => $"{o.Latent} (step {Step(o.Step)})"))}.</p>
            """)
        : Markup.Empty;

    private static Markup Joint(RunDynamics? dynamics) => dynamics is { Joint.Count: > 0 }
        ? Markup.Html($"""
            <p>λ̂ bends at {string.Join(", ", dynamics.Joint.Select(
                j => $"step {Step(j.CoefficientStep)} (R² at {Step(j.RecoveryStep)})"))}.</p>
            """)
        : Markup.Empty;

    private static string Step(double? step) =>
        step is { } at && double.IsFinite(at) ? NumberText.Count((long)Math.Round(at)) : "—";
}
