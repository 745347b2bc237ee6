using Szilard.Observables.Singular;
using Szilard.Parts;

namespace Szilard.Observables.Tests.Singular;

public sealed class SingularModelTests
{
    /// <summary>§4.11 of the reference notes: x²y² and its kin on [−1, 1]².</summary>
    [Theory]
    [InlineData(10, 1, 1, .265595)]
    [InlineData(100, 1, 1, .347762)]
    [InlineData(144.765, 1, 1, .355879)]
    [InlineData(1e3, 1, 1, .387277)]
    [InlineData(1e4, 1, 1, .410505)]
    [InlineData(1e6, 1, 1, .436625)]
    [InlineData(1e9, 1, 1, .455921)]
    [InlineData(144.765, 1, 2, .2090)]
    [InlineData(144.765, 2, 2, .1413)]
    [InlineData(144.765, 3, 3, .0782)]
    [InlineData(579, 1, 1, .3799)]
    [InlineData(579, 1, 2, .2223)]
    [InlineData(579, 2, 2, .1556)]
    [InlineData(579, 3, 3, .0879)]
    public void Normal_crossings_have_the_published_finite_values(double t, int x, int y, double expected)
    {
        double digits = expected * 1e6 % 100 > 1e-3 ? 6e-7 : 6e-5;
        Assert.InRange(new NormalCrossing(x, y).FiniteCoefficient(t), expected - digits, expected + digits);
    }

    /// <summary>The second implementation: a plain midpoint sum over [0, 1]^d.</summary>
    [Theory]
    [InlineData(3, 1)]
    [InlineData(20, 1, 2)]
    [InlineData(20, 2, 2)]
    [InlineData(5, 1, 1, 3)]
    public void A_plain_sum_over_the_cube_agrees(double t, params int[] exponents)
    {
        int n = exponents.Length == 3 ? 160 : 2000;
        double above = 0, below = 0;
        Visit(0, 1);
        Assert.Equal(above / below, new NormalCrossing(exponents).FiniteCoefficient(t), 2e-4);

        void Visit(int depth, double k)
        {
            if (depth == exponents.Length)
            {
                above += t * k * Math.Exp(-t * k);
                below += Math.Exp(-t * k);
                return;
            }
            for (int i = 0; i < n; i++)
                Visit(depth + 1, k * Math.Pow((i + 0.5) / n, 2 * exponents[depth]));
        }
    }

    [Fact]
    public void Lambda_and_multiplicity_follow_the_largest_exponent()
    {
        Assert.Equal((0.5, 2), (new NormalCrossing(1, 1).Lambda, new NormalCrossing(1, 1).Multiplicity));
        Assert.Equal((0.25, 1), (new NormalCrossing(1, 2).Lambda, new NormalCrossing(1, 2).Multiplicity));
        Assert.Equal(0.5, new NormalCrossing(1).FiniteCoefficient(1e6), 9);
        Assert.Equal(0.25, new NormalCrossing(2).FiniteCoefficient(1e6), 9);
    }

    /// <summary>Within 4 standard errors of the finite value; the error is below 0.02, so that λ = ½ itself
    /// lies 7 of them away: the finite value is what a walk reads. False alarms below 1e-4.</summary>
    [Fact]
    public void A_walk_between_walls_reads_the_finite_value()
    {
        NormalCrossing crossing = new(1, 1);
        LearningCoefficient read = LearningCoefficient.Of(LangevinSampler.Run(
            [crossing.Potential], [0, 0],
            new LangevinSettings
            {
                InverseTemperature = 100,
                Step = 5e-4,
                Wall = 1,
                Chains = 8,
                BurnIn = 2000,
                Draws = 200_000,
            },
            Samples.Key.Split("crossing"), Samples.Crew, TestContext.Current.CancellationToken));
        Assert.InRange(read.StandardError, 0.001, 0.02);
        Assert.InRange(Math.Abs(read.Value - crossing.FiniteCoefficient(100)), 0, 4 * read.StandardError);
    }

    /// <summary>(M, H, N) = (1, 1, 1) is the crossing a²b²; H = 1 with M = N has λ = M/2, m = 2; H = 1 with M
    /// &gt; N has λ = N/2, m = 1: ½|a|²|b|² in polar coordinates. Rank r = H with M = N = H is regular: half
    /// of MN.</summary>
    [Theory]
    [InlineData(5, 3, 5, 0, 6.5, 2)]
    [InlineData(1, 1, 1, 0, 0.5, 2)]
    [InlineData(3, 1, 3, 0, 1.5, 2)]
    [InlineData(3, 1, 2, 0, 1, 1)]
    [InlineData(9, 1, 2, 0, 1, 1)]
    [InlineData(2, 1, 9, 0, 1, 1)]
    [InlineData(2, 2, 2, 2, 2, 1)]
    [InlineData(1, 5, 1, 0, 0.5, 1)]
    public void Reduced_rank_regression_has_the_coefficients_of_Aoyagi_and_Watanabe(
        int inputs, int hidden, int outputs, int rank, double lambda, int multiplicity) =>
        Assert.Equal((lambda, multiplicity), ReducedRank.Lambda(inputs, hidden, outputs, rank));

    [Theory]
    [InlineData(0, 1, 1, 0)]
    [InlineData(5, 3, 5, 4)]
    [InlineData(5, 3, 5, -1)]
    public void Models_that_are_none_are_refused(int inputs, int hidden, int outputs, int rank) =>
        Assert.Throws<SzilardException>(() => ReducedRank.Lambda(inputs, hidden, outputs, rank));

    [Fact]
    public void The_gradients_are_those_of_central_differences()
    {
        Potential[] potentials = [new ReducedRank(3, 2, 4).Potential, new NormalCrossing(1, 2, 3).Potential];
        foreach (Potential potential in potentials)
        {
            double[] w = [.. Samples.Normal(1, potential.Dimensions, "gradient").Values.Select(v => 0.7 * v)];
            double[] gradient = new double[w.Length], scratch = new double[w.Length];
            potential.Value(w, gradient);
            for (int i = 0; i < w.Length; i++)
            {
                double kept = w[i];
                w[i] = kept + 1e-5;
                double up = potential.Value(w, scratch);
                w[i] = kept - 1e-5;
                double down = potential.Value(w, scratch);
                w[i] = kept;
                Assert.Equal((up - down) / 2e-5, gradient[i], 1e-6);
            }
        }
    }

    /// <summary>Exact finite values in, exact λ and m out: λ̂ = λ − (m − 1)/(ln t + c) holds to all orders
    /// for two equal exponents, c = −ψ(½) = 1.963510.</summary>
    [Fact]
    public void A_ladder_of_exact_values_gives_lambda_and_multiplicity()
    {
        NormalCrossing crossing = new(1, 1);
        TemperingLadder ladder = TemperingLadder.Of(
            [.. new double[] { 30, 100, 300, 1000, 3000 }
                .Select(t => new Rung(t, crossing.FiniteCoefficient(t), 0))]);
        Assert.Equal(2, ladder.Multiplicity);
        Assert.Equal(0.5, ladder.Lambda, 1e-3);
        Assert.Equal(1.963510, ladder.Offset, 0.05);
        TemperingLadder flat = TemperingLadder.Of(
            [.. new double[] { 30, 100, 300, 1000 }.Select(t => new Rung(t, 0.5, 0.01))]);
        Assert.Equal((1, 0.5), (flat.Multiplicity, flat.Lambda));
    }

    /// <summary>With errors of 0.003 on each of eight rungs: λ within 4 of its standard errors in all of 40
    /// noisy ladders (false alarms below 0.3 %), and m = 2 in most.</summary>
    [Fact]
    public void Noisy_ladders_find_lambda_within_their_error()
    {
        NormalCrossing crossing = new(1, 1);
        double[] temperatures = [10, 30, 100, 300, 1e3, 3e3, 1e4, 3e4];
        double[] exact = [.. temperatures.Select(crossing.FiniteCoefficient)];
        TemperingLadder[] ladders = [.. Enumerable.Range(0, 40).Select(i =>
        {
            double[] noise = Samples.Normal(1, 8, "ladder", i).Values;
            return TemperingLadder.Of(
                [.. temperatures.Select((t, k) => new Rung(t, exact[k] + (0.003 * noise[k]), 0.003))]);
        })];
        Assert.InRange(ladders.Count(l => l.Multiplicity == 2), 30, 40);
        Assert.All(
            ladders.Where(l => l.Multiplicity == 2),
            l => Assert.InRange(Math.Abs(l.Lambda - 0.5), 0, 4 * l.LambdaError));
    }

    [Fact]
    public void Too_few_temperatures_are_refused() =>
        Assert.Throws<SzilardException>(
            () => TemperingLadder.Of([new(10, 1, 0), new(20, 1, 0), new(30, 1, 0)]));
}
