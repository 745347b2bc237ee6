using Szilard.Learners.Thermodynamics;
using Szilard.Physics.Learning;
using Szilard.Physics.Networks;
using Szilard.Physics.Networks.Graphs;
using Szilard.Physics.Networks.Springs;
using Szilard.Physics.Rules;
using Szilard.Physics.Synapses.Kernels;
using Szilard.Physics.Synapses.Markov;
using Szilard.Physics.Synapses.Protocols;
using Szilard.Tensors;
using Szilard.Tensors.Kernels;

namespace Szilard.Physics.Tests.Learning;

/// <summary>Two nodes and one spring, E = ½k·y² with y the extension: one degree of freedom, whose work and
/// heat are done by hand; one end is held fast, the other on a line.</summary>
public sealed class OneSpringTests
{
    private const double K = 1.7, Target = 0.2, Beta = 0.3, Temperature = 0.05;

    /// <summary>Under β(y − t)² rest lies at y* = 2βt/(k + 2β). Putting the nudge on costs β·t², relaxing
    /// there gives off ½(k + 2β)·y*², taking it off gives back β(y* − t)², letting go gives off ½k·y*².
    /// </summary>
    [Fact]
    public void A_nudge_on_and_off_costs_what_the_hand_says()
    {
        BookedStep books = Books(new EquilibriumPropagation(Beta, NudgeSign.Positive), Cost, 0.1);
        double moved = 2 * Beta * Target / (K + (2 * Beta)), missing = moved - Target;
        Check(
            books, ("clamp", Beta * Target * Target), ("relaxation", -0.5 * (K + (2 * Beta)) * moved * moved),
            ("clamp", -Beta * missing * missing), ("relaxation", -0.5 * K * moved * moved),
            ("optimiser", 0.5 * K * 0.1 * 0.1));
    }

    /// <summary>Held at t: ½k·t² goes in as work, and out as heat when it is let go.</summary>
    [Fact]
    public void Outputs_that_are_held_give_all_their_work_off_as_heat()
    {
        BookedStep books = Books(new ContrastiveHebbian(), Cost, 0);
        double stored = 0.5 * K * Target * Target;
        Check(books, ("clamp", stored), ("relaxation", -stored), ("optimiser", 0));
    }

    /// <summary>A constant force φ = 2βt moves the mean to φ/k and leaves the variance T/k: entropy
    /// production is the divergence of two Gaussians, (φ/k)²/(2T/k), each way.</summary>
    [Fact]
    public void Heat_over_temperature_is_the_divergence_of_two_gaussians()
    {
        double mean = 2 * Beta * Target / K, divergence = mean * mean / (2 * Temperature / K);
        BookedStep books = Books(
            new EquilibriumPropagation(Beta, NudgeSign.Positive), new ConstantPull(Cost, [0], 1), 0);
        Assert.Equal(
            [divergence, divergence],
            books.Strokes.Where(s => s.Name == "relaxation").Select(s => s.EntropyProduction),
            (a, b) => Math.Abs(a - b) < 1e-9);
    }

    /// <summary>n steps up and n down, each of force φ/n, dissipate ½(φ/n)²/k: φ²/(k·n) in all, which goes
    /// away in the quasistatic limit.</summary>
    [Theory]
    [InlineData(2)]
    [InlineData(9)]
    [InlineData(33)]
    public void More_levels_dissipate_less(int levels)
    {
        TemporalContrast rule = new(
            Beta, NudgeSign.Positive,
            CycleResponse.Of(new RaisedCosine(0.1, 10, 1), new Sawtooth(0.1, 0.9), levels, 100));
        BookedStep books = Books(rule, new ConstantPull(Cost, [0], 1), 0);
        double force = 2 * Beta * Target;
        Assert.Equal(
            -force * force / K / (levels - 1),
            books.Strokes.Where(s => s.Name == "relaxation").Sum(s => s.Heat), 1e-9);
    }

    /// <summary>Reference notes, A6: area 0.409 for γ = 0.01 and a step of 200 µM on a kernel of duration 1;
    /// stretched over D with the first moment kept, it is 1/D times that.</summary>
    [Fact]
    public void A_markov_memory_is_stretched_over_its_duration()
    {
        MarkovSynapse synapse = new(new MethylationLadder(0.01), 200, 0.1);
        Assert.Equal(-1, synapse.FirstMoment, 1e-3);
        Assert.Equal(4.09, synapse.Area, 5e-3);
        Assert.Equal(new MethylationLadder(0.01).Dissipation() * 50, synapse.Dissipation, 1e-9);
        Assert.Contains("does not adapt", Assert.Throws<Parts.SzilardException>(
            () => new MarkovSynapse(new MethylationLadder(1), 200, 0.1)).Message, StringComparison.Ordinal);
    }

    private static SquaredError Cost => new([Target]);

    private static void Check(BookedStep books, params (string Name, double Energy)[] expected)
    {
        Assert.Equal(expected.Select(e => e.Name), books.Strokes.Select(s => s.Name));
        foreach (((string name, double energy), BookedStroke stroke) in expected.Zip(books.Strokes))
        {
            Assert.Equal(energy, stroke.Work + stroke.Heat, 1e-9);
            Assert.Equal(0, name == "relaxation" ? stroke.Work : stroke.Heat);
        }
    }

    /// <summary>One step; learning makes the rest length longer.</summary>
    private static BookedStep Books(Rule rule, ICost cost, double longer)
    {
        PlacedGraph graph = new(new Graph(2, [new(0, 1)]), 2, [0, 0, 1, 0]);
        double[] lengths = graph.Lengths();
        SpringNetwork body = new(
            graph, [K], lengths, SpringAdaptation.RestLength,
            [SpringPort.Coordinate(0, 0, 2), SpringPort.Coordinate(0, 1, 2), SpringPort.Coordinate(1, 1, 2)],
            [SpringPort.Between(graph, 1, 0)]);
        double[] still = [0, 0, 0];
        using Workers workers = new(1);
        Estimator<double, SpringState> estimator = new(body, rule, workers);
        (SpringState rest, _) = body.Relax(body.Start(1), still, Clamp.Free);
        double before = body.Energy(rest, still);
        estimator.Estimate(rest, still, cost, RandomKey.FromSeed(1));
        Assert.Empty(estimator.Course);
        estimator.Estimate(rest, still, cost, RandomKey.FromSeed(1), booked: true);
        lengths[0] += longer;
        BodyPhases phases = new(
            1, double.NaN, before, estimator.Course, double.NaN, body.Energy(rest, still));
        return BodyBooks.Of(phases, MapLevel.FirstLawOnly, Temperature, 1)!;
    }
}
