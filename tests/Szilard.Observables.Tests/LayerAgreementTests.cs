using Szilard.Observables.Agreement;
using Szilard.Tensors;
using static Szilard.Observables.Tests.Samples;

namespace Szilard.Observables.Tests;

/// <summary>Agreement of models over their layers: every pair of them, the best, and its calibration as the
/// best.</summary>
public sealed class LayerAgreementTests
{
    private static readonly AgreementSettings s_brief = new() { Permutations = 39 };

    [Theory]
    [InlineData("mutual-knn")]
    [InlineData("cknna")]
    public void Ties_in_any_layer_are_flagged_with_its_number(string name)
    {
        Matrix x = Normal(80, 5, "x"), y = Normal(80, 4, "y");
        Matrix duplicated = x.Select([.. Enumerable.Range(0, 80).Select(i => i / 40)]);
        string remark = AgreementAnalysis.Of(
            [new("a", x) { Layers = [y, duplicated, x] }, new("b", y) { Layers = [x] }],
            [AgreementScores.All.Get(name)], s_brief, Key, Crew, CancellationToken.None)
            .Matrices[0].Cells[0].Remark;
        Assert.StartsWith("`a`, layer 2: For 80 of 80 samples", remark, StringComparison.Ordinal);
        Assert.DoesNotContain("`b`", remark, StringComparison.Ordinal);
    }

    /// <summary>Of 200 models with 25 pairs of independent layers, the best exceeds the critical value of one
    /// pair, the 38th of 39 shuffles, in 1 − 38·39/(63·64) = 63 %, and its own in at most 5 %: fewer than 100
    /// of the first, or more than 24 of the second, would be false alarms of less than 1e-4.</summary>
    [Fact]
    public void The_best_of_many_layers_is_a_false_alarm_unless_it_is_calibrated_as_the_best()
    {
        int naive = 0, calibrated = 0;
        for (int i = 0; i < 200; i++)
        {
            AgreementCell cell = AgreementAnalysis.Of(
                [Layered("x", i), Layered("y", i)], [AgreementScores.All.Get("cka.unbiased")], s_brief,
                Key.Split("layers", i), Crew, CancellationToken.None).Matrices[0].Cells[0];
            Assert.Equal(25, cell.Maximum!.Pairs);
            naive += cell.Maximum.Calibration.Observed > cell.Representation.Critical ? 1 : 0;
            calibrated += cell.Maximum.Calibration.Calibrated > 0 ? 1 : 0;
        }
        Assert.InRange(naive, 100, 200);
        Assert.InRange(calibrated, 0, 24);
    }

    [Fact]
    public void The_best_layers_are_named()
    {
        Matrix shared = Normal(60, 3, "shared");
        AgreementSubject a = new("a", Normal(60, 3, "a"))
        {
            Layers = [Normal(60, 3, "a1"), shared, Normal(60, 3, "a3")],
        };
        AgreementSubject b = new("b", Normal(60, 3, "b"))
        {
            Layers = [Normal(60, 3, "b1"), Normal(60, 3, "b2"), shared],
        };
        AgreementCell cell = AgreementAnalysis.Of(
            [a, b], AgreementScores.Usual, s_brief, Key, Crew, CancellationToken.None)
            .Matrices[0].Cells[0];
        LayerMaximum best = cell.Maximum!;
        Assert.Equal((2, 3, 9), (best.First, best.Second, best.Pairs));
        Assert.Equal(1, best.Calibration.Observed, 1e-9);
    }

    /// <summary>Each pair of layers reads what the two arrays read as models of their own, under the same
    /// shuffles; the maximum's null is the greatest of all pairs, shuffle by shuffle.</summary>
    [Fact]
    public void Every_pair_of_layers_is_kept_beside_the_best()
    {
        AgreementSubject a = new("a", Normal(60, 3, "a")) { Layers = [Normal(60, 3, "a1"), new(60, 2)] };
        AgreementSubject b = new("b", Normal(60, 3, "b"))
        {
            Layers = [Normal(60, 4, "b1"), Normal(60, 2, "b2"), Normal(60, 5, "b3")],
        };
        AgreementCell cell = Usual(a, b);
        Assert.Equal(
            [(1, 1), (1, 2), (1, 3), (2, 1), (2, 2), (2, 3)], cell.Layers.Select(l => (l.First, l.Second)));
        foreach (LayerScore pair in cell.Layers)
        {
            Calibration alone = Usual(
                new("x", a.Layers[pair.First - 1]), new("y", b.Layers[pair.Second - 1])).Representation;
            Assert.Equal(alone.Observed, pair.Calibration.Observed);
            Assert.Equal(alone.Null, pair.Calibration.Null);
        }
        Assert.All(cell.Layers.Skip(3), constant => Assert.True(double.IsNaN(constant.Calibration.Observed)));
        Assert.Equal(3, cell.Maximum!.Pairs);
        Assert.Equal(
            Enumerable.Range(0, s_brief.Permutations).Select(
                m => cell.Layers.Take(3).Max(l => l.Calibration.Null[m])),
            cell.Maximum.Calibration.Null);
        Assert.Empty(Usual(new("x", a.Representation), new("y", b.Representation)).Layers);

        static AgreementCell Usual(AgreementSubject first, AgreementSubject second) => AgreementAnalysis.Of(
            [first, second], AgreementScores.Usual, s_brief, Key, Crew, CancellationToken.None)
            .Matrices[0].Cells[0];
    }

    private static AgreementSubject Layered(string name, int draw)
    {
        Matrix[] layers = [.. Enumerable.Range(0, 5).Select(l => Normal(24, 4, name + l, draw))];
        return new AgreementSubject(name, layers[0]) { Layers = layers };
    }
}
