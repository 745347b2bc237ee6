using Szilard.Parts;

namespace Szilard.Experiments.Specification;

/// <summary>The part that a section of a run holds, with all its parameters. Two are equal when they name
/// the same part with the same values.</summary>
/// <param name="Kind">The name of the part's card.</param>
/// <param name="Settings">Its complete, validated parameters.</param>
public sealed record SectionSettings(string Kind, Settings Settings)
{
    /// <inheritdoc/>
    public bool Equals(SectionSettings? other) =>
        other is not null && Kind == other.Kind
        && Settings.Values.SequenceEqual(other.Settings.Values, ValueComparer.Instance);

    /// <inheritdoc/>
    public override int GetHashCode()
    {
        HashCode hash = default;
        hash.Add(Kind);
        foreach (KeyValuePair<string, object> value in Settings.Values)
            hash.Add(ValueComparer.Instance.GetHashCode(value));
        return hash.ToHashCode();
    }

    /// <summary>Lists of numbers compare by their entries.</summary>
    private sealed class ValueComparer : IEqualityComparer<KeyValuePair<string, object>>
    {
        public static readonly ValueComparer Instance = new();

        public bool Equals(KeyValuePair<string, object> x, KeyValuePair<string, object> y) =>
            x.Key == y.Key && (x.Value is double[] a && y.Value is double[] b
                ? a.AsSpan().SequenceEqual(b)
                : Equals(x.Value, y.Value));

        public int GetHashCode(KeyValuePair<string, object> obj) =>
            HashCode.Combine(obj.Key, obj.Value is double[] list ? list.Length : obj.Value.GetHashCode());
    }
}
