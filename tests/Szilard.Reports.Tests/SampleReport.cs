using Szilard.Records;
using Szilard.Tensors;

namespace Szilard.Reports.Tests;

/// <summary>A report as the demo makes it, from made-up numbers: eight runs in the spiral world.</summary>
internal static class SampleReport
{
    private sealed record Story(
        string Name, string Role, string Objective, RunVerdict Verdict, double AffineR2, double Mcc,
        double Rank, double Loss, Func<double, double, (double, double)> Encoder);

    public static ReportModel Model(int seeds = 1) =>
        new("Three objectives in the spiral world",
            [.. Stories.SelectMany(s => Enumerable.Range(0, seeds), Run)])
        {
            Subtitle = "InfoNCE, whitening and SIGReg identify the causes of a two-dimensional spiral "
                + "world up to a rotation; controls that lack one of the assumptions fail.",
            GeneratedAt = "2026-11-22 05:10 UTC",
            Command = "./szilard demo --seed 0 --threads 2",
            SpecificationYaml = Yaml,
            Versions =
            [
                new("szilard", "0.1.0 (9f7e24b)"), new(".NET", "10.0.1, Linux x64"),
                new("processor", "2 cores, AVX-512"), new("key", "Philox4x32-10, seed 0"),
            ],
        };

    private const string Yaml = """
        name: spiral-demo
        world:
          name: spiral
          dimensions: 2
          marginal: { name: normal }
          rho: 0.95            # two children of one parent: views correlate with rho²
        encoder: { name: mlp, widths: [64, 64, 64, 64], activation: gelu }
        optimiser: { name: adam-w, rate: 0.003, weight_decay: 0.01 }
        batch: 256
        steps: 4000
        seeds: [0]

        """;

    private static Story[] Stories =>
    [
        new("info-nce", "", "info-nce", Identified(0.987), 0.987, 0.993, 1.99, 0.06, (x, y) => (x, y)),
        new("whitening", "", "whitening", Identified(0.981), 0.981, 0.990, 2.00, 0.04, (x, y) => (x, y)),
        new("sigreg", "", "sigreg", Identified(0.969), 0.969, 0.984, 1.99, 0.08,
            (x, y) => (x + (0.12 * Math.Sin(2 * y)), y - (0.10 * Math.Sin(2 * x)))),
        new("raw", "control", "",
            new("not identified", null, "affine R² 0.011 ± 0.004 is at chance (0.000)", ""),
            0.011, 0.094, 2.00, double.NaN, Spiral),
        new("untrained", "control", "",
            new("not identified", null, "affine R² 0.046 ± 0.009 of an encoder that has not learnt", ""),
            0.046, 0.187, 1.31, double.NaN, Untrained),
        new("permuted-pairs", "control", "info-nce",
            new("plateau", 400, "the loss stays at ln 256 = 5.545, as if no pair were informative",
                "check that views of one sample share their causes"),
            0.004, 0.061, 1.08, 1.69, (x, y) => Untrained(1.7 * y, 1.3 * x)),
        new("supervised", "upper bound", "regression",
            new("healthy", null, "affine R² 0.996 ± 0.001 with the latents as labels", ""),
            0.996, 0.998, 2.00, 0.01, (x, y) => (x, y)),
        new("heavy-tails", "control", "info-nce",
            new("not identified", null,
                "affine R² 0.312 ± 0.021; α = 0.25 violates the normal marginal of the theorem",
                "use world.marginal: normal, or an objective whose similarity matches the conditional"),
            0.312, 0.553, 1.87, 0.42,
            (x, y) => (Math.Tanh(1.5 * x) + (0.6 * Math.Tanh(y)), Math.Tanh(2 * y) - (0.5 * Math.Tanh(x)))),
    ];

    private static RunVerdict Identified(double r2) =>
        new("healthy", null, $"affine R² {r2} ± 0.002 where the raw observation has 0.011: "
            + "the causes are identified up to a rotation", "");

    private static RunSection Run(Story story, int seed)
    {
        RandomKey key = RandomKey.FromSeed(seed).Split(story.Name);
        RandomStream noise = key.Split("readings").Stream();
        double r2 = Math.Clamp(story.AffineR2 + (0.004 * noise.NextNormal()), 0, 1);
        double mcc = Math.Clamp(story.Mcc + (0.003 * noise.NextNormal()), 0, 1);
        bool trained = story.Objective.Length > 0;
        return new(story.Name, story.Verdict)
        {
            Role = story.Role,
            World = story.Name == "heavy-tails" ? "spiral, α = 0.25" : "spiral",
            Objective = story.Objective,
            Seed = seed,
            Seconds = trained ? 7.9 + noise.NextDouble() : 0.31,
            Readings =
            [
                Reading("r2.affine", "R²", r2, 0.002, 0, 1,
                    "h → z, held-out half, uniform average over latents"),
                Reading("mcc.pearson", "MCC", mcc, 0.003, 0.032, 1, "Pearson, Hungarian assignment"),
                Reading("orthogonality", "orthogonality error", 1.02 * (1 - r2), 0.011, 1.41, 0,
                    "‖WᵀW/s² − I‖ of the affine fit"),
                Reading("rank-me", "rank", story.Rank, 0.006, double.NaN, double.NaN,
                    "RankMe, centred, ε = 1e-7"),
                Reading("loss.excess", "loss above floor", story.Loss, 0.012, 0, double.NaN,
                    "nats above −MI + ln B") with
                {
                    ChanceLabel = "floor", Remark = trained ? "" : "nothing was trained, so there is no loss",
                    StandardError = trained ? 0.012 : double.NaN, Chance = trained ? 0 : double.NaN,
                },
            ],
            Curves = trained ? Curves(story, key) : [],
            Scatter = Picture(story, key.Split("picture")),
            AssumptionCard = trained && story.Role != "upper bound" ? Card(story) : null,
            Specification =
            [
                new("world.name", "spiral"),
                new("world.marginal.alpha", story.Name == "heavy-tails" ? "0.25" : "2"),
                new("objective.name", trained ? story.Objective : "none"),
                new("pairs", story.Name == "permuted-pairs" ? "permuted" : "true"),
                new("steps", trained ? "4000" : "0"),
            ],
        };
    }

    private static ReportedReading Reading(
        string name, string label, double value, double error, double chance, double ideal,
        string convention) =>
        new(name, value, error, chance) { Label = label, Ideal = ideal, Convention = convention };

    private static Curve[] Curves(Story story, RandomKey key)
    {
        RandomStream noise = key.Split("curves").Stream();
        double speed = 200 + (400 * noise.NextDouble()), start = 0.03;
        var r2 = new List<CurvePoint>();
        var loss = new List<CurvePoint>();
        var rank = new List<CurvePoint>();
        var mcc = new List<CurvePoint>();
        for (int step = 0; step <= 4000; step += step < 200 ? 20 : 100)
        {
            double learnt = (double)step * step / (((double)step * step) + (speed * speed));
            double jitter = 0.012 * (1 - (0.8 * learnt));
            double Around(double first, double last) =>
                first + ((last - first) * learnt) + (jitter * noise.NextNormal());
            r2.Add(new(step, Around(start, story.AffineR2), 2 * jitter));
            mcc.Add(new(step, Around(0.15, story.Mcc), 2 * jitter));
            loss.Add(new(step, Around(2.1, story.Loss), double.NaN));
            rank.Add(new(step, Around(1.3, story.Rank), jitter));
        }
        return
        [
            new("r2.affine", r2) { Label = "R² of the causes", Chance = 0 },
            new("loss.excess", loss)
            {
                Label = "Loss above its information floor, nats", Chance = 0, ChanceLabel = "floor",
            },
            new("mcc.pearson", mcc) { Label = "MCC", Chance = 0.032 },
            new("rank-me", rank) { Label = "Effective rank (RankMe)" },
        ];
    }

    private static Scatter Picture(Story story, RandomKey key)
    {
        RandomStream draw = key.Stream();
        Matrix z = new(2000, 2), h = new(2000, 2);
        for (int i = 0; i < z.Rows; i++)
        {
            (z[i, 0], z[i, 1]) = (draw.NextNormal(), draw.NextNormal());
            if (story.Name == "heavy-tails")
                (z[i, 0], z[i, 1]) = (Math.Pow(z[i, 0], 3) / 2, Math.Pow(z[i, 1], 3) / 2);
            (double a, double b) = story.Encoder(z[i, 0], z[i, 1]);
            double blur = 0.09 * (1 - story.AffineR2) + 0.04;
            (h[i, 0], h[i, 1]) = (a + (blur * draw.NextNormal()), b + (blur * draw.NextNormal()));
        }
        return new(z, h);
    }

    private static (double, double) Spiral(double x, double y)
    {
        (double sin, double cos) = Math.SinCos(Math.PI * Math.Sqrt((x * x) + (y * y)));
        return ((cos * x) - (sin * y), (sin * x) + (cos * y));
    }

    private static (double, double) Untrained(double x, double y)
    {
        (double a, double b) = Spiral(x, y);
        return (
            Math.Tanh((0.9 * a) - (0.7 * b)) + (0.2 * a * b),
            Math.Tanh((0.4 * a) + (0.3 * b)) - (0.1 * a * a));
    }

    private static AssumptionCard Card(Story story)
    {
        bool heavy = story.Name == "heavy-tails", permuted = story.Name == "permuted-pairs";
        const string Theorem = "whitened alignment identifies normal latents up to rotation";
        return new(
            [
                new(Theorem, "normal marginal", heavy ? AssumptionStatus.Violated : AssumptionStatus.Holds,
                    heavy ? "α = 0.25" : "α = 2", "excess kurtosis of the latents"),
                new(Theorem, "stationary pairs",
                    permuted ? AssumptionStatus.Violated : AssumptionStatus.Holds,
                    permuted ? "pair correlation 0.00" : "pair correlation 0.9025",
                    "two children of one parent"),
                new(Theorem, "injective mixing", AssumptionStatus.Holds,
                    "|det J| = 1", "the spiral preserves area"),
                new(Theorem, "optimum reached", AssumptionStatus.Unknown,
                    "0.06 nats above floor", "the loss is not at its floor"),
            ],
            heavy || permuted ? Indeterminacy.None : Indeterminacy.Orthogonal,
            story.AffineR2 > 0.9 ? Indeterminacy.Orthogonal : Indeterminacy.None);
    }
}
