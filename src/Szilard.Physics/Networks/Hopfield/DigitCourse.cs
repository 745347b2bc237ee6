using Szilard.Physics.Rules;
using Szilard.Tensors;
using Szilard.Tensors.Kernels;

namespace Szilard.Physics.Networks.Hopfield;

/// <summary>Labelled samples.</summary>
/// <param name="Inputs">samples × inputs.</param>
/// <param name="Labels">One class 0 … k − 1 for each sample.</param>
public sealed record LabelledSamples(float[] Inputs, int[] Labels);

/// <summary>What one pass over labelled samples gave.</summary>
/// <param name="Error">Share of samples whose greatest output at rest was not their label; in training,
/// before the step that the sample took part in.</param>
/// <param name="Cost">Mean cost at rest.</param>
/// <param name="Activity">What each parameter felt, summed over the steps; empty without learning.</param>
/// <param name="Diverged">What was not finite; null where all was. The pass ended there.</param>
public sealed record PassReading(
    double Error, double Cost, IReadOnlyList<Activity> Activity, string? Diverged)
{
    /// <summary>The numbers of the parameters whose thresholds let nothing through in the whole
    /// pass.</summary>
    public IEnumerable<int> Frozen => Enumerable.Range(0, Activity.Count).Where(p => Activity[p].Frozen);
}

/// <summary>Classification by a layered network: passes over samples in their given order, in batches, each
/// sample relaxing on from where it last came to rest.</summary>
/// <param name="body">The network.</param>
/// <param name="rule">How it learns.</param>
/// <param name="rates">One for each parameter.</param>
/// <param name="batch">Samples per step, ≥ 1.</param>
/// <param name="workers">The threads.</param>
public sealed class DigitCourse(
    LayeredHopfield<float> body, Rule rule, IReadOnlyList<double> rates, int batch, Workers workers)
{
    private readonly Teacher<float, HopfieldState<float>> _teacher =
        new(new Estimator<float, HopfieldState<float>>(body, rule, workers), rates);

    /// <summary>The network.</summary>
    public LayeredHopfield<float> Body => body;

    /// <summary>The course of the published digits: 784-500-10, temporal contrast with nine levels and a
    /// threshold for each parameter, batches of 20.</summary>
    /// <param name="key">For the weights.</param>
    /// <param name="workers">The threads.</param>
    /// <param name="wrap">False for the published sum; true for the whole period.</param>
    /// <param name="rule">Another rule instead, with everything else the same.</param>
    public static DigitCourse Published(
        RandomKey key, Workers workers, bool wrap = false, Rule? rule = null) =>
        new(
            new LayeredHopfield<float>([784, 500, 10], HopfieldPace.Published, key, workers),
            rule ?? PublishedRule(wrap), [0.1, 0.1, 0.05, 0.05], 20, workers);

    /// <summary>Temporal contrast with the published thresholds.</summary>
    public static TemporalContrast PublishedRule(bool wrap = false) =>
        new(0.5, NudgeSign.Random, CycleResponse.Published(wrap))
        {
            Thresholds = new Dictionary<string, double>
            {
                ["weight-1"] = 1.2e-6,
                ["bias-1"] = 1e-5,
                ["weight-2"] = 2e-5,
                ["bias-2"] = 2e-4,
            },
        };

    /// <summary>One pass that learns.</summary>
    /// <param name="samples">What to learn; a last incomplete batch is learned too.</param>
    /// <param name="particles">Where samples relax from and to; null starts each from zero.</param>
    /// <param name="key">For random signs, a new one for every pass.</param>
    public PassReading Learn(LabelledSamples samples, PersistentParticles<float>? particles, RandomKey key)
    {
        Tally tally = new(samples.Labels, body.Outputs);
        foreach ((int first, int count) in Batches(samples.Labels.Length))
        {
            LessonOutcome<HopfieldState<float>> outcome = _teacher.Learn(
                particles?.Take(first, count) ?? body.Start(count), Inputs(samples, first, count),
                tally.CostOf(first, count), key.Split("batch", first));
            particles?.Keep(first, outcome.Rest);
            tally.Add(first, outcome.Outputs, outcome.Cost, outcome.Activity);
            if (outcome.Diverged is not null)
                return tally.Read(outcome.Diverged);
        }
        return tally.Read(null);
    }

    /// <summary>One pass that only looks.</summary>
    public PassReading Examine(LabelledSamples samples, PersistentParticles<float>? particles)
    {
        Tally tally = new(samples.Labels, body.Outputs);
        foreach ((int first, int count) in Batches(samples.Labels.Length))
        {
            (HopfieldState<float> rest, _) = body.Relax(
                particles?.Take(first, count) ?? body.Start(count), Inputs(samples, first, count),
                Clamp.Free);
            particles?.Keep(first, rest);
            double[] outputs = Array.ConvertAll(body.Read(rest), y => (double)y);
            tally.Add(first, outputs, tally.CostOf(first, count).Value(outputs, count) / count, []);
        }
        return tally.Read(null);
    }

    private ReadOnlySpan<float> Inputs(LabelledSamples samples, int first, int count) =>
        samples.Inputs.AsSpan(first * body.Inputs, count * body.Inputs);

    private IEnumerable<(int First, int Count)> Batches(int samples)
    {
        for (int first = 0; first < samples; first += batch)
            yield return (first, Math.Min(batch, samples - first));
    }

    /// <summary>Counts errors and adds up.</summary>
    private sealed class Tally(int[] labels, int classes)
    {
        private readonly List<Activity> _activity = [];
        private int _seen, _wrong;
        private double _cost;

        public SquaredError CostOf(int first, int count)
        {
            var targets = new double[count * classes];
            for (int i = 0; i < count; i++)
                targets[(i * classes) + labels[first + i]] = 1;
            return new SquaredError(targets);
        }

        public void Add(int first, double[] outputs, double cost, IReadOnlyList<Activity> activity)
        {
            int count = outputs.Length / classes;
            for (int i = 0; i < count; i++)
            {
                ReadOnlySpan<double> scores = outputs.AsSpan(i * classes, classes);
                int best = System.Numerics.Tensors.TensorPrimitives.IndexOfMax(scores);
                _wrong += best == labels[first + i] ? 0 : 1;
            }
            (_seen, _cost) = (_seen + count, _cost + (count * cost));
            for (int p = 0; p < activity.Count; p++)
            {
                if (p == _activity.Count)
                    _activity.Add(default);
                _activity[p] += activity[p];
            }
        }

        public PassReading Read(string? diverged) =>
            new((double)_wrong / Math.Max(1, _seen), _cost / Math.Max(1, _seen), [.. _activity], diverged);
    }
}
