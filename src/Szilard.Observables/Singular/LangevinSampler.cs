using Szilard.Parts;
using Szilard.Tensors;
using Szilard.Tensors.Kernels;

namespace Szilard.Observables.Singular;

/// <summary>Stochastic gradient Langevin dynamics from one point, in several chains.</summary>
public static class LangevinSampler
{
    /// <summary>A direction of stiffness a is multiplied by 1 − εa/2 at each step: from εa = 4 on it
    /// grows.</summary>
    public const double StabilityLimit = 4;

    /// <summary>Samples. Chain c draws from its own child of the key, so that the losses do not depend on how
    /// many potentials or threads there are.</summary>
    /// <param name="potentials">Copies of one potential; each is asked by one thread at a time. Their number
    /// is the most chains that walk at once.</param>
    /// <param name="start">w*, where all chains begin and to which γ pulls.</param>
    /// <param name="settings">How.</param>
    /// <param name="key">All randomness.</param>
    /// <param name="workers">Threads.</param>
    /// <param name="stop">Ends it early.</param>
    /// <exception cref="SzilardException">The settings cannot be used, or the step is unstable at the start:
    /// ε·a ≥ 4; the message gives the number and the greatest step.</exception>
    /// <exception cref="OperationCanceledException">It was stopped.</exception>
    public static LangevinTrace Run(
        IReadOnlyList<Potential> potentials, double[] start, LangevinSettings settings, RandomKey key,
        Workers workers, CancellationToken stop = default)
    {
        ArgumentOutOfRangeException.ThrowIfZero(potentials.Count);
        ArgumentOutOfRangeException.ThrowIfNotEqual(start.Length, potentials[0].Dimensions);
        settings.Checked();
        double curvature = Curvature.Largest(potentials[0], start, key.Split("curvature"));
        Demand(settings, curvature);
        var losses = new double[settings.Chains][];
        int together = Math.Min(potentials.Count, settings.Chains);
        workers.Run(together, first =>
        {
            for (int chain = first; chain < settings.Chains; chain += together)
                losses[chain] = Walk(potentials[first], start, settings, key.Split("chain", chain), stop);
        });
        stop.ThrowIfCancellationRequested();
        return new LangevinTrace(settings, Value(potentials[0], start), curvature, losses);
    }

    /// <summary>Refuses a step that cannot stay at the start.</summary>
    private static void Demand(LangevinSettings settings, double curvature)
    {
        double stiffness = settings.Stiffness(curvature);
        if (!(settings.Step * stiffness < StabilityLimit))
            throw new SzilardException(
                $"ε·a = {settings.Step:G4} × {stiffness:G4} = {settings.Step * stiffness:G4}, with a = nβ·h "
                    + $"+ γ and the largest curvature h = {curvature:G4}: from {StabilityLimit} on the walk "
                    + $"diverges. Use a step below {0.2 * StabilityLimit / stiffness:G2}, or a smaller nβ.");
    }

    private static double Value(Potential potential, double[] start) =>
        potential.Value(start, new double[start.Length]);

    /// <summary>The losses that one chain keeps; fewer than asked for where a loss was not finite.</summary>
    private static double[] Walk(
        Potential potential, double[] start, LangevinSettings settings, RandomKey key, CancellationToken stop)
    {
        double[] w = [.. start], gradient = new double[w.Length];
        List<double> kept = new(settings.Draws);
        RandomStream random = key.Stream();
        long last = settings.BurnIn + ((long)settings.Draws * settings.Thinning);
        potential.Value(w, gradient);
        for (long step = 1; step <= last && !stop.IsCancellationRequested; step++)
        {
            Move(w, start, gradient, settings, ref random);
            double loss = potential.Value(w, gradient);
            if (!double.IsFinite(loss))
                break;
            if (step > settings.BurnIn && (step - settings.BurnIn) % settings.Thinning == 0)
                kept.Add(loss);
        }
        return [.. kept];
    }

    private static void Move(
        double[] w, double[] start, double[] gradient, LangevinSettings settings, ref RandomStream random)
    {
        double push = 0.5 * settings.Step * settings.InverseTemperature;
        double pull = 0.5 * settings.Step * settings.Localisation, noise = Math.Sqrt(settings.Step);
        bool walled = double.IsFinite(settings.Wall);
        for (int i = 0; i < w.Length; i++)
        {
            double off = w[i] - start[i];
            off += (noise * random.NextNormal()) - (push * gradient[i]) - (pull * off);
            w[i] = start[i] + (walled ? Reflected(off, settings.Wall) : off);
        }
    }

    /// <summary>Folded back into [−wall, wall] as often as it takes.</summary>
    private static double Reflected(double off, double wall)
    {
        double within = Math.Abs(off + wall) % (4 * wall);
        return within <= 2 * wall ? within - wall : (3 * wall) - within;
    }
}
