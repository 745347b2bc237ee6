using Szilard.Parts;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace Szilard.Experiments.Specification.Yaml;

/// <summary>Reads one YAML document into nodes with places. Aliases and merge keys are followed; what would
/// exhaust memory or stack (deep nesting, aliases of aliases) is refused.</summary>
internal sealed class YamlTree
{
    private const int DeepestNesting = 20;
    private const int MostNodes = 50_000;

    private readonly Parser _parser;
    private readonly Func<Mark, Place> _place;
    private readonly FaultList _faults;
    private readonly Dictionary<string, (YamlNode Node, long Weight)> _anchors = [];
    private long _nodes;

    private YamlTree(string text, Func<Mark, Place> place, FaultList faults) =>
        (_parser, _place, _faults) = (new Parser(new StringReader(text)), place, faults);

    /// <summary>The document's root; an empty scalar when the document is empty.</summary>
    /// <param name="text">The document.</param>
    /// <param name="place">Turns the parser's marks into places.</param>
    /// <param name="faults">Receives duplicate keys.</param>
    /// <exception cref="YamlException">The text is not YAML, or is refused.</exception>
    public static YamlNode Read(string text, Func<Mark, Place> place, FaultList faults) =>
        new YamlTree(text, place, faults).Guarded();

    /// <summary>On some malformed text the parser breaks its own contract instead of complaining.</summary>
    private YamlNode Guarded()
    {
        try
        {
            return Document();
        }
        catch (Exception broken) when (broken is InvalidOperationException or ArgumentException
            or FormatException or IndexOutOfRangeException or NullReferenceException or OverflowException)
        {
            Mark here = _parser.Current?.End ?? Mark.Empty;
            throw new YamlException(here, here, "the text cannot be understood from here on", broken);
        }
    }

    private YamlNode Document()
    {
        _parser.Consume<StreamStart>();
        if (_parser.TryConsume<StreamEnd>(out StreamEnd? end))
            return new YamlText(_place(end.Start), "", Plain: true);
        _parser.Consume<DocumentStart>();
        YamlNode root = Node("", 0);
        _parser.Consume<DocumentEnd>();
        if (_parser.Accept<DocumentStart>(out DocumentStart? second))
            throw new SemanticErrorException(
                second.Start, second.End, "a second document starts here; a study is one document");
        _parser.Consume<StreamEnd>();
        return root;
    }

    private YamlNode Node(string path, int depth)
    {
        if (_parser.TryConsume<AnchorAlias>(out AnchorAlias? alias))
            return Alias(alias);
        long before = _nodes;
        NodeEvent start = Next<NodeEvent>();
        Count(start, 1);
        if (depth > DeepestNesting)
            throw new SemanticErrorException(
                start.Start, start.End, $"nested deeper than {DeepestNesting} levels");
        if (!start.Tag.IsEmpty && !start.Tag.IsNonSpecific)
            throw new SemanticErrorException(
                start.Start, start.End, $"the tag `{start.Tag.Value}` is not read; leave it out");
        YamlNode node = start switch
        {
            MappingStart => Map(path, depth),
            SequenceStart => List(path, depth),
            _ => Text(),
        };
        if (!start.Anchor.IsEmpty)
            _anchors[start.Anchor.Value] = (node, _nodes - before);
        return node;
    }

    private YamlNode Alias(AnchorAlias alias)
    {
        if (!_anchors.TryGetValue(alias.Value.Value, out (YamlNode Node, long Weight) target))
        {
            string hint = Spelling.Hint(alias.Value.Value, _anchors.Keys);
            throw new SemanticErrorException(
                alias.Start, alias.End, $"`*{alias.Value.Value}` has no anchor before it{hint}");
        }
        Count(alias, target.Weight);
        return target.Node;
    }

    private void Count(ParsingEvent at, long weight)
    {
        _nodes += weight;
        if (_nodes > MostNodes)
            throw new SemanticErrorException(
                at.Start, at.End, $"more than {MostNodes} values, aliases written out");
    }

    private YamlText Text()
    {
        Scalar scalar = _parser.Consume<Scalar>();
        return new YamlText(_place(scalar.Start), scalar.Value, scalar.Style == ScalarStyle.Plain);
    }

    private YamlList List(string path, int depth)
    {
        Place place = _place(_parser.Consume<SequenceStart>().Start);
        List<YamlNode> items = [];
        while (!_parser.TryConsume<SequenceEnd>(out _))
            items.Add(Node($"{path}[{items.Count}]", depth + 1));
        return new YamlList(place, items);
    }

    private YamlMap Map(string path, int depth)
    {
        Place place = _place(_parser.Consume<MappingStart>().Start);
        Dictionary<string, YamlEntry> own = [];
        List<YamlMap> merged = [];
        while (!_parser.TryConsume<MappingEnd>(out _))
            Entry(path, depth, own, merged);
        IEnumerable<YamlEntry> inherited = merged.SelectMany(m => m.Entries).DistinctBy(e => e.Key);
        return new YamlMap(place, [.. own.Values, .. inherited.Where(e => !own.ContainsKey(e.Key))]);
    }

    private void Entry(string path, int depth, Dictionary<string, YamlEntry> own, List<YamlMap> merged)
    {
        if (!_parser.TryConsume<Scalar>(out Scalar? key))
        {
            ParsingEvent found = Next<ParsingEvent>();
            throw new SemanticErrorException(found.Start, found.End, "a key must be a word");
        }
        string dotted = path.Length == 0 ? key.Value : $"{path}.{key.Value}";
        YamlNode value = Node(dotted, depth + 1);
        if (key.Value == "<<" && value is YamlMap map)
            merged.Add(map);
        else if (!own.TryAdd(key.Value, new YamlEntry(key.Value, _place(key.Start), value)))
            _faults.Add(
                _place(key.Start), dotted,
                $"`{key.Value}` is given twice, first in line {own[key.Value].Place.Line}; keep one.");
    }

    private T Next<T>() where T : ParsingEvent =>
        _parser.Accept<T>(out T? found) && found is not null
            ? found
            : throw new SemanticErrorException(
                _parser.Current?.Start ?? Mark.Empty,
                _parser.Current?.End ?? Mark.Empty,
                "a value is missing here");
}
