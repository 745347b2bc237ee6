using Szilard.Observables.Statistics;
using Szilard.Tensors;

namespace Szilard.Observables.Tests;

public sealed class PowerLawTests
{
    private static readonly RandomKey _key = RandomKey.FromSeed(7);

    [Theory]
    [InlineData(-0.81, 3)]
    [InlineData(2, 0.5)]
    public void A_power_is_found_exactly(double exponent, double prefactor)
    {
        PowerLaw law = PowerLaw.Fit(
            [.. ((double[])[1, 4, 20, 300])
                .Select(x => (x, (IReadOnlyList<double>)[prefactor * Math.Pow(x, exponent)]))],
            _key)!;
        Assert.Equal(exponent, law.Exponent, 1e-12);
        Assert.Equal(prefactor, law.Prefactor, 1e-11);
        Assert.Equal(1, law.Goodness, 1e-12);
        Assert.Equal(exponent, law.Low, 1e-11);
        Assert.Equal(exponent, law.High, 1e-11);
    }

    [Fact]
    public void What_is_not_above_zero_is_left_out_and_counted()
    {
        PowerLaw law = PowerLaw.Fit([(1, [1, -1]), (2, [2]), (3, [0]), (4, [4])], _key)!;
        Assert.Equal((1, 3, 2), (Math.Round(law.Exponent, 9), law.Points, law.LeftOut));
        Assert.Null(PowerLaw.Fit([(1, [1]), (2, [2]), (3, [0])], _key));
    }

    /// <summary>200 lines with normal noise: 95 % coverage would miss 10 of them on average; a normal-based
    /// bootstrap of 12 samples is known to cover somewhat less. Below 85 % of 200 would happen to an interval
    /// that covers 92 % in fewer than one case in 1000 (binomial).</summary>
    [Fact]
    public void The_interval_covers_the_exponent_nearly_as_often_as_it_says()
    {
        double[] x = [8, 32, 128, 512];
        int covered = Enumerable.Range(0, 200).Count(i =>
        {
            RandomStream stream = _key.Split("line", i).Stream();
            List<(double, IReadOnlyList<double>)> samples = [];
            foreach (double at in x)
            {
                double[] y = new double[3];
                for (int k = 0; k < 3; k++)
                    y[k] = Math.Pow(at, -0.8) * Math.Exp(0.2 * stream.NextNormal());
                samples.Add((at, y));
            }
            PowerLaw law = PowerLaw.Fit(samples, _key.Split("fit", i))!;
            return law.Low <= -0.8 && -0.8 <= law.High;
        });
        Assert.InRange(covered, 170, 200);
    }
}
