namespace Szilard.Parts;

/// <summary>The complete, validated parameters of one part: every parameter of its card has a value, the
/// given one or the default. Made by <see cref="SettingsReader"/>.</summary>
public sealed class Settings
{
    private readonly Dictionary<string, object> _values;

    internal Settings(PartCard card, Dictionary<string, object> values) => (Card, _values) = (card, values);

    /// <summary>The card that these values answer.</summary>
    public PartCard Card { get; }

    /// <summary>All values in the order of the card: <c>double</c>, <c>long</c>, <c>bool</c>,
    /// <c>string</c> or <c>double[]</c>.</summary>
    public IEnumerable<KeyValuePair<string, object>> Values =>
        Card.Parameters.Select(p => KeyValuePair.Create(p.Name, _values[p.Name]));

    /// <summary>A <see cref="NumberParameter"/>.</summary>
    public double Number(string name) => Get<double>(name);

    /// <summary>An <see cref="IntegerParameter"/>.</summary>
    public int Integer(string name) => checked((int)Get<long>(name));

    /// <summary>A <see cref="FlagParameter"/>.</summary>
    public bool Flag(string name) => Get<bool>(name);

    /// <summary>A <see cref="ChoiceParameter"/>.</summary>
    public string Choice(string name) => Get<string>(name);

    /// <summary>A <see cref="TextParameter"/>.</summary>
    public string Text(string name) => Get<string>(name);

    /// <summary>A <see cref="NumbersParameter"/>.</summary>
    public double[] Numbers(string name) => Get<double[]>(name);

    /// <summary>A <see cref="NumbersParameter"/> of whole numbers.</summary>
    public int[] Integers(string name) => [.. Get<double[]>(name).Select(v => checked((int)v))];

    private T Get<T>(string name) =>
        _values.TryGetValue(name, out object? value)
            ? (T)value
            : throw new ArgumentException($"`{Card.Name}` has no parameter `{name}`.", nameof(name));
}
