using Szilard.Physics.Networks;
using Szilard.Physics.Networks.Resistors;
using Szilard.Physics.Networks.Springs;

namespace Szilard.Physics.Tests.Networks;

/// <summary>What holds for every body: its currents are derivatives of its energy, its adjoint is the
/// derivative of its cost, and learning rules approach that as their nudge vanishes.</summary>
public sealed class AdjointTests
{
    public static TheoryData<string> Bodies =>
        ["drop", "current", "diodes", "springs-2", "springs-3", "ising"];

    [Theory, MemberData(nameof(Bodies))]
    public void Currents_are_derivatives_of_the_energy_at_rest(string name) => With(name, new Envelope());

    [Theory, MemberData(nameof(Bodies))]
    public void The_adjoint_is_the_derivative_of_the_cost(string name) => With(name, new Derivative());

    [Theory, MemberData(nameof(Bodies))]
    public void Equilibrium_propagation_errs_by_the_first_order_of_the_nudge(string name) =>
        With(name, new OneSided());

    [Theory, MemberData(nameof(Bodies))]
    public void Centred_equilibrium_propagation_errs_by_the_second_order(string name) =>
        With(name, new TwoSided());

    [Theory, MemberData(nameof(Bodies))]
    public void A_nudge_minimises_energy_and_cost_together(string name) => With(name, new Stationary());

    [Theory, MemberData(nameof(Bodies))]
    public void Outputs_that_are_held_stay_where_they_are_held(string name) => With(name, new Held());

    private static void With(string name, IClaim claim)
    {
        double[] bent = Laboratory.Uniform(8, -0.3, 0.3, "targets");
        if (name is "drop" or "current")
            claim.Check(
                Laboratory.Resistors(name == "drop" ? Drive.Drop : Drive.Current),
                Laboratory.Uniform(6, -1, 1, "inputs"), 3, bent[..6]);
        else if (name == "diodes")
            claim.Check(Laboratory.Diodes(), Laboratory.Uniform(6, -1, 1, "inputs"), 3, bent[..6]);
        else if (name == "ising")
            claim.Check(Laboratory.Ising(2, 2, 3), [1, -1, -1, 1, 0.4, 1], 3, bent[..6]);
        else
            claim.Check(
                Laboratory.Springs(name == "springs-2" ? 2 : 3, SpringAdaptation.Both), [0.1, -0.05], 2,
                [.. bent[..4].Select(t => 0.2 * t)]);
    }

    private interface IClaim
    {
        void Check<TState>(
            IBody<double, TState> body, double[] inputs, int count, double[] targets);
    }

    private sealed class Envelope : IClaim
    {
        public void Check<TState>(
            IBody<double, TState> body, double[] inputs, int count, double[] targets)
        {
            double[] slopes = BodyProbe.Differences(
                body, () => body.Energy(body.Relax(body.Start(count), inputs, Clamp.Free).State, inputs));
            double[] currents = BodyProbe.Currents(body, inputs, count, Clamp.Free);
            Assert.True(BodyProbe.RelativeError(currents, slopes) < 1e-6);
        }
    }

    private sealed class Derivative : IClaim
    {
        public void Check<TState>(
            IBody<double, TState> body, double[] inputs, int count, double[] targets)
        {
            BentCost cost = new(targets, 0.5, 0.3);
            double[] slopes = BodyProbe.Differences(
                body, () => BodyProbe.MeanCost(body, inputs, count, cost));
            double error = BodyProbe.RelativeError(BodyProbe.Exact(body, inputs, count, cost), slopes);
            Assert.True(error < 1e-6, $"{error}");
        }
    }

    private sealed class OneSided : IClaim
    {
        public void Check<TState>(
            IBody<double, TState> body, double[] inputs, int count, double[] targets)
        {
            BentCost cost = new(targets, 0.5, 0.3);
            double[] exact = BodyProbe.Exact(body, inputs, count, cost);
            double[] errors = [.. ((double[])[2e-3, 1e-3]).Select(beta =>
                BodyProbe.RelativeError(BodyProbe.Nudged(body, inputs, count, cost, beta), exact))];
            Assert.InRange(errors[0] / errors[1], 1.8, 2.2);
            Assert.True(errors[1] < 0.02, $"{errors[1]}");
        }
    }

    private sealed class TwoSided : IClaim
    {
        public void Check<TState>(
            IBody<double, TState> body, double[] inputs, int count, double[] targets)
        {
            BentCost cost = new(targets, 0.5, 0.3);
            double[] exact = BodyProbe.Exact(body, inputs, count, cost);
            double[][] estimates = [.. ((double[])[2e-2, 1e-2]).Select(beta =>
                BodyProbe.Centred(body, inputs, count, cost, beta))];
            double[] errors = [.. estimates.Select(e => BodyProbe.RelativeError(e, exact))];
            Assert.InRange(errors[0] / errors[1], 3.6, 4.4);
            Assert.True(1 - BodyProbe.Cosine(estimates[1], exact) < 1e-4, $"{string.Join(", ", errors)}");
        }
    }

    /// <summary>The derivative of min F over β is the cost (envelope theorem): a check of the whole nudged
    /// state that knows nothing of how it was found.</summary>
    private sealed class Stationary : IClaim
    {
        public void Check<TState>(
            IBody<double, TState> body, double[] inputs, int count, double[] targets)
        {
            BentCost cost = new(targets, 0.5, 0.3);
            double[] total = [.. ((double[])[0.0499, 0.05, 0.0501]).Select(beta =>
            {
                (TState state, Relaxation how) =
                    body.Relax(body.Start(count), inputs, new Nudge(beta, cost));
                Assert.True(how.Converged, $"{how}");
                double value = cost.Value(body.Read(state), count) / count;
                return beta == 0.05 ? value : body.Energy(state, inputs) + (beta * value);
            })];
            Assert.Equal(total[1], (total[2] - total[0]) / 0.0002, 1e-6 * Math.Max(1, Math.Abs(total[1])));
        }
    }

    private sealed class Held : IClaim
    {
        public void Check<TState>(
            IBody<double, TState> body, double[] inputs, int count, double[] targets)
        {
            (TState state, Relaxation how) = body.Relax(body.Start(count), inputs, new Hold(targets));
            Assert.True(how.Converged && how.Residual < 1e-10, $"{how}");
            Assert.All(body.Read(state).Zip(targets), p => Assert.Equal(p.Second, p.First, 1e-10));
            double free = body.Energy(body.Relax(body.Start(count), inputs, Clamp.Free).State, inputs);
            Assert.True(body.Energy(state, inputs) > free);
        }
    }
}
