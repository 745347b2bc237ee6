using Szilard.Parts;
using Szilard.Physics.Networks;
using Szilard.Physics.Networks.Graphs;
using Szilard.Physics.Networks.Ising;

namespace Szilard.Physics.Tests.Networks;

public sealed class IsingTests
{
    /// <summary>A ring of n spins: Z = (2 cosh J)ⁿ + (2 sinh J)ⁿ.</summary>
    [Fact]
    public void A_ring_has_the_free_energy_of_its_transfer_matrix()
    {
        const double J = 0.7;
        Edge[] edges = [.. Enumerable.Range(0, 10).Select(i => new Edge(i, (i + 1) % 10))];
        IsingNetwork body = new(new Graph(10, edges), [.. edges.Select(_ => J)], new double[10], [], [0]);
        (IsingState state, _) = body.Relax(body.Start(1), [], Clamp.Free);
        double z = Math.Pow(2 * Math.Cosh(J), 10) + Math.Pow(2 * Math.Sinh(J), 10);
        Assert.Equal(-Math.Log(z), body.Energy(state, []), 1e-12);
        double t = Math.Tanh(J), pair = (t + Math.Pow(t, 9)) / (1 + Math.Pow(t, 10));
        Assert.All(state.Pairs, p => Assert.Equal(pair, p, 1e-12));
    }

    [Fact]
    public void Averages_are_sums_over_all_configurations()
    {
        IsingNetwork body = Laboratory.Ising(2, 3, 3);
        double[] inputs = [0.7, -1];
        (IsingState state, _) = body.Relax(body.Start(1), inputs, Clamp.Free);
        (double[] spins, double[] pairs, double z) = Enumerate(body, inputs, _ => true);
        Assert.All(state.Spins.Zip(spins), p => Assert.Equal(p.Second, p.First, 1e-12));
        Assert.All(state.Pairs.Zip(pairs), p => Assert.Equal(p.Second, p.First, 1e-12));
        Assert.Equal(-Math.Log(z), body.Energy(state, inputs), 1e-12);
    }

    [Fact]
    public void The_likelihood_is_the_probability_of_the_configuration()
    {
        IsingNetwork body = Laboratory.Ising(2, 3, 3);
        double[] inputs = [0.7, -1], outputs = [1, -1, -1];
        double all = Enumerate(body, inputs, _ => true).Z;
        double held = Enumerate(body, inputs, s => s[2] == 1 && s[3] == -1 && s[4] == -1).Z;
        Assert.Equal(Math.Log(held / all), body.LogLikelihood(inputs, outputs, 1), 1e-12);
    }

    /// <summary>Ackley, Hinton, Sejnowski 1985: ⟨s_i s_j⟩ clamped less ⟨s_i s_j⟩ free.</summary>
    [Fact]
    public void Clamped_less_free_currents_are_the_gradient_of_the_likelihood()
    {
        IsingNetwork body = Laboratory.Ising(2, 3, 3);
        double[] inputs = [0.7, -1, 1, 1], outputs = [1, -1, -1, -1, 1, -1];
        double[] slopes = BodyProbe.Differences(body, () => body.LogLikelihood(inputs, outputs, 2));
        double[] free = BodyProbe.Currents(body, inputs, 2, Clamp.Free);
        double[] held = BodyProbe.Currents(body, inputs, 2, new Hold(outputs));
        Assert.True(BodyProbe.RelativeError([.. free.Zip(held, (f, c) => f - c)], slopes) < 1e-8);
    }

    [Fact]
    public void What_cannot_be_is_refused_with_its_reason()
    {
        Refused("2^17", () => new IsingNetwork(new Graph(17, []), [], new double[17], [], [0]));
        Refused("given 2 times", () => new IsingNetwork(new Graph(2, []), [], [0, 0], [1], [1]));
        Refused("[−1, 1]", () => BodyProbe.Currents(Laboratory.Ising(1, 1, 1), [1], 1, new Hold([1.5])));
        Refused("is NaN", () => BodyProbe.Currents(Laboratory.Ising(1, 1, 1), [double.NaN], 1, Clamp.Free));
    }

    private static void Refused(string why, Func<object> act) =>
        Assert.Contains(why, Assert.Throws<SzilardException>(act).Message);

    private static (double[] Spins, double[] Pairs, double Z) Enumerate(
        IsingNetwork body, double[] inputs, Func<double[], bool> admits)
    {
        double[] j = body.Parameters[0].Values, h = body.Parameters[1].Values;
        double[] spins = new double[h.Length], pairs = new double[j.Length];
        double z = 0;
        for (int c = 0; c < 1 << (h.Length - inputs.Length); c++)
        {
            double[] s = [.. inputs, .. Enumerable.Range(0, h.Length - inputs.Length)
                .Select(b => (c >> b & 1) == 0 ? 1.0 : -1)];
            double[] products = [.. from a in Enumerable.Range(0, s.Length)
                                    from b in Enumerable.Range(a + 1, s.Length - a - 1)
                                    select s[a] * s[b]];
            double weight = admits(s)
                ? Math.Exp(products.Zip(j, (p, x) => p * x).Sum() + s.Zip(h, (p, x) => p * x).Sum())
                : 0;
            z += weight;
            spins = [.. spins.Zip(s, (sum, v) => sum + (weight * v))];
            pairs = [.. pairs.Zip(products, (sum, v) => sum + (weight * v))];
        }
        return ([.. spins.Select(v => v / z)], [.. pairs.Select(v => v / z)], z);
    }
}
