using Szilard.Learners.Thermodynamics;
using Szilard.Physics.Networks;
using Szilard.Physics.Rules;
using Szilard.Thermodynamics.Composite;

namespace Szilard.Physics.Learning;

/// <summary>Books a step of a body that learns. System: the body's state and what draws at its outputs,
/// U = E(s; θ) + β·C(y)/n; the boundary and the learning rule work on it, relaxation at fixed clamps and
/// parameters gives off heat.</summary>
/// <remarks>
/// Derived here. Per sample of the batch, in units of E:
/// <list type="bullet">
/// <item>clamp: β → β′ at a fixed state, W = (β′ − β)·C(y)/n. Outputs that are held are moved there slowly,
/// W = ΔE without heat: the least that it can cost.</item>
/// <item>relaxation at fixed clamp and θ: Q = ΔU ≤ 0, given off to the bath.</item>
/// <item>optimiser: θ → θ′ at the state at rest, W = E(s; θ′) − E(s; θ).</item>
/// <item>drive and synapse: chemical work keeps up a synapse's memory and leaves as heat, W = −Q = T·Σ;
/// where T is not known Σ alone is booked.</item>
/// </list>
/// Relaxation is descent, a bath at T → 0: then Σ = ΔS − Q/T grows without bound, and what stays finite is
/// T·Σ → −Q, the heat itself. With a bath of temperature T, Σ = −Q/T: exact for an overdamped body of
/// quadratic energy under constant forces, whose fluctuations T·H⁻¹ do not change (ΔS = 0, so that
/// Σ = (E(m) − E(m*))/T is the divergence of two Gaussians), and the leading order in 1/T for any other.
/// </remarks>
public static class BodyBooks
{
    private static readonly HeatCapacityCurve _none = new([], []);

    /// <summary>The books of one step; null where an energy is not finite.</summary>
    /// <param name="phases">The energies of the step.</param>
    /// <param name="level">What the body's map says; no heat of a surrogate is entropy.</param>
    /// <param name="temperature">T of the bath in units of E; 0 where it is not known.</param>
    /// <param name="step">Steps done, this one included.</param>
    public static BookedStep? Of(BodyPhases phases, MapLevel level, double temperature, long step)
    {
        double bath = temperature > 0 && level != MapLevel.Surrogate ? temperature : double.NaN;
        Pages pages = new(double.IsNaN(phases.Start) ? phases.Rest : phases.Start, bath);
        if (!double.IsNaN(phases.Start))
            pages.Relax(phases.Rest);
        Walk(pages, phases.Course);
        if (!double.IsNaN(phases.Synapses))
            pages.Drive(phases.Synapses);
        pages.Work(WorkKind.Optimiser, phases.Learned);
        if (!pages.States.All(s => double.IsFinite(s.InternalEnergy)))
            return null;
        return new BookedStep(
            step, ThermodynamicMap.NameOf(level), LedgerSettings.NameOf(Gauge.Raw), 1, phases.Count, 0,
            double.NaN, double.NaN, pages.States, pages.Strokes, _none)
        {
            ClosureError = pages.ClosureError,
            Temperature = bath,
        };
    }

    private static void Walk(Pages pages, IReadOnlyList<CourseEnergy> course)
    {
        if (course.Count == 0)
            return;
        CourseEnergy here = course[^1]; // the way ends as it began, at rest
        foreach (CourseEnergy next in course)
        {
            if (next.Clamp is Hold)
            {
                pages.Work(WorkKind.Clamp, next.Energy);
            }
            else
            {
                if (here.Clamp is not Hold)
                    pages.Work(WorkKind.Clamp, Under(next, here));
                pages.Relax(Under(next, next));
            }
            here = next;
        }
    }

    /// <summary>E + β·C/n of a state under the nudge of another.</summary>
    private static double Under(CourseEnergy nudge, CourseEnergy state) =>
        state.Energy + (nudge.Strength * state.Cost);

    /// <summary>States and the strokes between them as they are written.</summary>
    private sealed class Pages(double energy, double bath)
    {
        private CompensatedSum _booked;

        public List<BookedState> States { get; } = [State(StrokeNames.Begin, energy)];

        public List<BookedStroke> Strokes { get; } = [];

        public double ClosureError
        {
            get
            {
                CompensatedSum left = default;
                left.Add(Now);
                left.Add(-States[0].InternalEnergy);
                left.Add(-_booked.Value);
                return left.Value;
            }
        }

        private double Now => States[^1].InternalEnergy;

        public void Work(WorkKind kind, double to) =>
            Write(StrokeNames.Of(kind), to - Now, 0, double.NaN, to);

        public void Relax(double to) =>
            Write(StrokeNames.Of(HeatKind.Relaxation), 0, to - Now, -(to - Now) / bath, to);

        public void Drive(double production)
        {
            double spent = double.IsNaN(bath) ? 0 : bath * production, rest = Now;
            Write(StrokeNames.Of(WorkKind.Drive), spent, 0, double.NaN, rest + spent);
            Write(StrokeNames.Of(HeatKind.Synapse), 0, rest - Now, production, rest);
        }

        private void Write(string name, double work, double heat, double production, double to)
        {
            Strokes.Add(new BookedStroke(
                name, work, heat, to - Now, 0, double.NaN, 0, double.NaN, production, 0));
            _booked.Add(work + heat);
            States.Add(State(name, to));
        }

        private static BookedState State(string after, double energy) => new(
            after, energy, energy, double.NaN, double.NaN, double.NaN, double.NaN, double.NaN, double.NaN,
            double.NaN, double.NaN, double.NaN);
    }
}
