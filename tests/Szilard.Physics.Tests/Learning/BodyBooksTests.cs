using Szilard.Learners;
using Szilard.Learners.Thermodynamics;
using Szilard.Physics.Learning;
using Szilard.Physics.Rules;
using Szilard.Tensors.Kernels;
using Szilard.Thermodynamics.Composite;

namespace Szilard.Physics.Tests.Learning;

/// <summary>What the books of every body keep, by every rule.</summary>
public sealed class BodyBooksTests
{
    private const double Bath = 0.01;

    public static TheoryData<string, string> All
    {
        get
        {
            TheoryData<string, string> data = [];
            foreach (string body in BodyDesign.Catalogue.Cards.Select(c => c.Name))
                foreach (string rule in Rule.Catalogue.Cards.Select(c => c.Name))
                    data.Add(body, rule);
            return data;
        }
    }

    public static TheoryData<string> Bodies => [.. BodyDesign.Catalogue.Cards.Select(c => c.Name)];

    [Theory, MemberData(nameof(All))]
    public void The_first_law_closes_and_relaxation_gives_off_heat(string body, string rule)
    {
        RunBooks books = new(Gauge.Raw);
        List<BookedStep> steps = [.. Run(body, rule, Always, 4).Select(s => books.Enter(s!))];
        Assert.Equal(4, steps.Count);
        BookedTotals totals = steps[^1].Totals!;
        Assert.InRange(Math.Abs(totals.ClosureError), 0, 1e-9 * totals.Size);
        Assert.All(steps, step =>
        {
            double size = step.Strokes.Sum(s => Math.Abs(s.Work) + Math.Abs(s.Heat));
            Assert.InRange(Math.Abs(step.ClosureError), 0, 1e-9 * size);
            Assert.NotEqual(0, step.Strokes.Single(s => s.Name == "optimiser").Work);
            Assert.All(
                step.Strokes.Where(s => s.Name == "relaxation"),
                s => Assert.True(s.Heat <= 1e-9 * size, $"{s.Heat} of {size}"));
        });
    }

    /// <summary>A stroke of no work and no heat is one where the energies themselves agree: state k + 1 is
    /// state k and what was booked between.</summary>
    [Theory, MemberData(nameof(Bodies))]
    public void Every_stroke_leads_from_state_to_state(string body)
    {
        BookedStep step = Run(body, "temporal-contrast", Always, 1)[0]!;
        Assert.Equal(step.States.Count, step.Strokes.Count + 1);
        for (int k = 0; k < step.Strokes.Count; k++)
        {
            Assert.Equal(step.Strokes[k].Name, step.States[k + 1].After);
            Assert.Equal(
                step.States[k + 1].InternalEnergy,
                step.States[k].InternalEnergy + step.Strokes[k].Work + step.Strokes[k].Heat, 1e-12);
        }
    }

    [Theory, MemberData(nameof(Bodies))]
    public void Entropy_needs_a_bath_and_an_energy(string body)
    {
        MapLevel level = BodyDesign.Catalogue.Get(body).BuildDefault().Map.Level;
        BookedStroke[] cold = Relaxations(Always with { Temperature = 0 });
        BookedStroke[] warm = Relaxations(Always);
        Assert.All(cold, s => Assert.True(double.IsNaN(s.EntropyProduction)));
        Assert.All(warm, s => Assert.Equal(
            level == MapLevel.Surrogate ? double.NaN : -s.Heat / Bath, s.EntropyProduction, 1e-12));

        BookedStroke[] Relaxations(LedgerSettings ledger) =>
        [
            .. Run(body, "equilibrium-propagation", ledger, 1)[0]!.Strokes.Where(s => s.Name == "relaxation"),
        ];
    }

    [Theory, MemberData(nameof(Bodies))]
    public void Nothing_is_booked_unasked_and_books_change_no_bit(string body)
    {
        using CpuDevice<float> device = new();
        MapLevel level = BodyDesign.Catalogue.Get(body).BuildDefault().Map.Level;
        Assert.All(Run(body, "equilibrium-propagation", Always with { Every = 0 }, 2), Assert.Null);
        Assert.All(Run(body, "equilibrium-propagation", null, 2), Assert.Null);
        Assert.All(
            Run(body, "equilibrium-propagation", Always with { Surrogate = false }, 2),
            s => Assert.Equal(level == MapLevel.Surrogate, s is null));
        PhysicalBench.AssertSameBits(Learned(null), Learned(Always));

        IReadOnlyList<StateArray> Learned(LedgerSettings? ledger)
        {
            using PhysicalLearner learner = Learner(device, body, "equilibrium-propagation", ledger);
            PhysicalState state = learner.Begin(PhysicalBench.Observation, PhysicalBench.Key);
            return learner.Save(PhysicalBench.Train(learner, state, 3, "supervised-regression"));
        }
    }

    /// <summary>γ = 0.01: σ = 4.36182049097805278263 k_BT per unit of the ladder's time (decimal arithmetic
    /// of 60 digits, as in the tests of the ladder); a tenth of a cycle lasts five units. 7 hidden and 2
    /// output units on 2 inputs have 14 + 7 + 14 + 2 = 37 synapses, which serve 12 rows at once.</summary>
    [Fact]
    public void A_markov_synapse_pays_for_its_memory()
    {
        const double Cycle = 4.36182049097805278263 * 50;
        BookedStep step = Run(
            "layered-hopfield", "temporal-contrast", Always, 1,
            "kernel=markov;kernel_settings=gamma:0.01")[0]!;
        BookedStroke synapse = step.Strokes.Single(s => s.Name == "synapse");
        BookedStroke drive = step.Strokes.Single(s => s.Name == "drive");
        Assert.Equal(Cycle * 37 / 12, synapse.EntropyProduction, 1e-9 * Cycle);
        Assert.Equal(-Bath * Cycle * 37 / 12, synapse.Heat, 1e-9 * Cycle);
        Assert.Equal(-synapse.Heat, drive.Work, 1e-9 * Cycle);
        BookedStep cold = Run(
            "layered-hopfield", "temporal-contrast", Always with { Temperature = 0 }, 1,
            "kernel=markov;kernel_settings=gamma:0.01")[0]!;
        Assert.Equal(
            Cycle * 37 / 12, cold.Strokes.Single(s => s.Name == "synapse").EntropyProduction, 1e-9 * Cycle);
        Assert.DoesNotContain(
            Run("layered-hopfield", "temporal-contrast", Always, 1)[0]!.Strokes, s => s.Name == "synapse");
    }

    private static LedgerSettings Always => new(1, Gauge.Raw, Surrogate: true) { Temperature = Bath };

    private static List<BookedStep?> Run(
        string body, string rule, LedgerSettings? ledger, int steps, string ruleSettings = "")
    {
        using CpuDevice<float> device = new();
        using PhysicalLearner learner = Learner(device, body, rule, ledger, ruleSettings);
        PhysicalState state = learner.Begin(PhysicalBench.Observation, PhysicalBench.Key);
        List<BookedStep?> books = [];
        for (int i = 0; i < steps; i++)
        {
            (state, StepOutcome outcome) = learner.Learn(
                state, PhysicalBench.Views(PhysicalBench.Key.Split("views", i), "supervised-regression"),
                PhysicalBench.Key.Split("step", i));
            Assert.Null(outcome.Diverged);
            books.Add(outcome.Books);
        }
        return books;
    }

    private static PhysicalLearner Learner(
        CpuDevice<float> device, string body, string rule, LedgerSettings? ledger,
        string ruleSettings = "") =>
        PhysicalBench.Learner(
            device, body, rule, "supervised-regression", settings: "rate=0.001;momentum=0;schedule=constant",
            ruleSettings: ruleSettings.Length > 0
            || rule is not ("equilibrium-propagation" or "temporal-contrast")
                ? ruleSettings : "beta=0.02", ledger: ledger);
}
