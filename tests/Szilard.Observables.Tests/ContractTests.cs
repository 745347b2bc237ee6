using Szilard.Tensors;
using static Szilard.Observables.Tests.Samples;

namespace Szilard.Observables.Tests;

/// <summary>What every meter of the catalogue must do; a new meter joins by being in the catalogue.</summary>
public sealed class ContractTests
{
    private static readonly Dictionary<string, double> s_perfect = new()
    {
        ["orthogonality"] = 0,
        ["permutation"] = 0,
        ["alignment"] = 0,
        ["procrustes"] = 0,
        ["infonce.distance"] = 0,
        ["lejepa-bound"] = 0,
        ["procrustes.latents"] = 0,
    };

    /// <summary>Scores for which perfection needs latents that are independent in the sample.</summary>
    private static readonly HashSet<string> s_independent =
        ["mig", "modularity", "info-m", "info-c", "sap", "mcc.ica"];

    public static TheoryData<string> All => [.. Meters.All.Cards.Select(c => c.Name)];

    [Theory]
    [MemberData(nameof(All))]
    public void The_card_says_name_formula_convention_and_source(string name)
    {
        var card = Meters.All.Get(name).Card;
        Assert.All([card.Summary, card.Formula, card.Convention, card.Source], text => Assert.NotEmpty(text));
        Assert.Contains("standard error", card.Convention, StringComparison.Ordinal);
        Assert.Contains("chance", card.Convention, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(All))]
    public void A_perfect_specimen_reads_perfectly(string name)
    {
        Reading reading = Read(name, PerfectFor(name));
        Assert.True(double.IsFinite(reading.Value), reading.Remark);
        if (!double.IsNaN(reading.Chance))
            Assert.Equal(s_perfect.GetValueOrDefault(name, 1), reading.Value, Tolerance(name));
    }

    /// <summary>False alarm 6·10⁻⁷ per meter where the standard error is right.</summary>
    [Theory]
    [MemberData(nameof(All))]
    public void A_random_specimen_reads_within_five_standard_errors_of_chance(string name)
    {
        Reading reading = Read(name, Suited(name, Random(600)));
        Assert.True(double.IsFinite(reading.Value), reading.Remark);
        Assert.True(double.IsNaN(reading.Chance)
            || Math.Abs(reading.Value - reading.Chance) <= 5 * reading.StandardError, $"{reading}");
    }

    [Theory]
    [MemberData(nameof(All))]
    public void A_reading_repeats_for_a_key(string name) =>
        Assert.Equal(Read(name, Random(100)), Read(name, Random(100)));

    [Theory]
    [MemberData(nameof(All))]
    public void Degenerate_specimens_read_a_number_or_say_why_not(string name)
    {
        foreach (Specimen specimen in Degenerate())
            AssertHonest(Read(name, specimen));
    }

    /// <summary>The accuracy of outputs needs a column for each class: the latents, of which the label's is
    /// the greatest in a perfect specimen.</summary>
    private static Specimen Suited(string name, Specimen specimen) =>
        name == "accuracy" ? specimen with { Representation = specimen.Latents! } : specimen;

    /// <summary>A ridge bends even a perfect fit; a contrast is read off a sample of pairs; components
    /// settle to 1e-6.</summary>
    private static double Tolerance(string name) => name switch
    {
        "r2.nonlinear" => 0.02,
        "infonce.distance" => 0.1,
        "mcc.ica" => 1e-6,
        _ => 1e-9,
    };

    private static Specimen PerfectFor(string name) => name switch
    {
        _ when s_independent.Contains(name) => Independent(),
        "infonce.distance" => Pairs(4096),
        "lejepa-bound" or "procrustes.latents" => Rotated(),
        _ => Suited(name, Perfect(400)),
    };

    /// <summary>All combinations of three latents of four levels, six times over.</summary>
    private static Specimen Independent()
    {
        Matrix z = new(6 * 64, 3);
        for (int i = 0; i < z.Rows; i++)
            (z[i, 0], z[i, 1], z[i, 2]) = (i % 4, i / 4 % 4, i / 16 % 4);
        return new Specimen(z.Times(Matrix.FromRows([0, -2, 0], [0, 0, 2], [2, 0, 0]))) { Latents = z };
    }

    /// <summary>Corners of a square, whose covariance is the identity, turned, with equal views.</summary>
    private static Specimen Rotated()
    {
        Matrix z = Grid(-1, 1, -1, 1), h = z.Times(Rotation(30));
        return new Specimen(h) { Latents = z, View = h, PairCorrelation = 0.9 };
    }

    /// <summary>Normal pairs of correlation 1/2, whose mutual information is −½·ln(1 − ¼).</summary>
    private static Specimen Pairs(int n)
    {
        Matrix z = Normal(n, 1, "pair"), noise = Normal(n, 1, "pair noise");
        Matrix view = new(n, 1, [.. z.Values.Zip(noise.Values, (a, b) => (a / 2) + (Math.Sqrt(0.75) * b))]);
        return new Specimen(z) { View = view, PairInformation = -0.5 * Math.Log(0.75) };
    }

    private static void AssertHonest(Reading reading)
    {
        Assert.False(double.IsInfinity(reading.Value) || double.IsInfinity(reading.Chance));
        Assert.True(double.IsFinite(reading.Value) || reading.Remark.Length > 0, $"{reading}");
        Assert.True(double.IsNaN(reading.StandardError) || reading.StandardError >= 0, $"{reading}");
        Assert.False(double.IsInfinity(reading.StandardError));
    }

    private static IEnumerable<Specimen> Degenerate()
    {
        foreach (int n in (int[])[0, 1, 2, 3, 4, 5, 6, 9, 16, 17, 40])
        {
            yield return Random(n);
            yield return Random(n) with { Latents = new Matrix(n, 2) };
            yield return Constant(Random(n), 0);
            yield return Constant(Random(n), 0.1);
            yield return Constant(Random(n), 0.1) with { Other = Normal(n, 3, "other") };
            yield return Random(n) with { Other = new Matrix(n, 3) };
            yield return Random(n) with { Labels = new int[n] };
            yield return Random(n) with { Latents = Normal(n, 12, "many") };
            yield return Random(n) with { Representation = Normal(n, 30, "w"), View = Normal(n, 30, "v") };
            yield return Duplicated(n);
            yield return Random(n) with { Training = Random(3) };
            yield return Random(n) with { Training = new Specimen(Normal(20, 4, "h")) };
        }
    }

    private static Specimen Constant(Specimen specimen, double value) => specimen with
    {
        Representation = specimen.Representation.Map(_ => value),
        View = specimen.Representation.Map(_ => value),
        Other = specimen.Representation.Map(_ => value),
    };

    private static Specimen Duplicated(int n)
    {
        int[] rows = [.. Enumerable.Range(0, n).Select(i => i / 4)];
        Specimen one = Random(n);
        return one with
        {
            Representation = one.Representation.Select(rows),
            Latents = one.Latents!.Select(rows),
            View = one.View!.Select(rows),
            Other = one.Other!.Select(rows),
        };
    }

    private static Specimen Random(int n) => new(Normal(n, 4, "h"))
    {
        Latents = Normal(n, 3, "z"),
        Labels = Labels(n, 3, "labels"),
        View = Normal(n, 4, "view"),
        Other = Normal(n, 5, "other"),
        Superclasses = Labels(n, 3, "labels"),
        Encoder = new EncoderFunction(Normal(n, 3, "x"), x => Normal(x.Rows, 4, "encoded")),
        Mixing = z => z,
        PairInformation = 1,
        PairCorrelation = 0.5,
    };

    /// <summary>Three clusters far apart, latents up to order, sign and scale, equal views.</summary>
    private static Specimen Perfect(int n)
    {
        int[] labels = Labels(n, 3, "labels");
        Matrix z = Normal(n, 3, "z").Map(v => v / 10);
        for (int i = 0; i < n; i++)
            z[i, labels[i]] += 3;
        Matrix h = z.Times(Matrix.FromRows([0, -2, 0], [0, 0, 2], [2, 0, 0]));
        Matrix other = h.Times(Orthogonal(3, "q"));
        return new Specimen(h)
        {
            Latents = z,
            Labels = labels,
            Superclasses = [.. labels.Select(l => l / 2)],
            View = h,
            Other = other,
            Encoder = new EncoderFunction(z, x => x.Times(Matrix.FromRows([0, -2, 0], [0, 0, 2], [2, 0, 0]))),
            Mixing = x => x,
        };
    }
}
