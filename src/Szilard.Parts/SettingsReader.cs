using System.Globalization;

namespace Szilard.Parts;

/// <summary>Reads given values against a card and gathers every fault instead of stopping at the
/// first.</summary>
public static class SettingsReader
{
    /// <summary>Settings of <paramref name="card"/> from values that were given as text, numbers, flags or
    /// lists; parameters that were not given take their defaults.</summary>
    /// <param name="card">The card to answer.</param>
    /// <param name="given">Name → <c>string</c>, <c>double</c>, <c>long</c>, <c>bool</c>, or a list of
    /// these. Text is parsed, so <c>--param temperature=0.5</c> and YAML read alike.</param>
    /// <param name="faults">Receives all faults; those of <see cref="PartCard.Check"/> only where each
    /// parameter by itself is sound.</param>
    public static Settings Read(
        PartCard card, IReadOnlyDictionary<string, object> given, ICollection<Fault> faults)
    {
        int before = faults.Count;
        var values = card.Parameters.ToDictionary(p => p.Name, Default);
        foreach ((string name, object value) in given)
            ReadOne(card, name, value, values, faults);
        Settings settings = new(card, values);
        foreach (Fault fault in faults.Count == before ? card.Check(settings) : [])
            faults.Add(fault);
        return settings;
    }

    /// <summary>The settings of a card with nothing given: all defaults.</summary>
    public static Settings Defaults(PartCard card) => Read(card, new Dictionary<string, object>(), []);

    private static void ReadOne(
        PartCard card, string name, object value, Dictionary<string, object> values,
        ICollection<Fault> faults)
    {
        ParameterCard? parameter = card.Parameters.FirstOrDefault(p => p.Name == name);
        if (parameter is null)
        {
            string hint = Spelling.Hint(name, card.Parameters.Select(p => p.Name));
            faults.Add(new Fault(
                name, $"`{card.Name}` has no parameter `{name}`{hint}{(hint.EndsWith('?') ? "" : ".")}"));
            return;
        }
        object? read = Parse(parameter, value);
        if (read is null)
            faults.Add(new Fault(
                name, $"`{name}: {Show(value)}` is not {Kind(parameter)}: give {parameter.RangeText}."));
        else if (!Admits(parameter, read))
            faults.Add(new Fault(name, OutOfRange(parameter, value)));
        else
            values[name] = read;
    }

    private static string OutOfRange(ParameterCard parameter, object value) =>
        parameter is ChoiceParameter choice
            ? $"`{choice.Name}: {Show(value)}` is none of {choice.RangeText}{Near(choice, Show(value))}"
            : $"`{parameter.Name}: {Show(value)}` is out of range: give {parameter.RangeText}.";

    private static string Near(ChoiceParameter choice, string given) =>
        Spelling.Nearest(given, choice.Choices) is { } near ? $"; did you mean `{near}`?" : ".";

    private static object Default(ParameterCard parameter) => parameter switch
    {
        NumberParameter p => p.Default,
        IntegerParameter p => p.Default,
        FlagParameter p => p.Default,
        ChoiceParameter p => p.Default,
        TextParameter p => p.Default,
        NumbersParameter p => p.Default.ToArray(),
        _ => throw new ArgumentOutOfRangeException(nameof(parameter)),
    };

    private static object? Parse(ParameterCard parameter, object value) => parameter switch
    {
        NumberParameter => Number(value),
        IntegerParameter =>
            Number(value) is double d && d == Math.Floor(d) && Math.Abs(d) < 9e15 ? (long)d : null,
        FlagParameter => value is bool b ? b : bool.TryParse(value as string, out bool t) ? t : null,
        ChoiceParameter or TextParameter => value is System.Collections.IList ? null : Show(value),
        NumbersParameter => Numbers(value),
        _ => null,
    };

    private static bool Admits(ParameterCard parameter, object value) => parameter switch
    {
        NumberParameter p => p.Admits((double)value),
        IntegerParameter p => (long)value >= p.Minimum && (long)value <= p.Maximum,
        ChoiceParameter p => p.Choices.Contains((string)value),
        NumbersParameter p => ((double[])value).All(v =>
            double.IsFinite(v) && v >= p.Minimum && v <= p.Maximum && (!p.Whole || v == Math.Floor(v))),
        _ => true,
    };

    private static double? Number(object value) => value switch
    {
        double d => d,
        float f => f,
        long l => l,
        int i => i,
        string s when double.TryParse(s, NumberStyles.Float, CultureInfo.InvariantCulture, out double d) => d,
        _ => null,
    };

    private static double[]? Numbers(object value)
    {
        IEnumerable<object> items = value switch
        {
            string s => s.Trim('[', ']').Split(
                ',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries),
            System.Collections.IEnumerable list => list.Cast<object>(),
            _ => [value],
        };
        double?[] read = [.. items.Select(Number)];
        return read.Contains(null) ? null : [.. read.Select(v => v!.Value)];
    }

    private static string Kind(ParameterCard parameter) => parameter switch
    {
        NumberParameter => "a number",
        IntegerParameter => "a whole number",
        FlagParameter => "a flag",
        NumbersParameter => "a list of numbers",
        _ => "a word",
    };

    private static string Show(object value) => value switch
    {
        bool b => b ? "true" : "false",
        string s => s,
        System.Collections.IEnumerable list => $"[{string.Join(", ", list.Cast<object>())}]",
        _ => $"{value}",
    };
}
