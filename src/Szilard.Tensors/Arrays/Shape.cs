namespace Szilard.Tensors;

/// <summary>The lengths of a row-major array along its axes, outermost first. Equal by value.</summary>
public sealed class Shape : IEquatable<Shape>
{
    private readonly int[] _lengths;

    /// <summary>A shape from its lengths; none at all is a scalar.</summary>
    /// <exception cref="ArgumentException">A length is negative, or there are more than 2³¹−1
    /// values.</exception>
    public Shape(params ReadOnlySpan<int> lengths)
    {
        long size = 1;
        foreach (int length in lengths)
        {
            if (length < 0)
                throw new ArgumentException($"A shape has lengths ≥ 0, but {length} was given.");
            size *= length;
            if (size > int.MaxValue)
                throw new ArgumentException($"A shape of more than {int.MaxValue} values was asked for.");
        }
        (_lengths, Size) = (lengths.ToArray(), (int)size);
    }

    /// <summary>How many axes there are.</summary>
    public int Rank => _lengths.Length;

    /// <summary>How many values there are: the product of the lengths.</summary>
    public int Size { get; }

    /// <summary>The lengths.</summary>
    public ReadOnlySpan<int> Lengths => _lengths;

    /// <summary>The length along an axis; negative axes count from the end.</summary>
    public int this[Index axis] => _lengths[axis];

    /// <summary>The length of the last axis; 1 for a scalar.</summary>
    public int Last => Rank == 0 ? 1 : _lengths[^1];

    /// <summary>How many rows of <see cref="Last"/> values there are.</summary>
    public int Rows => Last == 0 ? 0 : Size / Last;

    /// <inheritdoc/>
    public bool Equals(Shape? other) => other is not null && _lengths.AsSpan().SequenceEqual(other._lengths);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as Shape);

    /// <inheritdoc/>
    public override int GetHashCode()
    {
        HashCode hash = default;
        foreach (int length in _lengths)
            hash.Add(length);
        return hash.ToHashCode();
    }

    /// <summary><c>64×10</c>, or <c>scalar</c>.</summary>
    public override string ToString() => Rank == 0 ? "scalar" : string.Join('×', _lengths);
}
