using Szilard.Physics.Networks;

namespace Szilard.Physics.Tests.Networks;

/// <summary>What every body can be asked, and the slow way to know the answers.</summary>
internal static class BodyProbe
{
    public static double[] Rest<TState>(IBody<double, TState> body, double[] inputs, int count) =>
        body.Read(body.Relax(body.Start(count), inputs, Clamp.Free).State);

    /// <summary>All parameters' currents in one row.</summary>
    public static double[] Currents<TState>(
        IBody<double, TState> body, double[] inputs, int count, Clamp clamp)
    {
        (TState state, _) = body.Relax(body.Start(count), inputs, Clamp.Free);
        (state, Relaxation how) = body.Relax(state, inputs, clamp);
        Assert.True(how.Converged, $"{how}");
        double[][] currents = [.. body.Parameters.Select(p => new double[p.Values.Length])];
        body.Currents(state, inputs, currents);
        return [.. currents.SelectMany(c => c)];
    }

    /// <summary>dC/dθ by the body's adjoint.</summary>
    public static double[] Exact<TState>(
        IBody<double, TState> body, double[] inputs, int count, ICost cost)
    {
        (TState rest, _) = body.Relax(body.Start(count), inputs, Clamp.Free);
        double[][] gradients = [.. body.Parameters.Select(p => new double[p.Values.Length])];
        ((IDifferentiableBody<double, TState>)body).Differentiate(rest, inputs, cost, gradients);
        return [.. gradients.SelectMany(g => g)];
    }

    /// <summary>Central differences of a function of all parameters.</summary>
    public static double[] Differences<TState>(
        IBody<double, TState> body, Func<double> value, double h = 1e-5)
    {
        List<double> slopes = [];
        foreach (BodyParameter<double> parameter in body.Parameters)
            for (int i = 0; i < parameter.Values.Length; i++)
            {
                double kept = parameter.Values[i];
                parameter.Values[i] = kept + h;
                double up = value();
                parameter.Values[i] = kept - h;
                double down = value();
                parameter.Values[i] = kept;
                slopes.Add((up - down) / (2 * h));
            }
        return [.. slopes];
    }

    /// <summary>Mean cost at rest.</summary>
    public static double MeanCost<TState>(
        IBody<double, TState> body, double[] inputs, int count, ICost cost) =>
        cost.Value(Rest(body, inputs, count), count) / count;

    /// <summary>Equilibrium propagation, one-sided.</summary>
    public static double[] Nudged<TState>(
        IBody<double, TState> body, double[] inputs, int count, ICost cost, double beta) =>
        Scaled(
            Currents(body, inputs, count, new Nudge(beta, cost)), Currents(body, inputs, count, Clamp.Free),
            1 / beta);

    /// <summary>Equilibrium propagation, centred.</summary>
    public static double[] Centred<TState>(
        IBody<double, TState> body, double[] inputs, int count, ICost cost, double beta) =>
        Scaled(
            Currents(body, inputs, count, new Nudge(beta, cost)),
            Currents(body, inputs, count, new Nudge(-beta, cost)), 0.5 / beta);

    /// <summary>Coupled learning: outputs held a fraction of the way to their targets.</summary>
    public static double[] Coupled<TState>(
        IBody<double, TState> body, double[] inputs, int count, double[] targets, double fraction)
    {
        double[] held = [.. Rest(body, inputs, count).Zip(targets, (y, t) => y + (fraction * (t - y)))];
        return Scaled(
            Currents(body, inputs, count, new Hold(held)), Currents(body, inputs, count, Clamp.Free),
            1 / fraction);
    }

    public static double Cosine(double[] a, double[] b) => Dot(a, b) / Math.Sqrt(Dot(a, a) * Dot(b, b));

    public static double RelativeError(double[] estimate, double[] exact)
    {
        double[] error = [.. estimate.Zip(exact, (e, x) => e - x)];
        return Math.Sqrt(Dot(error, error) / Dot(exact, exact));
    }

    private static double Dot(double[] a, double[] b) => a.Zip(b, (x, y) => x * y).Sum();

    private static double[] Scaled(double[] a, double[] b, double factor) =>
        [.. a.Zip(b, (x, y) => factor * (x - y))];
}
