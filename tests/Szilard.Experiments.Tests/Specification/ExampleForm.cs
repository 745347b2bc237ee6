using Szilard.Experiments.Specification;
using Szilard.Parts;

namespace Szilard.Experiments.Tests.Specification;

/// <summary>A small form with every kind of parameter; real parts are not needed here.</summary>
internal static class ExampleForm
{
    private static readonly PartCard _latent = new("latent", "Latents seen through a mixing.", "derived here")
    {
        Parameters =
        [
            new ChoiceParameter("mixing", "How they are seen.", "identity", "identity", "spiral", "banana"),
            new NumberParameter("rho", "Correlation of the views.", 0.9, 0, 1) { MaximumExcluded = true },
            new IntegerParameter("dimensions", "How many latents.", 2, 1, 100),
        ],
    };

    private static readonly PartCard _files = new("files", "Vectors from a file.", "derived here")
    {
        Parameters =
        [
            new TextParameter("path", "The file.", ""),
            new FlagParameter("shuffle", "Whether order is lost.", true),
        ],
    };

    private static readonly PartCard _infoNce = new("info-nce", "Tells the partner apart.", "Oord, 2018")
    {
        Parameters =
        [
            new ChoiceParameter("similarity", "How two compare.", "cosine", "cosine", "dot", "gaussian"),
            new NumberParameter("temperature", "Divides the similarity.", 0.1, 0) { MinimumExcluded = true },
        ],
    };

    private static readonly PartCard _whitening = new("whitening", "Unit covariance.", "Ermolov, 2021")
    {
        Parameters = [new NumberParameter("epsilon", "Added to the covariance.", 0, 0)],
    };

    private static readonly PartCard _training = new("training", "How long and on how much.", "derived here")
    {
        Parameters =
        [
            new IntegerParameter("batch", "Pairs per step.", 256, 1),
            new IntegerParameter("steps", "Steps.", 1000, 1),
            new NumbersParameter("widths", "Hidden units per layer.", [64, 64], 1, 4096) { Whole = true },
        ],
    };

    public static StudyForm Form { get; } = new(
        [
            new StudySection("world", "What is there.", [_latent, _files]),
            new StudySection("objective", "What is wanted.", [_infoNce, _whitening], "info-nce"),
            new StudySection("training", "How long.", [_training]),
        ],
        ["r2.affine", "mcc", "linear-probe"])
    {
        Check = NegativesNeeded,
    };

    public static Study Sound(string text, params string[] overrides) =>
        StudyReader.Read(text, "study.yaml", Form, overrides) switch
        {
            SoundStudy sound => sound.Study,
            FaultyStudy faulty => throw new InvalidOperationException(string.Join('\n', faulty.Faults)),
            _ => throw new InvalidOperationException(),
        };

    public static IReadOnlyList<StudyFault> Faults(string text, params string[] overrides) =>
        StudyReader.Read(text, "study.yaml", Form, overrides) is FaultyStudy faulty ? faulty.Faults : [];

    public static StudyFault OnlyFault(string text, params string[] overrides) =>
        Assert.Single(Faults(text, overrides));

    private static IEnumerable<Fault> NegativesNeeded(RunSpecification run)
    {
        if (run["objective"].Kind == "info-nce" && run.Settings("training").Integer("batch") == 1)
            yield return new Fault("training.batch", "`batch: 1` leaves no negatives; use at least 2.");
    }
}
