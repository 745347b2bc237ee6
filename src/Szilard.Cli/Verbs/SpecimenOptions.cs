using System.CommandLine;
using Szilard.Observables;
using Szilard.Parts;
using Szilard.Tensors;

namespace Szilard.Cli.Verbs;

/// <summary>The options that name the arrays of a specimen, and what is wrong with those arrays.</summary>
internal sealed class SpecimenOptions
{
    private readonly Option<string?> _representation =
        Array("--representation", "h, samples × dimensions; always needed.");
    private readonly Option<string?> _latents =
        Array("--latents", "True causes z of the same samples.");
    private readonly Option<string?> _labels =
        Array("--labels", "Class labels 0, 1, … of the same samples.");
    private readonly Option<string?> _superclasses =
        Array("--superclasses", "Superclass labels 0, 1, … of the same samples.");
    private readonly Option<string?> _other =
        Array("--other", "The same samples represented by another model.");
    private readonly Option<string?> _view =
        Array("--view", "A second view of the same samples, same model.");
    private readonly Option<string?> _trainingRepresentation =
        Array("--training-representation", "Samples on which probes are fitted.");
    private readonly Option<string?> _trainingLatents =
        Array("--training-latents", "Their true causes.");
    private readonly Option<string?> _trainingLabels =
        Array("--training-labels", "Their class labels.");

    /// <summary>Adds the options to a verb.</summary>
    public void AddTo(Verb verb)
    {
        foreach (Option option in (Option[])[
            _representation, _latents, _labels, _superclasses, _other, _view,
            _trainingRepresentation, _trainingLatents, _trainingLabels])
            verb.Options.Add(option);
    }

    /// <summary>Which options give the evidence that is missing.</summary>
    public static string Wanted(Evidence missing)
    {
        List<string> wanted = [];
        Add(Evidence.Latents, "the true causes: give `--latents z.npy`");
        Add(Evidence.Labels, "class labels: give `--labels y.npy`");
        Add(Evidence.View, "a second view: give `--view h2.npy`");
        Add(Evidence.Other, "another representation: give `--other h2.npy`");
        Add(Evidence.Superclasses, "superclass labels: give `--superclasses s.npy`");
        Add(Evidence.Encoder, "the encoder itself: name it in a run's `evaluation: meters`");
        Add(Evidence.Mixing, "the world's mixing: name it in a run of a latent world");
        Add(Evidence.PairInformation, "a world whose views have a known mutual information");
        Add(Evidence.PairCorrelation, "a world of normal latents whose views have a known correlation");
        return string.Join(", and ", wanted);

        void Add(Evidence kind, string text)
        {
            if ((missing & kind) != 0)
                wanted.Add(text);
        }
    }

    /// <summary>The specimen.</summary>
    /// <exception cref="SzilardException">Arrays are missing or faulty; the message names every
    /// fault.</exception>
    public Specimen Read(ParseResult parsed)
    {
        List<string> faults = [];
        Specimen? training = Training(parsed, faults);
        Specimen? specimen = Specimen(parsed, faults, _representation, _latents, _labels);
        if (parsed.GetValue(_representation) is null)
            faults.Insert(0, "Meters read a representation; give `--representation h.npy`.");
        if (specimen is not null)
        {
            specimen = specimen with
            {
                Other = Matrix(parsed, _other, faults),
                Superclasses = Try(parsed, _superclasses, faults, path =>
                    ArrayArgument.Read(path).ToLabels()),
                View = Matrix(parsed, _view, faults),
                Training = training,
            };
            faults.AddRange(Specimens.Faults(specimen).Select(f => f.Sentence));
        }
        return faults.Count == 0
            ? specimen!
            : throw new SzilardException(string.Join(Environment.NewLine, faults));
    }

    private Specimen? Training(ParseResult parsed, List<string> faults)
    {
        if (parsed.GetValue(_trainingRepresentation) is null)
        {
            if ((parsed.GetValue(_trainingLatents) ?? parsed.GetValue(_trainingLabels)) is not null)
                faults.Add(
                    "Training latents and labels belong to a training representation; "
                    + "give `--training-representation h.npy`.");
            return null;
        }
        return Specimen(parsed, faults, _trainingRepresentation, _trainingLatents, _trainingLabels);
    }

    private static Specimen? Specimen(
        ParseResult parsed, List<string> faults, Option<string?> h, Option<string?> z, Option<string?> y)
    {
        Matrix? representation = Matrix(parsed, h, faults), latents = Matrix(parsed, z, faults);
        int[]? labels = Try(parsed, y, faults, path => ArrayArgument.Read(path).ToLabels());
        return representation is null
            ? null
            : new Specimen(representation) { Latents = latents, Labels = labels };
    }

    private static Matrix? Matrix(ParseResult parsed, Option<string?> option, List<string> faults) =>
        Try(parsed, option, faults, path => ArrayArgument.ReadMatrix(path, $"`{option.Name}`"));

    private static T? Try<T>(
        ParseResult parsed, Option<string?> option, List<string> faults, Func<string, T> read)
        where T : class
    {
        if (parsed.GetValue(option) is not { } path)
            return null;
        try
        {
            return read(path);
        }
        catch (SzilardException fault)
        {
            faults.Add(fault.Message);
            return null;
        }
    }

    private static Option<string?> Array(string name, string description) =>
        StudyOptions.Text(name, "array", description);
}
