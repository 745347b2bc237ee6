using Szilard.Experiments.Specification;
using Szilard.Learners;
using Szilard.Learners.Encoders;
using Szilard.Learners.Energies;
using Szilard.Learners.Objectives;
using Szilard.Learners.Optimisers;
using Szilard.Learners.Thermodynamics;
using Szilard.Parts;
using Szilard.Physics.Learning;
using Szilard.Physics.Rules;
using Szilard.Tensors;
using Szilard.Tensors.Kernels;
using Szilard.Worlds;
using Szilard.Worlds.Datasets;
using Szilard.Worlds.Generated;
using Szilard.Worlds.Latents;
using Szilard.Worlds.Views;

namespace Szilard.Experiments.Plans;

/// <summary>A run with all its parts built, ready to begin. It owns the device.</summary>
public sealed class RunPlan : IDisposable
{
    private readonly CpuDevice<float> _device;
    private PhysicalLearner? _body;

    private RunPlan(RunSpecification specification, long seed, string data, CpuDevice<float> device)
    {
        (Specification, Seed, Data, _device) = (specification, seed, data, device);
        Key = RandomKey.FromSeed(seed);
        Training = TrainingSettings.From(specification.Settings("training"));
        Evaluation = EvaluationSettings.From(specification.Settings("evaluation"));
        Ledger = LedgerSettings.From(specification.Settings("ledger"));
        World = BuildWorld(specification["world"], data, _device.Workers);
        Views = BuildViews(specification["views"], specification["world"].Kind, World, _device.Workers);
        ShownViews = Training.Permuted ? new PermutedViews(Views) : Views;
        Objective = Part(Objective.Catalogue, specification["objective"]);
        Body = BodyDesign.Catalogue.Find(specification["encoder"].Kind)?.Build(Encoder);
        (RepresentationDimensions, Learner) = Body is not null ? Physical(Body)
            : LearnsEnergy ? Energetic((EnergyObjective)Objective) : Neural();
    }

    /// <summary>The threads of its device.</summary>
    public Workers Workers => _device.Workers;

    /// <summary>What was asked for.</summary>
    public RunSpecification Specification { get; }

    /// <summary>The seed.</summary>
    public long Seed { get; }

    /// <summary>Folder or file with data; empty where the world is generated.</summary>
    public string Data { get; }

    /// <summary>All randomness of the run.</summary>
    public RandomKey Key { get; }

    /// <summary>The world.</summary>
    public IWorld World { get; }

    /// <summary>The views, matched.</summary>
    public IViews Views { get; }

    /// <summary>The views that the learner is shown: permuted in the control.</summary>
    public IViews ShownViews { get; }

    /// <summary>What is wanted.</summary>
    public Objective Objective { get; }

    /// <summary>Who learns.</summary>
    public ILearner<LearnerState> Learner { get; }

    /// <summary>The body that encodes; null where a network does.</summary>
    public BodyDesign? Body { get; }

    /// <summary>True where a density is learned, with negative chains; the raw observation learns
    /// none.</summary>
    public bool LearnsEnergy =>
        Objective is EnergyObjective && Specification["encoder"].Kind != IdentityDesign.Part.Card.Name;

    /// <summary>Columns of the representation.</summary>
    public int RepresentationDimensions { get; }

    /// <summary>How long and on what it learns.</summary>
    public TrainingSettings Training { get; }

    /// <summary>How it is judged.</summary>
    public EvaluationSettings Evaluation { get; }

    /// <summary>How thermodynamic books are kept.</summary>
    public LedgerSettings Ledger { get; }

    /// <summary>True where the right view is a target, so that the two are no views of the same.</summary>
    public bool HasTargets => ViewForm.Of(Specification["views"].Kind).GivesTargets;

    /// <summary>What is true of a generated world; null for a dataset.</summary>
    public WorldFacts? Facts => (World as IGeneratedWorld)?.Facts;

    /// <summary>What a reader of the results should know of the data, one sentence each.</summary>
    public IReadOnlyList<string> Remarks => (World as DatasetWorld)?.Remarks ?? [];

    /// <summary>True where nothing is learned: a control.</summary>
    public bool IsControl =>
        Specification["encoder"].Kind == IdentityDesign.Part.Card.Name || Training.Steps == 0;

    /// <summary>Steps to be taken.</summary>
    public long Steps => IsControl ? 0 : Training.Steps;

    /// <summary>Builds all parts of a run.</summary>
    /// <param name="specification">What to build.</param>
    /// <param name="seed">Its seed.</param>
    /// <param name="data">Folder or file with data.</param>
    /// <param name="threads">Threads of its device; the results do not depend on it.</param>
    /// <exception cref="SzilardException">Data that cannot be read, or parts that do not fit.</exception>
    public static RunPlan Build(RunSpecification specification, long seed, string data, int threads)
    {
        CpuDevice<float> device = new(threads);
        try
        {
            RunPlan plan = new(specification, seed, data, device);
            if (plan.World.Size(Split.Training) is { } size && plan.Facts is null
                && plan.Training.Batch > size)
                throw new SzilardException(
                    $"`training.batch: {plan.Training.Batch}` is more than the {size} training samples; use "
                        + $"at most {size}.");
            return plan;
        }
        catch
        {
            device.Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _body?.Dispose();
        _device.Dispose();
    }

    private Optimiser Optimiser => Part(Optimiser.Catalogue, Specification["optimiser"]);

    private (int Dimensions, ILearner<LearnerState> Learner) Neural()
    {
        EncoderDesign encoder = EncoderDesign.Catalogue.Get(Specification["encoder"].Kind).Build(Encoder);
        return (
            Evaluation.Layer == 0
                ? encoder.RepresentationDimensions(World.ObservationShape)
                : WidthOf(Evaluation.Layer, encoder),
            new AnyLearner<NeuralState>(new NeuralLearner(
                _device, encoder, Objective, Optimiser, Training.Steps, Training.Averaging,
                World.Size(Split.Training), Ledger, ShownViews.Actions)));
    }

    private (int Dimensions, ILearner<LearnerState> Learner) Energetic(EnergyObjective objective)
    {
        EncoderDesign encoder = EncoderDesign.Catalogue.Get(Specification["encoder"].Kind).Build(Encoder);
        return (
            Evaluation.Layer == 0
                ? encoder.RepresentationDimensions(World.ObservationShape)
                : WidthOf(Evaluation.Layer, encoder),
            new AnyLearner<EnergyState>(
                new EnergyLearner(_device, encoder, objective, Optimiser, Training.Steps, Ledger)));
    }

    /// <summary>Columns of one layer.</summary>
    private int WidthOf(int layer, EncoderDesign encoder)
    {
        Network network = encoder.Build(_device, World.ObservationShape, Key.Split("width"));
        if (layer > network.Layers)
            throw new SzilardException(
                $"`evaluation.layer: {layer}` is not there: the encoder has {network.Layers} layers, its "
                    + "projector included; give 0 for the representation.");
        Shape one = new([1, .. World.ObservationShape.Lengths]);
        return network.Encode(_device, new Batch(one, new float[one.Size]), layer).Shape[1];
    }

    private (int Dimensions, ILearner<LearnerState> Learner) Physical(BodyDesign body)
    {
        _body = new PhysicalLearner(
            _device, Workers, body, Part(Rule.Catalogue, Specification["rule"]), Objective, Optimiser,
            Training.Steps, Ledger);
        return (
            body.RepresentationDimensions(World.ObservationShape), new AnyLearner<PhysicalState>(_body));
    }

    private static T Part<T>(Catalogue<T> catalogue, SectionSettings section) =>
        catalogue.Get(section.Kind).Build(section.Settings);

    private static IWorld BuildWorld(SectionSettings section, string data, Workers workers)
    {
        GeneratedForm? form = GeneratedForm.Find(section.Kind);
        if (form is { NeedsData: false })
            return form.Build(section.Settings, data, workers);
        if (data.Length == 0)
            throw new SzilardException(
                $"World `{section.Kind}` reads a dataset, but no data was named; give --data PATH, or "
                    + "`data:` in the study.");
        return form?.Build(section.Settings, data, workers)
            ?? DatasetFormat.All.First(f => f.Card.Name == section.Kind).Open(data, section.Settings);
    }

    private static IViews BuildViews(SectionSettings section, string kind, IWorld world, Workers workers)
    {
        ViewForm form = ViewForm.Of(section.Kind);
        return form.Refusal(kind, ViewForm.Shown(world)) is { } refusal
            ? throw new SzilardException(refusal)
            : form.Build(world, section.Settings, workers);
    }

    /// <summary>The encoder's parameters, in which <c>outputs: 0</c> of a perceptron or a body has become as
    /// many as there are latents, or classes.</summary>
    private Settings Encoder
    {
        get
        {
            Settings written = Specification.Settings("encoder");
            bool classes = HasTargets && LabelViews.TellsClasses(Specification.Settings("views"), World);
            int known = World.LatentDimensions > 0 && !classes ? World.LatentDimensions : World.Classes;
            bool asks = GradientSource.IsBody(Specification) || written.Card == MlpDesign.Part.Card;
            if (!asks || written.Integer(BodyDesign.OutputsKey) != 0 || known == 0)
                return written;
            Dictionary<string, object> given = written.Values.ToDictionary(v => v.Key, v => v.Value);
            given[BodyDesign.OutputsKey] = (long)known;
            return SettingsReader.Read(written.Card, given, []);
        }
    }
}
