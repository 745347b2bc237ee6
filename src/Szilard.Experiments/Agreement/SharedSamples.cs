using Szilard.Experiments.Plans;
using Szilard.Learners;
using Szilard.Observables;
using Szilard.Observables.Agreement;
using Szilard.Observables.Identifiability;
using Szilard.Parts;
using Szilard.Tensors;
using Szilard.Worlds;

namespace Szilard.Experiments.Agreement;

/// <summary>The samples of one world that all models are shown, with what is true of them.</summary>
/// <param name="Situations">Test samples.</param>
/// <param name="Key">Randomness of meters.</param>
public sealed record SharedSamples(Situations Situations, RandomKey Key)
{
    /// <summary>Fresh test samples of a world; they depend on world, number and key alone.</summary>
    /// <param name="world">The world.</param>
    /// <param name="count">How many.</param>
    /// <param name="key">Randomness.</param>
    public static SharedSamples Of(IWorld world, int count, RandomKey key) =>
        new(world.Sample(count, Split.Test, key.Split("samples")), key.Split("meters"));

    /// <summary>A learner's arrays on the samples, with its structural agreement where causes are
    /// known.</summary>
    /// <param name="plan">The learner's parts; its world is that of the samples.</param>
    /// <param name="state">The learner.</param>
    /// <param name="name">What tables call it.</param>
    /// <param name="layers">Whether each layer is looked at.</param>
    /// <exception cref="SzilardException">Layers were asked for, but the learner has none.</exception>
    public AgreementSubject Seen(RunPlan plan, LearnerState state, string name, bool layers)
    {
        Batch observations = plan.Views.Plain(Situations);
        Matrix representation = plan.Learner.Encode(state, observations).ToMatrix();
        int count = layers ? plan.Learner.Layers(state) : 0;
        if (layers && count == 0)
            throw new SzilardException($"`{name}` has no layers to look at; leave out `--layers`.");
        return new AgreementSubject(name, representation)
        {
            Layers =
            [
                .. Enumerable.Range(1, count)
                    .Select(l => plan.Learner.EncodeLayer(state, observations, l).ToMatrix()),
            ],
            Structural = Structural(representation, plan),
        };
    }

    private IReadOnlyList<NamedReading> Structural(Matrix representation, RunPlan plan)
    {
        Specimen specimen = new(representation) { Latents = Situations.Latents };
        return Situations.Latents is null || Specimens.Faults(specimen).Count > 0
            ? []
            : MeterRun.ReadAll(specimen, [AffineR2.Uniform, Mcc.Pearson], Key, plan.Workers);
    }
}
