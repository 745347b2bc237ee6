using Szilard.Observables;
using Szilard.Physics.Networks;
using Szilard.Physics.Rules;

namespace Szilard.Physics.Learning;

/// <summary>What a body tells of its own working on one batch.</summary>
public static class BodyReadings
{
    /// <summary>Cosine between the rule's estimate and the exact gradient.</summary>
    public const string Cosine = "rule.cosine";

    /// <summary>‖estimate − exact‖/‖exact‖.</summary>
    public const string Error = "rule.error";

    /// <summary>Share of synapses that move, of those that felt a change.</summary>
    public const string Moved = "rule.moved";

    /// <summary>Share of free relaxations that did not come to rest.</summary>
    public const string FreeUnsettled = "rest.free.unsettled";

    /// <summary>Share of clamped relaxations that did not come to rest.</summary>
    public const string ClampedUnsettled = "rest.clamped.unsettled";

    /// <summary>The largest force that was left.</summary>
    public const string Residual = "rest.residual";

    /// <summary>The remark of a relaxation that stops by design.</summary>
    public const string ByDesign = "a fixed number of steps, by design";

    /// <summary>All names; the first three exist for each parameter too, as
    /// <c>rule.cosine.weight-1</c>.</summary>
    public static IReadOnlyList<string> Names { get; } =
        [Cosine, Error, Moved, FreeUnsettled, ClampedUnsettled, Residual];

    /// <summary>The readings that exist for each parameter.</summary>
    public static IReadOnlyList<string> Families { get; } = [Cosine, Error, Moved];

    /// <summary>The estimate beside the exact gradient.</summary>
    /// <param name="comparisons">All parameters together under an empty name, then each.</param>
    public static IEnumerable<NamedReading> OfGradient(IReadOnlyList<GradientComparison> comparisons) =>
    [
        .. comparisons.Select(c => Of(
            Under(Cosine, c.Parameter), "the rule's estimate and the exact gradient of one batch; chance: no "
                + "relation", c.Cosine, 0, "one of the two vanishes")),
        .. comparisons.Select(c => Of(
            Under(Error, c.Parameter), "‖estimate − exact‖/‖exact‖ of one batch", c.RelativeError, double.NaN,
            "the exact gradient vanishes")),
    ];

    /// <summary>How many synapses move.</summary>
    public static IEnumerable<NamedReading> OfActivity(
        IReadOnlyList<string> parameters, IReadOnlyList<Activity> activity)
    {
        Activity all = activity.Aggregate(default(Activity), (sum, a) => sum + a);
        return parameters.Zip(activity).Prepend(("", all)).Select(p => Of(
            Under(Moved, p.Item1),
            "share of the synapses whose current changed under the clamps of one batch",
            p.Item2.Changed == 0 ? double.NaN : p.Item2.Share, double.NaN,
            "no current changed under the clamps"));
    }

    /// <summary>Whether rest was reached.</summary>
    public static IEnumerable<NamedReading> OfRest(
        Relaxation free, IReadOnlyList<Relaxation> clamped, BodyDesign design)
    {
        yield return Of(
            FreeUnsettled, "relaxations of one batch without a clamp that ended at their step limit",
            free.Converged ? 0 : 1, double.NaN, "", Remark(false));
        if (clamped.Count > 0)
            yield return Of(
                ClampedUnsettled, "relaxations of one batch under a clamp that ended at their step limit",
                (double)clamped.Count(c => !c.Converged) / clamped.Count, double.NaN, "", Remark(true));
        yield return Of(
            Residual, "largest force left, free or clamped, in units of the body's energy gradient",
            clamped.Append(free).Max(r => r.Residual), double.NaN, "not finite");

        string Remark(bool under) => design.StopsByDesign(under) ? ByDesign : "";
    }

    private static string Under(string family, string parameter) =>
        parameter.Length == 0 ? family : $"{family}.{parameter}";

    private static NamedReading Of(
        string name, string convention, double value, double chance, string undefined, string remark = "") =>
        new(name, convention, double.IsFinite(value)
            ? new Reading(value, double.NaN, chance) { Remark = remark }
            : Reading.Undefined(undefined));
}
