using Szilard.Parts;
using Szilard.Physics.Networks;
using Szilard.Tensors;
using Szilard.Tensors.Kernels;

namespace Szilard.Physics.Rules;

/// <summary>Synapses with memory: the clamp goes up fast and down slowly through levels, each current passes
/// a kernel, and only what passes a threshold moves the parameter. No state is stored and no sign is
/// switched.
/// </summary>
/// <param name="Beta">|β| &gt; 0 of the full clamp.</param>
/// <param name="Sign">Positive, negative or random.</param>
/// <param name="Response">Protocol and kernel.</param>
public sealed partial record TemporalContrast(double Beta, NudgeSign Sign, CycleResponse Response) : LocalRule
{
    private const int MedianSample = 4096;

    /// <summary>g.</summary>
    public SynapseNonlinearity Nonlinearity { get; init; } = SynapseNonlinearity.HardThreshold;

    /// <summary>θ of parameters by name, in units of u; those not named have an automatic one.</summary>
    public IReadOnlyDictionary<string, double> Thresholds { get; init; } = new Dictionary<string, double>();

    /// <summary>Automatic θ of a parameter: this times the median |change| of its values that change at all,
    /// found anew in each step.</summary>
    public double RelativeThreshold { get; init; } = 1.2e-3;

    /// <summary>Factor of ∮ g(u) dt / β in the estimate; 5000 as published, where a change inside the window
    /// counts 2.2 times.</summary>
    public double Scale { get; init; } = 5000;

    /// <summary>What one synapse dissipates in one cycle to have its memory, in k_B T; NaN where its kernel
    /// is no Markov process, so that nothing is known of it.</summary>
    public double CycleDissipation { get; init; } = double.NaN;

    /// <inheritdoc/>
    public override PartCard Card => Part.Card;

    /// <inheritdoc/>
    public override IReadOnlyList<Clamp> Clamps(
        ICost cost, ReadOnlySpan<double> free, int count, RandomKey key)
    {
        double beta = Beta * RandomSign.Draw(Sign, key);
        return
        [
            .. Enumerable.Range(0, Response.Levels).Select(
                i => new Nudge(beta * i / (Response.Levels - 1), cost)),
        ];
    }

    /// <summary>Up through all levels, down through the same, and let go.</summary>
    public override IReadOnlyList<int> Course(IReadOnlyList<Clamp> clamps) =>
        [.. Enumerable.Range(0, clamps.Count), .. Enumerable.Range(0, clamps.Count - 1).Reverse(), AtRest];

    /// <inheritdoc/>
    public override Activity Estimate<T>(
        string parameter, IReadOnlyList<Clamp> clamps, IReadOnlyList<T[]> currents, Span<T> estimate,
        Workers workers)
    {
        double threshold = ThresholdOf(
            parameter, i => double.CreateTruncating(currents[^1][i] - currents[0][i]), estimate.Length);
        (long changed, long updated) = SynapseIntegral.Gather(
            workers, Response.At<T>(), Nonlinearity, threshold, Factor(clamps), currents, estimate);
        return new Activity(changed, updated);
    }

    /// <inheritdoc/>
    public override Activity Estimate<T>(
        string parameter, IReadOnlyList<Clamp> clamps, OuterCurrents<T> currents, Span<T> estimate,
        Workers workers)
    {
        double threshold = ThresholdOf(parameter, currents.Change, estimate.Length);
        (long changed, long updated) = SynapseOuter.Gather(
            workers, Response.At<T>(), Nonlinearity, threshold, Factor(clamps), currents.Samples,
            currents.Below,
            currents.Above, -1.0 / currents.Samples, estimate);
        return new Activity(changed, updated);
    }

    /// <summary>The threshold of a parameter, given or automatic.</summary>
    /// <param name="parameter">Its name.</param>
    /// <param name="change">How the current of each of its values changes from free to clamped.</param>
    /// <param name="count">How many values it has; some 4000 at equal distances are looked at.</param>
    public double ThresholdOf(string parameter, Func<int, double> change, int count)
    {
        if (Thresholds.TryGetValue(parameter, out double given))
            return given;
        int stride = Math.Max(1, count / MedianSample);
        List<double> changes = [];
        for (int i = 0; i < count; i += stride)
        {
            double size = Math.Abs(change(i));
            if (size > 0)
                changes.Add(size);
        }
        changes.Sort();
        return changes.Count == 0 ? double.Epsilon : RelativeThreshold * changes[changes.Count / 2];
    }

    /// <summary>Refuses thresholds of parameters that a body does not have.</summary>
    /// <param name="parameters">The names of all that it has.</param>
    /// <exception cref="SzilardException">A name is not among them.</exception>
    public void CheckThresholds(IReadOnlyList<string> parameters)
    {
        if (Thresholds.Keys.FirstOrDefault(name => !parameters.Contains(name)) is { } unknown)
            throw new SzilardException(
                $"`rule.thresholds` names `{unknown}`, which this body does not have"
                    + Spelling.Hint(unknown, parameters));
    }

    private double Factor(IReadOnlyList<Clamp> clamps) => Scale / ((Nudge)clamps[^1]).Strength;
}
