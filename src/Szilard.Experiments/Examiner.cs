using System.Numerics.Tensors;
using Szilard.Experiments.Cards;
using Szilard.Experiments.Plans;
using Szilard.Learners;
using Szilard.Observables;
using Szilard.Observables.Identifiability;
using Szilard.Parts;
using Szilard.Tensors;
using Szilard.Worlds;
using Szilard.Worlds.Latents;
using Szilard.Worlds.Views;

namespace Szilard.Experiments;

/// <summary>Holds the meters to a learner's representation of samples that stay the same over the whole
/// run.</summary>
/// <param name="plan">The run.</param>
public sealed class Examiner(RunPlan plan)
{
    private readonly RandomKey _key = plan.Key.Split("examination");

    /// <summary>The readings of the curve.</summary>
    public IReadOnlyList<NamedReading> Curve(LearnerState state) => Read(
        state, plan.Evaluation.CurveSamples,
        Math.Min(2 * plan.Evaluation.CurveSamples, plan.Evaluation.ProbeSamples),
        plan.Evaluation.CurveMeters);

    /// <summary>The final readings.</summary>
    public IReadOnlyList<NamedReading> Final(LearnerState state) => Read(
        state, plan.Evaluation.Samples, plan.Evaluation.ProbeSamples, plan.Evaluation.Meters);

    /// <summary>Test samples and their representation, for pictures and export.</summary>
    public (Situations Situations, Matrix Representation) Show(LearnerState state, int count)
    {
        Situations sample = plan.World.Sample(count, Split.Test, _key);
        return (sample, Encode(state, plan.Views.Plain(sample)));
    }

    /// <summary>What the assumption card asks for. The class of the map is the very reading of the meter
    /// <c>indeterminacy</c>: same samples, same halves.</summary>
    public Examination Examine(LearnerState state)
    {
        (Situations sample, Matrix h) = Show(state, plan.Evaluation.Samples);
        Specimen specimen = new(h) { Latents = sample.Latents };
        MapClasses? map = Specimens.Faults(specimen).Count > 0
            ? null : ClassOfMap.Find(specimen);
        return new Examination(map, h, plan.Learner.Save(state));
    }

    private List<NamedReading> Read(
        LearnerState state, int samples, int fitting, IReadOnlyList<Part<IMeter>> meters)
    {
        if (meters.Count == 0)
            return [];
        (Situations sample, Matrix h) = Show(state, samples);
        if (!TensorPrimitives.IsFiniteAll<double>(h.Values))
            return [.. meters.Select(Infinite)];
        Specimen specimen = new(h)
        {
            Latents = sample.Latents,
            Labels = sample.Labels,
            Superclasses = sample.Superclasses,
            Training = Fitting(state, fitting),
            Encoder = EncoderOf(state, sample),
            Mixing = MixingOf(),
            Content = plan.Facts?.Content ?? 0,
            Ceilings = plan.Facts?.Ceilings ?? [],
        };
        List<NamedReading> readings =
            [.. MeterRun.ReadAll(specimen, meters.Where(m => !NeedsView(m)), _key, plan.Workers)];
        if (meters.Any(NeedsView) && !plan.HasTargets)
        {
            ViewPair views = plan.Views.Show(sample, _key.Split("views"));
            Specimen pair = new(Encode(state, views.Left))
            {
                View = Encode(state, views.Right),
                PairInformation = plan.Facts?.MutualInformation,
                PairCorrelation = NormalCorrelation(plan.Facts),
            };
            readings.AddRange(MeterRun.ReadAll(pair, meters.Where(NeedsView), _key, plan.Workers));
        }
        return readings;
    }

    /// <summary>ρ of the views where either view's latents are normal as the anchors' are.</summary>
    private static double? NormalCorrelation(WorldFacts? facts) =>
        facts is { Space: "real", MarginalExponent: 2, Stationary: true } ? facts.PairCorrelation : null;

    /// <summary>Probes are fitted on the training split of a dataset, never on the samples that are judged. A
    /// generated world has samples without end; the meters halve them.</summary>
    private Specimen? Fitting(LearnerState state, int count)
    {
        if (plan.Facts is not null)
            return null;
        Situations fit = plan.World.Sample(count, Split.Training, _key.Split("fitting"));
        return new Specimen(Encode(state, plan.Views.Plain(fit)))
        {
            Latents = fit.Latents,
            Labels = fit.Labels,
        };
    }

    /// <summary>The encoder as a function of vectors; images have no coordinates to step along.</summary>
    private EncoderFunction? EncoderOf(LearnerState state, Situations sample) =>
        sample.Observations is VectorObservations
            ? new EncoderFunction(
                plan.Views.Plain(sample).ToMatrix(), x => Encode(state, Batch.From(x)))
            : null;

    /// <summary>From latents to what the encoder is given. Sphere and torus are left out: their latents
    /// cannot be moved one by one.</summary>
    private Func<Matrix, Matrix>? MixingOf() =>
        plan.World is LatentWorld { Facts.Space: "real" or "box" } world
            ? z => plan.Views.Plain(new Situations(new VectorObservations(world.Mix(z)))).ToMatrix()
            : null;

    private Matrix Encode(LearnerState state, Batch observations) =>
        plan.Learner.EncodeLayer(state, observations, plan.Evaluation.Layer).ToMatrix();

    /// <summary>A diverged run still has its readings, without values.</summary>
    private static NamedReading Infinite(Part<IMeter> meter) => new(
        meter.Card.Name, meter.Card.Convention, Reading.Undefined("the representation is not finite"));

    private static bool NeedsView(Part<IMeter> meter) => (meter.BuildDefault().Needs & Evidence.View) != 0;
}
