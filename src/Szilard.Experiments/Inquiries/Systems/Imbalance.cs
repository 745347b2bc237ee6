using Szilard.Parts;
using Szilard.Tensors;
using Szilard.Tensors.Kernels;

namespace Szilard.Experiments.Inquiries.Systems;

/// <summary>What a rare class leaves of its feature in supervised and in self-supervised maps, and what rwSAM
/// changes.</summary>
/// <param name="Worlds">Independent data sets.</param>
/// <param name="Steps">Of every training.</param>
public sealed record Imbalance(int Worlds, int Steps) : Computation
{
    private const int Total = 2000, Rare = 2, Tests = 500;
    private const double Always = 1, Seldom = 0.3;
    private const string Few = "|cos(w, e2)| of the rare class, largest margin, 2 of 2000 samples";
    private const string Balanced = "|cos(w, e2)| of the same class, Fisher's discriminant, balanced";
    private const string FewDescended =
        "|cos(w, e2)| of the rare class, softmax regression, 2 of 2000 samples";
    private const string BalancedDescended = "|cos(w, e2)| of the same class, softmax regression, balanced";
    private const string Ordered = "|cos(w, e2)|, softmax regression, balanced less 2 of 2000";
    private const string Labels = "energy of e2 in the supervised map, 2 of 2000 samples";
    private const string Views = "energy of e2 in the self-supervised map, 2 of 2000 samples";
    private const string SupervisedGap = "relative gap Δ, supervised";
    private const string ViewGap = "relative gap Δ, self-supervised";
    private const string Between = "supervised Δ less self-supervised Δ";
    private const string Better = "accuracy of rwSAM less that of SGD";
    private const string Plain = "accuracy of SAM less that of SGD";
    private static readonly string[] _optimisers = ["sgd", "sam", "rwsam"];

    /// <summary>The catalogue line.</summary>
    public static Part<Computation> Part { get; } = new(
        new PartCard(
            "imbalance", "A rare class's feature in supervised and self-supervised linear maps.",
            "Liu, HaoChen, Gaidon, Ma, Self-supervised learning is more robust to dataset imbalance, 2021 "
            + "(arXiv:2110.05025), the toy of section 3 and rwSAM; constants of this project")
        {
            Formula = "Δ = (A_bal − A_imb)/A_bal; largest margin: |cos(w, e₂)| ≈ 1/√(1 + σ²d/n₃)",
            Convention = "d = 400, σ = 0.35; 999, 999 and 2 samples against 666 each; maps to 3 columns; A: "
                + "15 nearest of 1500 balanced samples, on 1500 others. The optimisers train VICReg where e₂ "
                + "is there in 30 % of the frequent samples, with ρ = 0.05, rwSAM with power 1",
            Parameters =
            [
                new IntegerParameter("worlds", "Independent data sets.", 4, 2, 1000),
                new IntegerParameter("steps", "Steps of every training.", 400, 10, 100_000),
            ],
        },
        s => new Imbalance(s.Integer("worlds"), s.Integer("steps")));

    /// <inheritdoc/>
    public override PartCard Card => Part.Card;

    /// <inheritdoc/>
    public override IReadOnlyList<string> Quantities =>
    [
        Few, Balanced, FewDescended, BalancedDescended, Ordered, Labels, Views, SupervisedGap, ViewGap,
        Between, .. _optimisers.Select(Energy), Better, Plain,
    ];

    /// <inheritdoc/>
    public override Outcome Run(ComputationContext context)
    {
        var worlds = new World[Worlds];
        context.Workers.Run(Worlds, w =>
        {
            using Workers alone = new(1);
            worlds[w] = Measure(context.Key.Split("world", w), context with { Workers = alone });
        });
        Measurement Mean(string quantity, Func<World, double> pick) =>
            Replicates.Mean(quantity, worlds.Select(pick));
        return new Outcome(
            [
                Mean(Few, w => w.Margin), Mean(Balanced, w => w.Discriminant), Mean(FewDescended, w => w.Few),
                Mean(BalancedDescended, w => w.Balanced), Mean(Ordered, w => w.Balanced - w.Few),
                Mean(Labels, w => w.LabelEnergy), Mean(Views, w => w.ViewEnergy),
                Mean(SupervisedGap, w => w.SupervisedGap), Mean(ViewGap, w => w.ViewGap),
                Mean(Between, w => w.SupervisedGap - w.ViewGap),
                .. _optimisers.Select((name, i) => Mean(Energy(name), w => w.Trained[i].Energy)),
                Mean(Better, w => w.Trained[2].Accuracy - w.Trained[0].Accuracy),
                Mean(Plain, w => w.Trained[1].Accuracy - w.Trained[0].Accuracy),
            ]);
    }

    private World Measure(RandomKey key, ComputationContext context)
    {
        int frequent = (Total - Rare) / 2, third = Total / 3;
        RareFeature rare = RareFeature.Draw([frequent, frequent, Rare], Always, key.Split("rare"));
        RareFeature even = RareFeature.Draw([third, third, third], Always, key.Split("even"));
        Matrix few = RareFeatureMaps.Supervised(rare, Steps, context.Stop);
        Matrix balanced = RareFeatureMaps.Supervised(even, Steps, context.Stop);
        Matrix views = RareFeatureMaps.Spectral(rare, key.Split("rare-views"));
        Matrix evenViews = RareFeatureMaps.Spectral(even, key.Split("even-views"));
        Func<Matrix, double> accuracy = Judge(Always, key.Split("judge"), context);
        return new World(
            RareDirections.Cosine(RareDirections.Margin(rare, key.Split("margin"), context.Stop)),
            RareDirections.Cosine(RareDirections.Discriminant(even)), RareFeatureMaps.Cosine(few),
            RareFeatureMaps.Cosine(balanced), RareFeatureMaps.Energy(few), RareFeatureMaps.Energy(views),
            Gap(accuracy(balanced), accuracy(few)), Gap(accuracy(evenViews), accuracy(views)),
            Train(key.Split("optimisers"), context));
    }

    private (double Energy, double Accuracy)[] Train(RandomKey key, ComputationContext context)
    {
        int frequent = (Total - Rare) / 2;
        RareFeature data = RareFeature.Draw([frequent, frequent, Rare], Seldom, key.Split("data"));
        Func<Matrix, double> accuracy = Judge(Seldom, key.Split("judge"), context);
        return [.. _optimisers.Select(name =>
        {
            Dictionary<string, object> settings = new() { ["rate"] = 0.05, ["momentum"] = 0.9 };
            if (name == "rwsam")
                settings["reweight"] = 1.0;
            Matrix map = RareFeatureMaps.Trained(
                data, name == "sgd" ? "sgd" : "sam", settings, Steps, key.Split("train"), context.Stop);
            return (RareFeatureMaps.Energy(map), accuracy(map));
        })];
    }

    private static Func<Matrix, double> Judge(double presence, RandomKey key, ComputationContext context)
    {
        RareFeature probe = RareFeature.Draw([Tests, Tests, Tests], presence, key.Split("probe"));
        RareFeature test = RareFeature.Draw([Tests, Tests, Tests], presence, key.Split("test"));
        return map => RareFeatureMaps.Accuracy(map, probe, test, key, context.Workers);
    }

    private static double Gap(double balanced, double imbalanced) => (balanced - imbalanced) / balanced;

    private static string Energy(string optimiser) => $"energy of e2 in a map trained by {optimiser}";

    private sealed record World(
        double Margin, double Discriminant, double Few, double Balanced, double LabelEnergy,
        double ViewEnergy, double SupervisedGap, double ViewGap, (double Energy, double Accuracy)[] Trained);
}
