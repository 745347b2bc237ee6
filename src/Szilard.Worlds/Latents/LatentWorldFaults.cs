using Szilard.Parts;
using Szilard.Tensors;

namespace Szilard.Worlds.Latents;

/// <summary>Which settings do not combine, with the numbers and the remedy. Every rule is asked, so that a
/// study file hears of all its faults at once.</summary>
internal static class LatentWorldFaults
{
    private const double LeastAcceptance = 0.002;
    private const int ShellProposals = 4000;
    private const int MostAnchorValues = 1 << 27;

    public static IEnumerable<Fault> Check(Settings settings) =>
    [
        .. Space(settings), .. Anchors(settings), .. Families(settings), .. Concentrations(settings),
        .. Rejection(settings), .. Support(settings),
        .. MixingSettings.Faults(settings, settings.Integer("dimensions")),
    ];

    private static IEnumerable<Fault> Space(Settings settings)
    {
        int n = settings.Integer("dimensions");
        if (settings.Choice("space") == Words.Sphere && n < 2)
            yield return new Fault(
                "dimensions", $"`space: sphere` needs `dimensions` ≥ 2, but {n} was given.");
        if (settings.Choice("space") == Words.Torus && n % 2 != 0)
            yield return new Fault(
                "dimensions", $"`space: torus` takes two `dimensions` for each circle, but {n} were given; "
                + $"use {n + 1}.");
        if (settings.Choice("space") == Words.Product)
            foreach (Fault fault in Product(settings, n))
                yield return fault;
        double minimum = settings.Number("box_minimum"), maximum = settings.Number("box_maximum");
        if (settings.Choice("space") is Words.Box or Words.Product && minimum >= maximum)
            yield return new Fault(
                "box_minimum",
                $"The box [{minimum}, {maximum}] is empty; `box_minimum` must lie below `box_maximum`.");
    }

    private static IEnumerable<Fault> Product(Settings settings, int n)
    {
        string words = settings.Text("factors");
        if (settings.Number("box_minimum") >= settings.Number("box_maximum"))
            yield break;
        if (LatentWorldBuilder.Factors(settings) is not { } factors)
            yield return new Fault(
                "factors", $"`factors: {words}` is no list of spaces; name real, sphere (≥ 2), torus "
                + "(even), box or discrete with its number of latents, such as \"sphere 3, box 2, real 1\".");
        else if (factors.Sum(f => f.Dimensions) is var sum && sum != n)
            yield return new Fault(
                "dimensions", $"`factors: {words}` have {sum} latents, but `dimensions: {n}` were given; use "
                + $"`dimensions: {sum}`.");
    }

    private static IEnumerable<Fault> Anchors(Settings settings)
    {
        int samples = settings.Integer("samples"), n = settings.Integer("dimensions");
        if ((long)samples * n > MostAnchorValues)
            yield return new Fault(
                "samples", $"{samples} frozen anchors of {n} latents are {(long)samples * n} numbers, but at "
                + $"most {MostAnchorValues} are kept; use fewer `samples`, or 0 for a world without end.");
    }

    private static IEnumerable<Fault> Families(Settings settings)
    {
        string space = settings.Choice("space"), conditional = settings.Choice("conditional");
        if (settings.Choice("marginal") == Words.Uniform && space == Words.Real)
            yield return new Fault(
                "marginal", "`marginal: uniform` has no meaning on `space: real`; use normal, laplace or "
                + "generalized-normal, or `space: sphere`, torus, box or discrete.");
        if (conditional == Words.VonMisesFisher && !Round(space))
            yield return new Fault(
                "conditional", "`conditional: von-mises-fisher` lives on `space: sphere` or torus, not on "
                + $"{space}; use normal.");
        if (conditional == Words.Full && space is not (Words.Real or Words.Sphere))
            yield return new Fault(
                "conditional", $"`conditional: full` turns the axes of Λ, and a rotation leaves `space: "
                + $"{space}`; use diagonal, or `space: real` or sphere.");
        if (conditional == Words.Redraw && !HasSingleLatents(space))
            yield return new Fault(
                "conditional", $"`conditional: redraw` draws single latents anew, and `space: {space}` has none; "
                + "use normal, or `space: real`, box or discrete.");
        if (conditional == Words.OrnsteinUhlenbeck && space != Words.Real)
            yield return new Fault(
                "conditional", $"`conditional: ornstein-uhlenbeck` lives on `space: real`, not on {space}; "
                + "use " + (Round(space) ? "von-mises-fisher." : "normal."));
    }

    /// <summary>True where a point with one coordinate changed is another point of the space.</summary>
    private static bool HasSingleLatents(string space) =>
        space is Words.Real or Words.Box or Words.Discrete;

    private static bool Round(string space) => space is Words.Sphere or Words.Torus;

    private static IEnumerable<Fault> Concentrations(Settings settings)
    {
        int n = settings.Integer("dimensions"), given = settings.Numbers("concentrations").Length;
        if (!ConcentrationsFit(settings))
            yield return new Fault(
                "concentrations", $"{given} `concentrations` were given for {n} latents; give {n}, or none "
                + "to space them evenly.");
    }

    private static bool ConcentrationsFit(Settings settings) =>
        settings.Choice("conditional") is not (Words.Diagonal or Words.Full)
        || settings.Numbers("concentrations").Length is var given
            && (given == 0 || given == settings.Integer("dimensions"));

    /// <summary>Rejection that keeps next to nothing would look like a run that hangs.</summary>
    private static IEnumerable<Fault> Rejection(Settings settings)
    {
        if (Space(settings).Any() || !ConcentrationsFit(settings))
            return [];
        return LatentWorldBuilder.Space(settings) switch
        {
            BoxSpace box => InBox(settings, box),
            ProductSpace product => product.Factors.OfType<BoxSpace>().Take(1)
                .SelectMany(box => InBox(settings, box)),
            SphereSpace sphere when settings.Choice("conditional") is Words.Diagonal or Words.Full =>
                InShell(settings, sphere),
            SphereSpace sphere when settings.Choice("conditional") == Words.VonMisesFisher =>
                InCone(settings, sphere),
            TorusSpace torus when settings.Choice("conditional") == Words.VonMisesFisher =>
                InCone(settings, torus.Circle),
            _ => [],
        };
    }

    private static IEnumerable<Fault> InBox(Settings settings, BoxSpace box)
    {
        if (LatentWorldBuilder.MarginalLaw(settings) is { } marginal && TooWide(box, marginal))
            yield return WideFault("marginal_scale", settings.Number("marginal_scale"), box);
        if (LatentWorldBuilder.NoiseLaw(settings) is { } noise && TooWide(box, noise))
            yield return WideFault("scale", settings.Number("scale"), box);
        double least = LatentWorldBuilder.Concentrations(settings).Min();
        if (settings.Choice("conditional") == Words.Diagonal
            && TooWide(box, GeneralizedNormal.Normal(1 / Math.Sqrt(least))))
            yield return WideFault("concentrations", least, box);
    }

    private static bool TooWide(BoxSpace box, GeneralizedNormal law) =>
        box.LeastAcceptance(law) < LeastAcceptance;

    private static Fault WideFault(string key, double value, BoxSpace box) =>
        new(key, $"`{key}: {value}` spreads so wide about the box [{box.Minimum}, {box.Maximum}] that fewer "
            + $"than {LeastAcceptance:P1} of the draws may fall inside; narrow it, or widen the box.");

    private static IEnumerable<Fault> InShell(Settings settings, SphereSpace sphere)
    {
        ShellConditional shell = new(sphere, LatentWorldBuilder.Concentrations(settings));
        double share = shell.Acceptance(ShellProposals, RandomKey.FromSeed(0));
        if (share < LeastAcceptance)
            yield return new Fault(
                "concentrations", $"Only {share:P2} of the draws stay within 10 % of the radius "
                + $"{sphere.Radius}, so that drawing would take forever; raise the concentrations.");
    }

    private static IEnumerable<Fault> InCone(Settings settings, SphereSpace sphere)
    {
        double cone = settings.Number("cone");
        if (cone >= 180)
            yield break;
        double share = LatentWorldBuilder.Cone(settings, sphere)
            .Acceptance(ShellProposals, RandomKey.FromSeed(0));
        if (share < LeastAcceptance)
            yield return new Fault(
                "cone", $"Only {share:P2} of the draws fall into a cone of {cone}° in {sphere.Dimensions} "
                + "dimensions, so that drawing would take forever; change `kappa`, or widen the cone.");
    }

    /// <summary>A cone, or noise of bounded reach that is not projected, of all latents between an anchor and
    /// its child.</summary>
    public static bool TellsReach(Settings settings)
    {
        bool cone = settings.Choice("conditional") == Words.VonMisesFisher && settings.Number("cone") < 180;
        bool reach = settings.Number("reach") > 0 && settings.Choice("space") is Words.Real or Words.Box;
        return (cone || reach) && settings.Choice("pairs") != Words.TwoChildren
            && settings.Integer("moving") == 0 && settings.Number("change_probability") == 1;
    }

    private static IEnumerable<Fault> Support(Settings settings)
    {
        string space = settings.Choice("space"), conditional = settings.Choice("conditional");
        int n = settings.Integer("dimensions"), moving = settings.Integer("moving");
        double cone = settings.Number("cone"), reach = settings.Number("reach");
        if (moving > n)
            yield return new Fault("moving", $"`moving: {moving}` is more than the {n} latents; give at most "
                + $"{n}.");
        double probability = settings.Number("change_probability");
        if (!HasSingleLatents(space) && (moving > 0 || probability < 1))
            yield return new Fault(
                moving > 0 ? "moving" : "change_probability",
                $"On `space: {space}` no single latent can change; use `space: real`, box or discrete, or a "
                + "`cone`.");
        if (conditional == Words.Redraw && HasSingleLatents(space)
            && probability == 1 && (moving == 0 || moving == n))
            yield return new Fault(
                "change_probability", "`conditional: redraw` draws every latent anew, so that the views share "
                + "nothing; give a `change_probability` below 1, or let fewer latents be `moving`.");
        if (cone < 180 && conditional != Words.VonMisesFisher)
            yield return new Fault(
                "cone", $"`cone: {cone}` restricts `conditional: von-mises-fisher`, not {conditional}; use "
                + "`reach` for additive noise.");
        if (reach > 0 && conditional is not (Words.Normal or Words.Laplace or Words.GeneralizedNormal))
            yield return new Fault(
                "reach", $"`reach: {reach}` restricts additive noise, not {conditional}; use `cone`, or "
                + "`conditional: normal`.");
        if (reach > 0 && LatentWorldBuilder.NoiseLaw(settings) is { } noise
            && noise.Acceptance < LeastAcceptance)
            yield return new Fault(
                "reach", $"`reach: {reach}` keeps only {noise.Acceptance:P2} of the draws; narrow the "
                    + "`scale`.");
    }
}
