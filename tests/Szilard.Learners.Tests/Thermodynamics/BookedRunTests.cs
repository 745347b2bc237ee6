using Szilard.Learners.Objectives;
using Szilard.Learners.Tests.Learning;
using Szilard.Learners.Thermodynamics;
using Szilard.Parts;
using Szilard.Tensors.Kernels;
using Szilard.Thermodynamics.Composite;

namespace Szilard.Learners.Tests.Thermodynamics;

/// <summary>The books of real runs in single precision, for every method that maps.</summary>
public sealed class BookedRunTests
{
    private const int Steps = 30;

    public static TheoryData<string, Gauge> InEveryGauge =>
        new(
        from name in Bookkeeping.Mapped from gauge in Enum.GetValues<Gauge>() select (name, gauge));

    public static TheoryData<string> Mapped => [.. Bookkeeping.Mapped];

    /// <summary>Methods with labels.</summary>
    public static TheoryData<string> Labelled => [.. Bookkeeping.Mapped.Where(HasLabels)];

    [Theory]
    [MemberData(nameof(InEveryGauge))]
    public void The_first_law_closes_over_a_run(string objective, Gauge gauge)
    {
        RunBooks books = new(gauge);
        var steps = Bookkeeping.Run(
            objective, Steps, Bookkeeping.Small(objective), Bookkeeping.Always(gauge), books);
        BookedTotals totals = steps[^1].Books!.Totals!;
        Assert.True(totals.Size > 0);
        Assert.InRange(Math.Abs(totals.ClosureError), 0, 1e-9 * totals.Size);
        Assert.All(Booked(steps), step => Assert.InRange(Math.Abs(step.ClosureError), 0, 1e-9 * totals.Size));
    }

    [Theory]
    [MemberData(nameof(Labelled))]
    public void No_complete_relaxation_destroys_entropy(string objective)
    {
        var relaxations = Booked(Run(objective)).SelectMany(s => s.Strokes)
            .Where(s => s.Name is "labelling" or "readout").ToList();
        Assert.Equal(objective == "deepcluster-v2", relaxations.Count == 0);
        Assert.All(relaxations, stroke => Assert.True(stroke.EntropyProduction >= -1e-12));
    }

    /// <summary>The cross-entropy of the books, from energies in double, is the loss that the learner
    /// followed in single precision, which states it by other formulas.</summary>
    [Theory]
    [MemberData(nameof(Labelled))]
    public void The_loss_of_the_books_is_the_loss_of_the_learner(string objective)
    {
        foreach ((double loss, BookedStep? step) in Run(objective).Where(s => s.Books is not null))
            Assert.Equal(loss, BeforeOptimiser(step!).Loss, 2e-4);
    }

    /// <summary>Reference notes, (7), (9) and (10): β(W − ΔF_eq) = ΔL = −ΔI_stored ≥ −KL.</summary>
    [Theory]
    [MemberData(nameof(Labelled))]
    public void Work_beyond_the_free_energy_is_information_moved(string objective)
    {
        Assert.All(Booked(Run(objective)), step =>
        {
            int at = step.Strokes.ToList().FindIndex(s => s.Name == "optimiser");
            BookedStroke work = step.Strokes[at];
            (BookedState before, BookedState after) = (step.States[at], step.States[at + 1]);
            Assert.Equal(after.Loss - before.Loss, work.ExcessWork, 1e-10);
            Assert.Equal(before.StoredInformation - after.StoredInformation, work.ExcessWork, 1e-10);
            Assert.Equal(step.ModelBeta * (work.Work - work.FreeEnergyChange), work.ExcessWork, 1e-9);
            Assert.True(work.ExcessWork >= -before.Divergence - 1e-12);
            Assert.True(work.DemonEfficiency <= 1 + 1e-12);
        });
    }

    [Theory]
    [MemberData(nameof(Mapped))]
    public void Books_change_nothing_in_what_is_learned(string objective)
    {
        var kept = Run(objective).Select(s => s.Loss);
        var none = Bookkeeping.Run(objective, Steps, Bookkeeping.Small(objective), null).Select(s => s.Loss);
        Assert.Equal(none, kept);
    }

    /// <summary>In the gauge of self-information F_eq does not change and work is T·ΔL.</summary>
    [Fact]
    public void Excess_work_is_the_same_in_every_gauge()
    {
        double[] excess = [.. Enum.GetValues<Gauge>().Select(
            gauge => Booked(Bookkeeping.Run("swav", 3, "prototypes=8;freeze=0", Bookkeeping.Always(gauge)))
                .Last().Strokes.Single(s => s.Name == "optimiser").ExcessWork)];
        Assert.All(excess, value => Assert.Equal(excess[0], value, 1e-12));
    }

    [Fact]
    public void Candidates_told_from_outside_hold_the_logarithm_of_their_number()
    {
        BookedStep step = Booked(Run("nt-xent")).First();
        Assert.Equal(31, step.Labels);
        Assert.Equal(32, step.Items);
        BookedState told = step.After("measurement")!;
        Assert.Equal(Math.Log(31), told.LabelInformation, 1e-12);
        Assert.Equal(Math.Log(31) - told.Loss, told.StoredInformation, 1e-12);
    }

    /// <summary>Reference notes, 4.7: without a distribution there is neither F_eq nor entropy
    /// production.</summary>
    [Theory]
    [InlineData("byol")]
    [InlineData("simsiam")]
    public void A_method_without_entropy_has_work_and_heat_and_no_more(string objective)
    {
        RunBooks books = new(Gauge.Raw);
        BookedTotals totals = Booked(Bookkeeping.Run(objective, Steps, "", Bookkeeping.Always(), books))
            .Last().Totals!;
        Assert.NotEqual(0, totals.Work["optimiser"]);
        Assert.True(double.IsNaN(totals.ExcessWork));
        Assert.Empty(totals.EntropyProduction);
        Assert.True(double.IsFinite(totals.ClosureError));
    }

    /// <summary>β_t = λ/τ of SeLa's table, 10/0.1, and 1/τ of the model.</summary>
    [Fact]
    public void The_bath_of_a_kept_table_is_known()
    {
        BookedStep last = Booked(Run("sela")).Last();
        Assert.Equal((10, 100), (last.ModelBeta, last.LabelBeta));
        Assert.All(Booked(Run("deepcluster-v2")), step => Assert.True(double.IsNaN(step.LabelBeta)));
    }

    [Theory]
    [InlineData(Gauge.Raw, "raw")]
    [InlineData(Gauge.RowMinimum, "row-minimum")]
    [InlineData(Gauge.RowMean, "row-mean")]
    [InlineData(Gauge.SelfInformation, "self-information")]
    public void A_gauge_is_read_by_its_name(Gauge gauge, string name)
    {
        Settings given = SettingsReader.Read(
            LedgerSettings.Card, new Dictionary<string, object> { ["gauge"] = name }, []);
        Assert.Equal(gauge, LedgerSettings.From(given).Gauge);
        Assert.Equal(name, LedgerSettings.NameOf(gauge));
    }

    [Theory]
    [InlineData("vicreg")]
    [InlineData("barlow-twins")]
    public void A_method_that_does_not_map_is_booked_as_a_surrogate_only_where_asked(string objective)
    {
        Assert.Empty(Booked(Run(objective)));
        var asked = Bookkeeping.Run(objective, 2, "", new LedgerSettings(1, Gauge.Raw, Surrogate: true));
        Assert.All(Booked(asked), step => Assert.Equal("surrogate", step.Level));
        Assert.Equal(2, Booked(asked).Count());
    }

    [Fact]
    public void Where_no_books_are_kept_nothing_is_composed()
    {
        Counted counted = new(Objective.Catalogue.Build("nt-xent", new Dictionary<string, object>()));
        using CpuDevice<float> device = new();
        NeuralLearner learner = new(
            device, Bench.Design("mlp", "widths=[8];outputs=4"), counted, Bench.Optimise("adamw", ""), 10,
            ledger: new LedgerSettings(0, Gauge.Raw, Surrogate: true));
        Bench.Train(learner, learner.Begin(Bookkeeping.Observation, Bench.Key), 5, 16,
            Bookkeeping.Observation);
        Assert.Equal((5, 0), (counted.Tally.Evaluated, counted.Tally.Composed));
    }

    [Fact]
    public void Totals_that_were_kept_go_on_bit_for_bit()
    {
        List<BookedStep> steps = [.. Booked(Bookkeeping.Run(
            "dino", 8, "prototypes=8", Bookkeeping.Always()))];
        RunBooks whole = new(Gauge.Raw), half = new(Gauge.Raw), resumed = new(Gauge.Raw);
        BookedStep end = steps.ConvertAll(whole.Enter)[^1];
        foreach (BookedStep step in steps[..5])
            half.Enter(step);
        resumed.Sums = half.Sums;
        BookedStep again = steps[5..].ConvertAll(resumed.Enter)[^1];
        Assert.Equal(whole.Sums, resumed.Sums);
        Assert.Equal(end.Totals!.ClosureError, again.Totals!.ClosureError);
        Assert.Equal(end.Reset, again.Reset);
    }

    private static List<(double Loss, BookedStep? Books)> Run(string objective) =>
        Bookkeeping.Run(objective, Steps, Bookkeeping.Small(objective), Bookkeeping.Always());

    private static IEnumerable<BookedStep> Booked(IEnumerable<(double Loss, BookedStep? Books)> steps) =>
        steps.Select(s => s.Books).OfType<BookedStep>();

    private static BookedState BeforeOptimiser(BookedStep step) =>
        step.States[step.Strokes.ToList().FindIndex(s => s.Name == "optimiser")];

    private static bool HasLabels(string objective) =>
        Objective.Catalogue.Get(objective).BuildDefault()
            .Map.Level is MapLevel.Exact or MapLevel.TwoHamiltonian;
}
