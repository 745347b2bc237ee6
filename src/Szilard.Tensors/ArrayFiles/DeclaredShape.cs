using Szilard.Parts;

namespace Szilard.Tensors;

/// <summary>The shape that a file header declares, believed only after it is checked.</summary>
public static class DeclaredShape
{
    private const int MaximumRank = 64;

    /// <summary>The declared lengths as a shape.</summary>
    /// <exception cref="SzilardException">A negative length, more than 64 axes, or more values or bytes than
    /// one array of this program can hold.</exception>
    public static Shape Check(IReadOnlyList<long> lengths, ElementType type, string source)
    {
        string text = string.Join('×', lengths.Take(8));
        if (lengths.Count > MaximumRank)
            throw new SzilardException(
                $"`{source}` declares {lengths.Count} axes, but {MaximumRank} is the most.");
        if (lengths.Any(length => length < 0))
            throw new SzilardException(
                $"`{source}` declares the shape {text}, but lengths are not negative; the header is "
                + "damaged.");
        // Running product without zeros, so that 0 × 2⁶⁰ cannot pass as empty.
        UInt128 bytes = (UInt128)type.Size;
        foreach (long length in lengths)
            bytes = UInt128.Min(bytes * (UInt128)Math.Max(1, length), ulong.MaxValue);
        return bytes <= (UInt128)Array.MaxLength
            ? new Shape([.. lengths.Select(length => (int)length)])
            : throw new SzilardException(
                $"`{source}` declares the shape {text} of {type}, but one array may have {Array.MaxLength} "
                + "bytes at most; split it, or the header is damaged.");
    }
}
