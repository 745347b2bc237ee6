using Szilard.Tensors;
using static Szilard.Observables.Tests.Samples;

namespace Szilard.Observables.Tests;

/// <summary>The readings of LeJEPA's theorem on arrays whose sample moments are exact, and on functions of
/// normal latents whose Hermite series is known.</summary>
public sealed class LejepaTests
{
    /// <summary>h = diag(a, b)·z: ε² = (a² − 1)² + (b² − 1)², tr = a² + b², whatever the turn.</summary>
    [Theory]
    [InlineData(1, 1)]
    [InlineData(2, 1)]
    [InlineData(0.5, 3)]
    [InlineData(0, 1)]
    public void Covariance_reads_its_distance_from_the_identity_and_its_trace(double a, double b)
    {
        Matrix h = Square().Columnwise((v, j) => v * (j == 0 ? a : b)).Times(Rotation(20));
        IReadOnlyList<PartReading> parts = Parts("covariance", new Specimen(h));
        double epsilon = Math.Sqrt(Math.Pow((a * a) - 1, 2) + Math.Pow((b * b) - 1, 2));
        Assert.Equal(epsilon, parts[0].Reading.Value, 1e-12);
        Assert.Equal("trace", parts[1].Part);
        Assert.Equal((a * a) + (b * b), parts[1].Reading.Value, 1e-12);
    }

    /// <summary>n normal samples: E ε² = d(d + 1)/n but for a factor 1 + O(1/n). Of 50 draws the mean is
    /// known to about 4 %: false alarm below 10⁻⁶.</summary>
    [Fact]
    public void The_plug_in_bias_of_the_covariance_is_the_one_that_its_card_tells()
    {
        const int n = 400, d = 6, draws = 50;
        double mean = Enumerable.Range(0, draws).Average(
            i => Math.Pow(Read("covariance", new Specimen(Normal(n, d, "isotropic", i))).Value, 2));
        Assert.Equal(1, mean / (d * (d + 1.0) / n), 0.25);
    }

    /// <summary>Pairs of unit variance that correlate by c exactly have L = 2(1 − c), so that D = (ρ −
    /// c)/(ρ(1 − ρ)) for c below ρ; a purely quadratic Hermite function has c = ρ² and D = 1.</summary>
    [Theory]
    [InlineData(0.8, 0.8, 0)]
    [InlineData(0.8, 0.95, 0)]
    [InlineData(0.8, 0.64, 1)]
    [InlineData(0.5, 0.25, 1)]
    [InlineData(0.5, 0, 2)]
    public void The_bound_follows_from_the_moments_of_the_pair(double rho, double c, double nonlinear)
    {
        (Matrix h, Matrix view) = Correlated(c);
        Dictionary<string, double> read = Named(
            "lejepa-bound", new Specimen(h) { View = view, PairCorrelation = rho });
        Assert.Equal(2 * (1 - c), read["alignment"], 1e-12);
        Assert.Equal(Math.Max(0, 2 * (rho - c)), read["delta"], 1e-12);
        Assert.Equal(0, read["epsilon"], 1e-12);
        Assert.Equal(nonlinear, read["nonlinear"], 1e-12);
        Assert.Equal(nonlinear + (nonlinear * nonlinear), read[""], 1e-12);
    }

    /// <summary>h = s·Q·z of two latents: the bound is ε² = 2(s² − 1)², the distance 2(s − 1)², never
    /// more.</summary>
    [Theory]
    [InlineData(0.5)]
    [InlineData(0.9)]
    [InlineData(1)]
    [InlineData(1.3)]
    [InlineData(2)]
    public void A_scaled_rotation_lies_within_its_bound(double s)
    {
        Matrix z = Square(), h = z.Times(Rotation(50)).Map(v => s * v);
        double bound = Read("lejepa-bound", new Specimen(h) { View = h, PairCorrelation = 0.7 }).Value;
        double distance = Identify("procrustes.latents", z, h).Value;
        Assert.Equal(2 * Math.Pow((s * s) - 1, 2), bound, 1e-12);
        Assert.Equal(2 * Math.Pow(s - 1, 2), distance, 1e-12);
        Assert.True(distance <= bound + 1e-12);
    }

    /// <summary>h = √(1 − t)·z + √t·(z² − 1)/√2, ε = 0, D = t: the bound is t + t², the distance
    /// 2 − 2√(1 − t), and at t = 1 the two are equal. Readings are means over pairs, whose errors are those of
    /// theory, by quadrature: D of (ρ(h² + h′²)/2 − h·h′)/(ρ(1 − ρ)), never below 0, the distance of
    /// h² + 1 − 2hz + √(1 − t)·(z² − 1), since z is brought to unit variance. The square of that adds 1/(2n), and
    /// 25 times as much at five standard errors, of a false alarm of 6·10⁻⁷ each.</summary>
    [Theory]
    [InlineData(0)]
    [InlineData(0.05)]
    [InlineData(0.3)]
    [InlineData(1)]
    public void A_bent_map_reads_its_closed_forms_and_lies_within_its_bound(double t)
    {
        const double rho = 0.8;
        const int n = 20000;
        Matrix z = Normal(n, 1, "left"), noise = Normal(n, 1, "noise");
        Matrix other = new(n, 1, [.. z.Values.Zip(noise.Values, Correlate)]);
        Specimen pair = new(z.Map(Bent)) { View = other.Map(Bent), PairCorrelation = rho };
        (double mean, double deviation) = Moments((a, b) => Excess(Bent(a), Bent(Correlate(a, b))));
        Assert.Equal(t, mean, 1e-9);
        Assert.Equal(
            t, Parts("lejepa-bound", pair).Single(p => p.Part == "nonlinear").Reading.Value,
            5 * deviation / Math.Sqrt(n));
        (mean, deviation) = Moments((a, _) => Gap(a, Bent(a)));
        Assert.Equal(2 - (2 * Math.Sqrt(1 - t)), mean, 1e-9);
        Assert.Equal(
            mean, Identify("procrustes.latents", z, z.Map(Bent)).Value,
            (5 * deviation / Math.Sqrt(n)) + (25 / (2.0 * n)));
        Assert.True(mean <= t + (t * t) + 1e-12);

        double Correlate(double a, double b) => (rho * a) + (Math.Sqrt(1 - (rho * rho)) * b);
        double Bent(double v) => (Math.Sqrt(1 - t) * v) + (Math.Sqrt(t / 2) * ((v * v) - 1));
        double Gap(double v, double h) => (h * h) + 1 - (2 * h * v) + (Math.Sqrt(1 - t) * ((v * v) - 1));
        double Excess(double h, double view) =>
            ((rho / 2 * ((h * h) + (view * view))) - (h * view)) / (rho * (1 - rho));
    }

    /// <summary>Mean and standard deviation over two independent normal numbers, by the trapezoidal
    /// rule.</summary>
    private static (double Mean, double Deviation) Moments(Func<double, double, double> f)
    {
        const double step = 0.1;
        double mean = 0, square = 0;
        for (double a = -10; a <= 10; a += step)
        {
            for (double b = -10; b <= 10; b += step)
            {
                double weight = step * step / (2 * Math.PI) * Math.Exp(-((a * a) + (b * b)) / 2);
                (mean, square) = (mean + (weight * f(a, b)), square + (weight * f(a, b) * f(a, b)));
            }
        }
        return (mean, Math.Sqrt(Math.Max(0, square - (mean * mean))));
    }

    /// <summary>Q has orthonormal rows or columns where there are fewer or more dimensions than latents: a
    /// latent left out costs nothing of h, a dimension of noise its variance.</summary>
    [Fact]
    public void Fewer_and_more_dimensions_than_latents_are_read()
    {
        Matrix z = Grid(-1, 1, -1, 1);
        Matrix one = new(z.Rows, 1, z.Times(Rotation(25)).Column(0));
        Assert.Equal(0, Identify("procrustes.latents", z, one).Value, 1e-12);
        Matrix three = new(z.Rows, 3);
        for (int i = 0; i < z.Rows; i++)
            (three[i, 0], three[i, 1], three[i, 2]) = (-z[i, 1], 2 * z[i, 0] * z[i, 1], z[i, 0]);
        Assert.Equal(4, Identify("procrustes.latents", z, three).Value, 1e-12);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(-0.5)]
    public void A_correlation_without_a_gap_is_refused(double rho)
    {
        Reading reading = Read(
            "lejepa-bound", new Specimen(Square()) { View = Square(), PairCorrelation = rho });
        Assert.True(double.IsNaN(reading.Value));
        Assert.Contains("between 0 and 1", reading.Remark, StringComparison.Ordinal);
    }

    private static Matrix Square() => Grid(-1, 1, -1, 1);

    /// <summary>The columns of a 2 × 2 design, four times over: unit variances, correlation c.</summary>
    private static (Matrix Left, Matrix Right) Correlated(double c)
    {
        Matrix grid = Square();
        return (new Matrix(grid.Rows, 1, grid.Column(0)), new Matrix(
            grid.Rows, 1, [.. Enumerable.Range(0, grid.Rows).Select(
                i => (c * grid[i, 0]) + (Math.Sqrt(1 - (c * c)) * grid[i, 1]))]));
    }

    private static IReadOnlyList<PartReading> Parts(string meter, Specimen specimen) =>
        Meters.All.Get(meter).BuildDefault().ReadParts(specimen, Key.Split(meter), Crew);

    private static Dictionary<string, double> Named(string meter, Specimen specimen) =>
        Parts(meter, specimen).ToDictionary(p => p.Part, p => p.Reading.Value);
}
