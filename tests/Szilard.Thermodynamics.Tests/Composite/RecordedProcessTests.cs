using Szilard.Parts;
using Szilard.Tensors;
using Szilard.Thermodynamics.Composite;
using Szilard.Thermodynamics.Gibbs;

namespace Szilard.Thermodynamics.Tests.Composite;

/// <summary>Arrays from elsewhere: what is booked, what is flagged, what is refused.</summary>
public class RecordedProcessTests
{
    [Fact]
    public void A_clean_process_has_no_notes()
    {
        Matrix q = Samples.Labels(Samples.Before, 2).Labels;
        ProcessBooks books = Book([Samples.Before, Samples.After], [q]);
        Assert.Empty(books.Notes);
        Assert.Equal(-0.123449636992565, books.Totals.TotalWork, 1e-9);
    }

    /// <summary>Logits divided by another τ in the second state.</summary>
    [Fact]
    public void A_temperature_in_the_energies_is_flagged_and_told_apart_is_no_work()
    {
        Matrix e = Samples.Energies(1, 4, 3);
        string note = Assert.Single(Book([e, e.Map(v => 2 * v)], [Labels(e)]).Notes);
        Assert.Contains("2 times those of state 0", note);
        Assert.Contains("does no work", note);
        ProcessBooks apart = new RecordedProcess
        {
            Energies = [e, e],
            Labels = [Labels(e)],
            ModelBetas = [1, 2],
        }.Book();
        Assert.Empty(apart.Strokes);
        Assert.Empty(apart.Notes);
        Assert.Equal(2, apart.States[1].Beta);
        Assert.NotEqual(apart.States[0].Read().Loss, apart.States[1].Read().Loss);
    }

    [Fact]
    public void A_shift_of_each_item_is_flagged_as_gauge()
    {
        Matrix e = Samples.Energies(2, 4, 3), shifted = e.Map(v => v + 1.5);
        Assert.Contains(
            "a constant for each item only", Assert.Single(Book([e, shifted], [Labels(e)]).Notes));
    }

    [Theory]
    [InlineData(Gauge.RowMinimum, "row-min")]
    [InlineData(Gauge.RowMean, "row-mean")]
    [InlineData(Gauge.SelfInformation, "self-information")]
    public void Gauges_that_change_between_strokes_are_flagged(Gauge gauge, string option)
    {
        Matrix first = Samples.Energies(3, 4, 3), then = Samples.Energies(4, 4, 3);
        Matrix gauged = CompositeState.AtEquilibrium(then, 1).Gauged(gauge);
        string note = Assert.Single(
            Book([first, gauged, then], [Labels(first)]).Notes, n => n.Contains("mixed"));
        Assert.Contains($"gauge {option}", note);
        Assert.Contains("state 1", note);
        Assert.DoesNotContain(
            new RecordedProcess
            {
                Energies = [first, gauged],
                Labels = [Labels(first)],
                Gauge = gauge,
            }.Book().Notes,
            n => n.Contains("mixed"));
    }

    [Fact]
    public void Hard_labels_say_which_theorem_they_break_and_by_how_much()
    {
        Matrix hard = Matrix.FromRows([0.5, 0], [0, 0.5]);
        IReadOnlyList<string> notes = Book([Samples.Before, Samples.After], [hard]).Notes;
        Assert.Contains("0.827863", Assert.Single(notes));
        Matrix soft = CompositeState.AtEquilibrium(Samples.Before, 1).Labels;
        ProcessBooks there = Book([Samples.Before, Samples.Before], [soft, hard]);
        Assert.Contains("absolute irreversibility", Assert.Single(there.Notes));
        Assert.True(double.IsNaN(Assert.IsType<HeatStroke>(there.Strokes[0]).EntropyProduction));
        ProcessBooks back = Book([Samples.Before, Samples.Before], [hard, soft]);
        double support = soft[0, 0] + soft[1, 1];
        Assert.Contains($"{support:G6}", Assert.Single(back.Notes));
        Assert.Equal(
            -(Math.Log(2 * soft[0, 0]) + Math.Log(2 * soft[1, 1])) / 2,
            Assert.IsType<HeatStroke>(back.Strokes[0]).EntropyProduction, 1e-12);
    }

    [Fact]
    public void Labels_of_an_unknown_bath_are_flagged()
    {
        Matrix e = Samples.Energies(5, 4, 3);
        ProcessBooks books = Book([e, e], [Labels(e), Samples.Labels(e, 5).Labels]);
        Assert.Contains("their bath is not known", Assert.Single(books.Notes));
    }

    /// <summary>What single precision leaves of labels and energies is still recognised as a
    /// labelling.</summary>
    [Fact]
    public void Single_precision_is_precise_enough()
    {
        Matrix e = Samples.Energies(6, 8, 5).Map(v => (float)(0.2 * v));
        CompositeState model = CompositeState.AtEquilibrium(e, 10);
        GibbsEnsemble held = Sinkhorn.Solve(e, 20, new SinkhornAim { ColumnsFirst = true });
        Matrix rounded = held.Labels.Map(v => (float)v);
        for (int i = 0; i < 8; i++)
        {
            double sum = rounded.Row(i).ToArray().Sum();
            for (int j = 0; j < 5; j++)
                rounded[i, j] *= 0.125 / sum;
        }
        ProcessBooks books = new RecordedProcess
        {
            Energies = [e, e],
            Labels = [model.Labels, rounded],
            ModelBetas = [10],
            LabelBeta = 20,
        }.Book();
        HeatStroke stroke = Assert.IsType<HeatStroke>(books.Strokes[0]);
        Assert.Equal(HeatKind.Labelling, stroke.Kind);
        Assert.Equal(Samples.Divergence(model.Labels, held.Labels), stroke.EntropyProduction, 1e-4);
    }

    [Fact]
    public void Counts_and_shapes_that_differ_are_refused()
    {
        Matrix e = Samples.Energies(7, 4, 3), q = Labels(e);
        Assert.Contains("4×3, of state 1 3×4", Refused(() => Book([e, e.Transpose()], [q])));
        Assert.Contains("3 of labels", Refused(() => Book([e, e], [q, q, q])));
        Assert.Contains("at least one state", Refused(() => Book([], [q])));
        Assert.Contains("2 inverse temperatures", Refused(
            () => new RecordedProcess { Energies = [e], Labels = [q], ModelBetas = [1, 2] }.Book()));
        Assert.Contains("`beta_t` is -1", Refused(
            () => new RecordedProcess { Energies = [e], Labels = [q], LabelBeta = -1 }.Book()));

        static string Refused(Action booking) => Assert.Throws<SzilardException>(booking).Message;
    }

    private static Matrix Labels(Matrix energies) => CompositeState.AtEquilibrium(energies, 0.5).Labels;

    private static ProcessBooks Book(Matrix[] energies, Matrix[] labels) =>
        new RecordedProcess { Energies = energies, Labels = labels }.Book();
}
