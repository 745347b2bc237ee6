using Szilard.Parts;
using Szilard.Tensors;

namespace Szilard.Worlds.Latents;

/// <summary>The parameters of what is seen, shared by all worlds that show vectors; how a mixing is built
/// from them, and which do not combine.</summary>
internal static class MixingSettings
{
    public static IReadOnlyList<ParameterCard> Parameters { get; } =
    [
        new ChoiceParameter(
            "mixing", "What is seen of the latents: as they are, a bijection of the plane, a random flow, or "
                + "a random invertible multilayer perceptron.",
            Words.Identity, Words.Identity, Words.Spiral, Words.Banana, Words.Sinusoid, Words.Coupling,
            Words.Glow, Words.Gin, Words.Perceptron),
        new IntegerParameter("layers", "Layers of a flow or an mlp mixing.", 3, 1, 100),
        new IntegerParameter(
            "condition_draws",
            "How many random matrices the mlp layers are the best conditioned of (cl-ica: 25000).",
            2000, 2, 1_000_000),
        new IntegerParameter("mixing_seed", "Which random mixing.", 0),
        new IntegerParameter(
            "unseen", "How many of the last latents the mixing ignores: no encoder can recover "
                + "them.", 0, 0, 4095),
        new IntegerParameter(
            "folded", "Of how many of the first latents only the distance from the centre is "
                + "seen.", 0, 0, 4096),
        new NumberParameter(
            "observation_noise", "Standard deviation of normal noise that is added to each look.", 0, 0, 1e6),
    ];

    /// <summary>The mixing of n latents.</summary>
    /// <param name="settings">Without faults.</param>
    /// <param name="centre">The point about which latents are folded; as many numbers as latents.</param>
    public static IMixing Build(Settings settings, double[] centre)
    {
        int unseen = settings.Integer("unseen"), folded = settings.Integer("folded");
        IMixing full = Full(settings, centre.Length - unseen);
        return unseen + folded == 0 ? full : new PartialMixing(full, centre, folded);
    }

    /// <summary>Everything that does not combine with n latents.</summary>
    public static IEnumerable<Fault> Faults(Settings settings, int n)
    {
        int unseen = settings.Integer("unseen"), folded = settings.Integer("folded");
        int seen = n - unseen;
        if (seen < 1)
            yield return new Fault(
                "unseen", $"`unseen: {unseen}` hides all of {n} latents; hide at most {n - 1}.");
        if (folded > Math.Max(seen, 0))
            yield return new Fault(
                "folded", $"`folded: {folded}` is more than the {Math.Max(seen, 0)} latents that are seen; "
                    + "fold fewer.");
        foreach (Fault fault in OfMixing(settings, seen))
            yield return fault;
    }

    private static IEnumerable<Fault> OfMixing(Settings settings, int seen)
    {
        string mixing = settings.Choice("mixing");
        int layers = settings.Integer("layers"), draws = settings.Integer("condition_draws");
        if (mixing is Words.Spiral or Words.Banana or Words.Sinusoid && seen != 2)
            yield return new Fault(
                "mixing", $"`mixing: {mixing}` is a map of the plane, but {seen} latents are seen; use 2, or "
                + "coupling or mlp.");
        if (mixing is Words.Coupling or Words.Glow or Words.Gin && seen < 2)
            yield return new Fault(
                "mixing", $"`mixing: {mixing}` needs 2 latents that are seen, but there is {seen}.");
        if (mixing == Words.Perceptron && draws <= layers)
            yield return new Fault(
                "condition_draws", $"{draws} random matrices are too few to pick {layers} layers from; draw "
                + $"at least {layers + 1}, better thousands.");
    }

    private static IMixing Full(Settings settings, int n)
    {
        int layers = settings.Integer("layers");
        RandomKey key = RandomKey.FromSeed(settings.Integer("mixing_seed")).Split("mixing");
        return settings.Choice("mixing") switch
        {
            Words.Spiral => PlaneMixing.Spiral,
            Words.Banana => PlaneMixing.Banana,
            Words.Sinusoid => PlaneMixing.Sinusoid,
            Words.Coupling => new CouplingMixing(n, layers, key),
            Words.Glow => new CouplingMixing(n, layers, key, FlowKind.Glow),
            Words.Gin => new CouplingMixing(n, layers, key, FlowKind.Gin),
            Words.Perceptron => new PerceptronMixing(n, layers, settings.Integer("condition_draws"), key),
            _ => new IdentityMixing(n),
        };
    }
}
