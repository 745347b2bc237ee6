using Szilard.Parts;
using Szilard.Physics.Synapses.Kernels;

namespace Szilard.Physics.Tests.Synapses;

/// <summary>What every kernel of the catalogue must keep, against quadrature of its own K(t) and
/// impulses.</summary>
public sealed class KernelContractTests
{
    public static TheoryData<string> Names => [.. Kernel.Catalogue.Cards.Select(c => c.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void Area_and_first_moment_are_the_integrals_of_the_kernel(string name)
    {
        Kernel kernel = Kernel.Catalogue.Get(name).BuildDefault();
        double scale = Simpson(kernel, t => Math.Abs(kernel.Value(t)))
            + kernel.Impulses.Sum(i => Math.Abs(i.Weight));
        double area = Simpson(kernel, kernel.Value) + kernel.Impulses.Sum(i => i.Weight);
        double moment = Simpson(kernel, t => t * kernel.Value(t))
            + kernel.Impulses.Sum(i => i.Weight * i.Time);
        Assert.Equal(area, kernel.Area, 1e-9 * scale);
        Assert.Equal(moment, kernel.FirstMoment, 1e-9 * scale);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Tails_are_integrals_of_the_rest_of_the_kernel(string name)
    {
        Kernel kernel = Kernel.Catalogue.Get(name).BuildDefault();
        double t = 0.013 * kernel.Extent, scale = kernel.Impulses.Sum(i => Math.Abs(i.Weight))
            + Simpson(kernel, x => Math.Abs(kernel.Value(x)));
        Tails tails = kernel.TailsAt(t);
        double Rest(Func<double, double> weight) =>
            Simpson(kernel, x => weight(x - t) * kernel.Value(x), t)
            + kernel.Impulses.Where(i => i.Time > t).Sum(i => i.Weight * weight(i.Time - t));
        Assert.Equal(Rest(_ => 1), tails.Zeroth, 1e-9 * scale);
        Assert.Equal(Rest(x => x), tails.First, 1e-9 * scale);
        Assert.Equal(Rest(x => x * x / 2), tails.Second, 1e-9 * scale);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Step_and_ramp_responses_begin_at_rest_and_end_at_area_and_moment(string name)
    {
        Kernel kernel = Kernel.Catalogue.Get(name).BuildDefault();
        double end = kernel.Extent, scale = Math.Abs(kernel.FirstMoment);
        Assert.Equal(0, kernel.Step(-1e-9));
        Assert.Equal(0, kernel.Ramp(0), 1e-12 * scale);
        Assert.Equal(kernel.Area, kernel.Step(end), 1e-12 * scale / kernel.TimeScale);
        Assert.Equal((kernel.Area * end) - kernel.FirstMoment, kernel.Ramp(end), 1e-11 * scale);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_normalized_kernel_has_first_moment_minus_one(string name)
    {
        Kernel kernel = Kernel.Catalogue.Get(name).BuildDefault().Normalized();
        Assert.Equal(-1, kernel.FirstMoment, 1e-12);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Every_card_says_where_it_comes_from(string name)
    {
        PartCard card = Kernel.Catalogue.Get(name).Card;
        Assert.All(
            [card.Summary, card.Source, card.Formula, card.Convention], text => Assert.NotEqual("", text));
    }

    /// <summary>Composite Simpson on 24 parts of each mesh interval: cells of a sampled kernel are mesh
    /// intervals, and their right ends belong to the next cell, so ends are taken just inside.</summary>
    private static double Simpson(Kernel kernel, Func<double, double> f, double from = 0)
    {
        double sum = 0;
        double[] edges = [from, .. kernel.Mesh.Where(t => t > from)];
        for (int i = 1; i < edges.Length; i++)
            sum += Interval(edges[i - 1], edges[i], f);
        return sum;
    }

    private static double Interval(double a, double b, Func<double, double> f)
    {
        const int Parts = 24;
        double h = (b - a) / Parts, sum = f(a) + f(b - (1e-9 * (b - a)));
        for (int k = 1; k < Parts; k++)
            sum += (k % 2 == 1 ? 4 : 2) * f(a + (k * h));
        return sum * h / 3;
    }
}
