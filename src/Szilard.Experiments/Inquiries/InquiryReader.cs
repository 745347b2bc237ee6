using Szilard.Experiments.Specification;
using Szilard.Experiments.Specification.Yaml;
using Szilard.Parts;

namespace Szilard.Experiments.Inquiries;

/// <summary>Turns the text of an inquiry's <c>study.yaml</c> into an inquiry, or into the full list of what
/// is wrong with it.</summary>
public sealed class InquiryReader
{
    /// <summary>The key that tells an inquiry from a study that trains.</summary>
    internal const string Compute = "compute";

    private const string Name = "name", Claim = "claim", Source = "source", Minutes = "minutes";
    private const string Predict = "predict";
    private const string Quantity = "quantity", Value = "value", Within = "within";
    private const string Least = "at_least", Most = "at_most";

    private static readonly string[] _keys = [Name, Claim, Source, Minutes, Compute, Predict];
    private static readonly string[] _predictionKeys = [Quantity, Value, Within, Least, Most];
    private readonly Catalogue<Computation> _computations;
    private readonly FaultList _faults;
    private readonly YamlMap _root;

    private InquiryReader(Catalogue<Computation> computations, FaultList faults, YamlMap root) =>
        (_computations, _faults, _root) = (computations, faults, root);

    /// <summary>Reads the text of an inquiry.</summary>
    /// <param name="text">The YAML text.</param>
    /// <param name="fileName">How faults call the file.</param>
    /// <param name="computations">What can be computed.</param>
    /// <exception cref="SzilardException">The text is faulty; the message has one line per fault.</exception>
    public static Inquiry Read(string text, string fileName, Catalogue<Computation> computations)
    {
        FaultList faults = new();
        Inquiry? inquiry = StudyDocument.Read(text, fileName, faults) is { } root
            ? new InquiryReader(computations, faults, root).Read()
            : null;
        return inquiry is not null && faults.Met == 0
            ? inquiry
            : throw new SzilardException(string.Join(Environment.NewLine, faults.InOrder()));
    }

    private Inquiry? Read()
    {
        foreach (YamlEntry entry in _root.Entries.Where(e => !_keys.Contains(e.Key)))
            _faults.Add(
                entry.Place, entry.Key,
                $"an inquiry has no key `{entry.Key}`{Spelling.Hint(entry.Key, _keys)}");
        HeadReader head = new(_root, _faults);
        string name = head.Name();
        StudySection section = new(Compute, "What is computed.", [.. _computations.Cards]);
        SectionLayer[] layers =
            _root.Find(Compute) is { } compute ? [new SectionLayer(compute, Compute)] : [];
        if (layers.Length == 0)
        {
            _faults.Add(_root.Place, Compute, "nothing is computed; add `compute: { kind: … }`.");
            return null;
        }
        if (new SectionReader(_faults).Read(section, layers) is not { } read)
            return null;
        Computation computation = _computations.Get(read.Settings.Kind).Build(read.Settings.Settings);
        return new Inquiry(
            name, head.Text(Claim), head.Text(Source), _root.Number(Minutes, "", _faults) ?? 1, computation,
            read.Settings.Settings, Predictions(computation));
    }

    private List<Prediction> Predictions(Computation computation)
    {
        if (_root.Find(Predict)?.Value is not YamlList { Items.Count: > 0 } list)
        {
            _faults.Add(
                _root.Place, Predict,
                "nothing is predicted; add a list of `{ quantity: …, value: …, within: … }`.");
            return [];
        }
        return [.. list.Items.SelectMany((item, i) => One(item, $"{Predict}[{i}]", computation))];
    }

    private List<Prediction> One(YamlNode item, string path, Computation computation)
    {
        if (item is not YamlMap map)
        {
            _faults.Add(item.Place, path, $"a prediction is a mapping, but this is {item.Describe()}.");
            return [];
        }
        foreach (YamlEntry entry in map.Entries.Where(e => !_predictionKeys.Contains(e.Key)))
            _faults.Add(
                entry.Place, $"{path}.{entry.Key}",
                $"a prediction has no key `{entry.Key}`{Spelling.Hint(entry.Key, _predictionKeys)}");
        Prediction prediction = new(
            (map.Find(Quantity)?.Value as YamlText)?.Text ?? "", map.Number(Value, path, _faults),
            map.Number(Within, path, _faults) ?? 0, map.Number(Least, path, _faults),
            map.Number(Most, path, _faults));
        if (!computation.Quantities.Contains(prediction.Quantity))
            _faults.Add(
                map.Place, $"{path}.{Quantity}",
                $"`{computation.Card.Name}` gives no `{prediction.Quantity}`"
                + Spelling.Hint(prediction.Quantity, computation.Quantities));
        if (prediction.Text.Length == 0)
            _faults.Add(map.Place, path, "nothing is said of it; add `value` and `within`, or a bound.");
        return [prediction];
    }
}
