using Szilard.Experiments.Cards;
using Szilard.Experiments.Plans;
using Szilard.Experiments.Tests.Running;
using Szilard.Observables;
using Szilard.Observables.Identifiability;
using Szilard.Records;
using Szilard.Tensors;
using NamedReading = Szilard.Records.NamedReading;

namespace Szilard.Experiments.Tests.Cards;

/// <summary>What a theorem promised, held against maps that are known.</summary>
public sealed class TheoryVerdictTests
{
    private static readonly Matrix s_causes = Draw(4000, 3);

    /// <summary>Klindt's theorem promises a rotation with one scale. A permutation keeps it only with one
    /// scale: diag(1, 10) is a permutation, and none of the maps that the theorem allows. Less than was
    /// promised is a contradiction only where all assumptions hold.</summary>
    [Theory]
    [InlineData(Fate.Rotation, TheoryVerdict.Holds)]
    [InlineData(Fate.Reflection, TheoryVerdict.Holds)]
    [InlineData(Fate.Scales, TheoryVerdict.Contradicted)]
    [InlineData(Fate.Stretch, TheoryVerdict.Contradicted)]
    [InlineData(Fate.Noise, TheoryVerdict.Contradicted)]
    [InlineData(Fate.Undecided, TheoryVerdict.Silent)]
    [InlineData(Fate.Noise, TheoryVerdict.Silent, "world.samples=100")]
    [InlineData(Fate.Rotation, TheoryVerdict.Silent, "encoder.outputs=3")]
    [InlineData(Fate.Noise, TheoryVerdict.Silent, "world.observation_noise=0.1")]
    [InlineData(Fate.Noise, TheoryVerdict.Silent, "world.folded=1")]
    public void Theory_holds_is_contradicted_or_silent(
        Fate fate, TheoryVerdict verdict, params string[] overrides)
    {
        AssumptionCard card = Card(Found(fate), overrides)!;
        TheoremOutcome own = card.Theorems.Single(
            t => t.Theorem.StartsWith("Klindt", StringComparison.Ordinal));
        Assert.Equal((verdict, (Indeterminacy?)card.Measured), (own.Verdict, own.Measured));
        Assert.All(
            card.Theorems.Where(t => t != own), t =>
            {
                Assert.Equal((TheoryVerdict.Silent, null as Indeterminacy?), (t.Verdict, t.Measured));
                Assert.StartsWith("It speaks of ", t.Reason, StringComparison.Ordinal);
            });
        Assert.Equal(7, card.Theorems.Count);
    }

    /// <summary>Concentrations 5, 5, 15 leave rotations of the first two causes. One of the last two has
    /// blocks as well, but others; and a rotation of all is no block at all.</summary>
    [Theory]
    [InlineData(0, 1, TheoryVerdict.Holds)]
    [InlineData(1, 2, TheoryVerdict.Contradicted)]
    [InlineData(0, 2, TheoryVerdict.Contradicted)]
    [InlineData(-1, -1, TheoryVerdict.Contradicted)]
    public void Blocks_are_those_of_equal_concentrations(int first, int second, TheoryVerdict verdict)
    {
        Matrix map = first < 0
            ? Times(Times(Turn(0, 1, 40), Turn(1, 2, 40)), Turn(0, 1, 40)) : Turn(first, second, 40);
        AssumptionCard card = Card(
            Found(map),
            [
                "world={ kind: latent, space: sphere, dimensions: 3, marginal: uniform, conditional: diagonal, "
                    + "concentrations: [5, 5, 15] }",
                "encoder={ kind: mlp, widths: [8], output: sphere }", "objective={ kind: an-info-nce }",
            ])!;
        Assert.Equal(verdict, card.Theorems.Single(t => t.Measured is not null).Verdict);
        Assert.Equal(verdict == TheoryVerdict.Holds, card.Reaches(card.Promised));
    }

    /// <summary>Content is judged by what a nonlinear map reads of it.</summary>
    [Theory]
    [InlineData(0.97, TheoryVerdict.Holds)]
    [InlineData(0.5, TheoryVerdict.Contradicted)]
    [InlineData(double.NaN, TheoryVerdict.Silent)]
    public void The_theorem_of_content_asks_for_content_alone(double r2, TheoryVerdict verdict)
    {
        NamedReading content = new(Theorems.ContentReading, r2, 0.01, 0, "", "");
        AssumptionCard card = Card(
            Found(Fate.Noise),
            ["world={ kind: content-style }", "encoder={ kind: mlp, widths: [8], outputs: 5 }"], content)!;
        TheoremOutcome own = card.Theorems[0];
        Assert.Equal(Indeterminacy.BlockContent, own.Promised);
        Assert.True(own.Verdict == verdict, $"{own.Reason} {string.Join("; ", card.Assumptions)}");
        Assert.Equal(verdict == TheoryVerdict.Holds, card.Reaches(Indeterminacy.BlockContent));
    }

    /// <summary>One run, one detector: the class on the card is the one that the meter names. Seen as they
    /// are, causes are a signed permutation of themselves.</summary>
    [Theory]
    [InlineData("Class: signed permutation.", Indeterminacy.SignedPermutation, "world.mixing=identity")]
    [InlineData("Class: none.", Indeterminacy.None, "world.mixing=spiral")]
    public void The_card_and_the_meter_name_one_class(
        string remark, Indeterminacy measured, params string[] overrides)
    {
        using Bench bench = new();
        RunRecord record = bench.Finish(Bench.Study(
            ["encoder={ kind: identity }", "evaluation.meters=indeterminacy", .. overrides])).Record();
        Assert.StartsWith(
            remark, record.Summary.Single(r => r.Name == "indeterminacy").Remark, StringComparison.Ordinal);
        Assert.Equal(measured, record.Card!.Measured);
    }

    [Fact]
    public void The_class_found_is_the_strictest_that_held()
    {
        Assert.Equal(Indeterminacy.Unknown, DetectedClass.Of(null));
        Assert.Equal(Indeterminacy.None, Measured(Fate.Noise));
        Assert.Equal(Indeterminacy.Monotone, Measured(Fate.Exponentials));
        Assert.Equal(Indeterminacy.SignedPermutation, Measured(Fate.Scales));
        Assert.Equal(Indeterminacy.Orthogonal, Measured(Fate.Rotation));
        Assert.Equal(Indeterminacy.Affine, Measured(Fate.Stretch));
        Assert.Equal(Indeterminacy.BlockOrthogonal, DetectedClass.Of(Found(Turn(0, 1, 40)).Map));
    }

    private static Indeterminacy Measured(Fate fate) => DetectedClass.Of(Found(fate).Map);

    /// <summary>What became of two Gaussian causes.</summary>
    public enum Fate { Undecided, Noise, Rotation, Reflection, Scales, Stretch, Exponentials }

    private static Examination Found(Fate fate) => fate switch
    {
        Fate.Undecided => new Examination(null, null, []),
        Fate.Noise => Found(s_causes, Draw(4000, 2, "noise")),
        Fate.Rotation => Found(Two(Turn(0, 1, 40))),
        Fate.Reflection => Found(Matrix.FromRows([-3, 0], [0, 3])),
        Fate.Scales => Found(Matrix.FromRows([1, 0], [0, 10])),
        Fate.Stretch => Found(Times(Matrix.FromRows([1, 0], [0, 3]), Two(Turn(0, 1, 40)))),
        _ => Found(s_causes, s_causes.Map(v => Math.Exp(1.5 * v))),
    };

    private static Examination Found(Matrix map) => Found(
        map.Rows == 2 ? Two(s_causes) : s_causes, Times(map.Rows == 2 ? Two(s_causes) : s_causes, map));

    private static Examination Found(Matrix z, Matrix h) => new(
        ClassOfMap.Find(new Specimen(h) { Latents = z }), h, []);

    /// <summary>A turn of three causes in one plane.</summary>
    private static Matrix Turn(int first, int second, double degrees)
    {
        (double sin, double cos) = Math.SinCos(degrees * Math.PI / 180);
        var turn = Matrix.FromRows([1, 0, 0], [0, 1, 0], [0, 0, 1]);
        (turn[first, first], turn[second, second]) = (cos, cos);
        (turn[first, second], turn[second, first]) = (-sin, sin);
        return turn;
    }

    /// <summary>The first two columns of the first two rows, or of all of many.</summary>
    private static Matrix Two(Matrix x)
    {
        var two = new Matrix(x.Rows == 3 ? 2 : x.Rows, 2);
        for (int i = 0; i < two.Rows; i++)
            (two[i, 0], two[i, 1]) = (x[i, 0], x[i, 1]);
        return two;
    }

    private static Matrix Times(Matrix x, Matrix map)
    {
        var product = new Matrix(x.Rows, map.Columns);
        for (int i = 0; i < x.Rows; i++)
            for (int j = 0; j < map.Columns; j++)
                for (int k = 0; k < map.Rows; k++)
                    product[i, j] += x[i, k] * map[k, j];
        return product;
    }

    private static Matrix Draw(int rows, int columns, string name = "causes")
    {
        var drawn = new Matrix(rows, columns);
        RandomKey.FromSeed(1).Split(name).Stream().FillNormal(drawn.Values);
        return drawn;
    }

    private static AssumptionCard? Card(
        Examination examination, string[] overrides, params NamedReading[] summary)
    {
        using var plan = RunPlan.Build(Bench.Run(overrides), 1, "", 1);
        return TheoryCard.Of(plan, new RunVerdict("healthy", 60, "", ""), summary, examination);
    }
}
