using System.Numerics;
using Szilard.Tensors;
using Szilard.Thermodynamics.MarkovJumps;

namespace Szilard.Thermodynamics.Tests.MarkovJumps;

public sealed class PropagatorTests
{
    [Theory]
    [InlineData(2.0, 3.0, 0.7)]
    [InlineData(1e5, 3e4, 5.0)]
    [InlineData(1e-24, 1e5, 5.0)]
    [InlineData(1e-24, 1e-22, 1e3)]
    [InlineData(0.4, 0.1, 0.0)]
    public void Two_states_relax_exponentially(double up, double down, double time)
    {
        Propagator propagator = Propagator.Of(Chains.TwoState(up, down), time);
        double sum = up + down, gone = Gone(sum * time);
        Close(up / sum * gone, propagator.Probability(0, 1));
        Close(down / sum * gone, propagator.Probability(1, 0));
        double linear = sum * time < 1e-8 ? up * time * time / 2 : up / sum * (time - (gone / sum));
        Close(linear, propagator.Occupation(0, 1), 1e-11);
    }

    [Fact]
    public void A_ring_follows_its_Fourier_modes()
    {
        const int n = 7;
        const double forward = 2, backward = 0.3, time = 1.9;
        Propagator propagator = Propagator.Of(Chains.Ring(n, forward, backward), time);
        for (int d = 0; d < n; d++)
        {
            Complex sum = 0;
            for (int k = 0; k < n; k++)
            {
                Complex root = Complex.Exp(-2 * Math.PI * Complex.ImaginaryOne * k / n);
                Complex rate = (forward * (root - 1)) + (backward * (Complex.Conjugate(root) - 1));
                sum += Complex.Exp(rate * time) * Complex.Pow(root, -d) / n;
            }
            Assert.Equal(sum.Real, propagator.Probability(2, (2 + d) % n), 1e-14);
        }
    }

    [Fact]
    public void Births_without_deaths_are_Poisson_down_to_the_rarest()
    {
        const int n = 40;
        RateMatrix rates = RateMatrix.FromTransitions(
            n, Enumerable.Range(0, n - 1).Select(k => new Transition(k, k + 1, 1)));
        Propagator propagator = Propagator.Of(rates, 0.5);
        double expected = Math.Exp(-0.5);
        for (int k = 0; k < 20; k++, expected *= 0.5 / k)
            Close(expected, propagator.Probability(0, k));
    }

    [Fact]
    public void Random_processes_agree_with_stepwise_integration()
    {
        RateMatrix rates = Chains.Scattered(6, 2, RandomKey.FromSeed(11));
        double[] initial = [0.5, 0.1, 0, 0.2, 0.2, 0];
        double[] expected = Chains.Integrate(rates, initial, 0.8, 4000);
        double[] actual = Propagator.Of(rates, 0.8).Apply(initial);
        for (int k = 0; k < 6; k++)
            Assert.Equal(expected[k], actual[k], 1e-12);
    }

    [Fact]
    public void Stiff_rates_do_not_disturb_the_slow_ones()
    {
        // 0 ⇌ 1 at 1e5 and 3e5, 1 → 2 at 1 and back at 1e-24: the pair leaks at ¼ + O(1e-6).
        const double fast = 1e5, slow = 1;
        RateMatrix rates = RateMatrix.FromTransitions(
            3, [new(0, 1, fast), new(1, 0, 3 * fast), new(1, 2, slow), new(2, 1, 1e-24)]);
        double b = (4 * fast) + slow, c = fast * slow;
        double leak = 2 * c / (b + Math.Sqrt((b * b) - (4 * c))), quick = b - leak;
        double stays = ((quick * Math.Exp(-leak * 5)) - (leak * Math.Exp(-quick * 5))) / (quick - leak);
        Propagator propagator = Propagator.Of(rates, 5);
        Close(1 - stays, propagator.Probability(0, 2), 1e-12);
        Close(stays * 0.75, propagator.Probability(0, 0), 1e-5);
        double back = propagator.Probability(2, 0) + propagator.Probability(2, 1);
        Close(1e-24 * (1 - Math.Exp(-leak * 5)) / leak, back, 1e-4);
    }

    [Fact]
    public void Two_halves_make_a_whole_and_the_times_spent_sum_to_the_time()
    {
        RateMatrix rates = Chains.Scattered(5, 8, RandomKey.FromSeed(12));
        double[] initial = [0.2, 0.2, 0.2, 0.2, 0.2];
        Propagator half = Propagator.Of(rates, 1.5), whole = Propagator.Of(rates, 3);
        double[] twice = half.Apply(half.Apply(initial)), once = whole.Apply(initial);
        double[] first = half.Occupation(initial), second = half.Occupation(half.Apply(initial));
        double[] both = whole.Occupation(initial);
        for (int k = 0; k < 5; k++)
        {
            Close(once[k], twice[k]);
            Close(both[k], first[k] + second[k]);
        }
        Assert.Equal(3, both.Sum(), 1e-14);
        Assert.Equal(1, once.Sum(), 1e-15);
    }

    [Fact]
    public void Expected_readings_are_dual_to_distributions()
    {
        Propagator propagator = Propagator.Of(Chains.Scattered(4, 6, RandomKey.FromSeed(14)), 0.6);
        double[] initial = [0.1, 0.2, 0.3, 0.4], reading = [3, -1, 0.5, 2], final = propagator.Apply(initial);
        double backward = propagator.Expect(reading).Zip(initial, (f, p) => f * p).Sum();
        Close(reading.Zip(final, (f, p) => f * p).Sum(), backward);
        Close(propagator.Probability(2, 1), propagator.Expect([0, 1, 0, 0])[2]);
    }

    [Fact]
    public void Long_times_reach_the_steady_state()
    {
        RateMatrix rates = Chains.Scattered(5, 10, RandomKey.FromSeed(13));
        double[] steady = SteadyState.Of(rates), late = Propagator.Of(rates, 1e12).Apply([1, 0, 0, 0, 0]);
        for (int k = 0; k < 5; k++)
            Close(steady[k], late[k], 1e-11);
    }

    [Fact]
    public void Nothing_moves_without_rates()
    {
        Propagator propagator = Propagator.Of(RateMatrix.FromTransitions(2, []), 3);
        Assert.Equal([0.3, 0.7], propagator.Apply([0.3, 0.7]));
        Assert.Equal(0.9, propagator.Occupation([0.3, 0.7])[0], 1e-15);
        Assert.Throws<ArgumentOutOfRangeException>(() => Propagator.Of(Chains.TwoState(1, 1), -1));
        Assert.Throws<ArgumentException>(() => propagator.Apply([1]));
    }

    /// <summary>1 − e^(−x) without cancellation.</summary>
    private static double Gone(double x) =>
        x < 1 ? 2 * Math.Exp(-x / 2) * Math.Sinh(x / 2) : 1 - Math.Exp(-x);

    private static void Close(double expected, double actual, double tolerance = 1e-12) =>
        Assert.InRange(Math.Abs(actual - expected), 0, tolerance * Math.Abs(expected));
}
