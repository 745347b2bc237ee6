using Szilard.Parts;

namespace Szilard.Tensors;

/// <summary>NumPy's file of one array (<c>.npy</c>, versions 1 to 3, either byte order, either axis
/// order).</summary>
/// <remarks>NumPy Enhancement Proposal 1, "A simple file format for NumPy arrays".</remarks>
public static class NpyFile
{
    /// <summary>The array in a file.</summary>
    /// <exception cref="SzilardException">The file is missing, damaged, cut short, or holds objects, text or
    /// structures instead of numbers.</exception>
    public static NumericArray Read(string path) => GuardedFile.Read(path, stream =>
    {
        NumericArray array = Parse(stream, path);
        GuardedFile.ExpectEnd(stream, path);
        return array;
    });

    /// <summary>The array that begins where the stream stands; the stream is left after its last
    /// entry.</summary>
    /// <param name="stream">What to read from; it need not be seekable.</param>
    /// <param name="source">What messages call it.</param>
    /// <exception cref="SzilardException">As in <see cref="Read(string)"/>.</exception>
    public static NumericArray Read(Stream stream, string source = "stream") =>
        GuardedFile.Explain(source, () => Parse(stream, source));

    /// <summary>Writes an array to a file in one atomic step, little-endian, row-major, version 1.</summary>
    /// <exception cref="SzilardException">The file cannot be written, or the entries are
    /// <see cref="ElementType.BFloat16"/>, which NumPy does not know.</exception>
    public static void Write(string path, NumericArray array) =>
        AtomicFile.Write(path, stream => Write(stream, array));

    /// <summary>Writes an array to a stream.</summary>
    /// <exception cref="SzilardException">The entries are <see cref="ElementType.BFloat16"/>.</exception>
    public static void Write(Stream stream, NumericArray array)
    {
        if (array.Type == ElementType.BFloat16)
            throw new SzilardException(
                "NumPy has no bfloat16; convert to float32 first (`NumericArray.From(array.ToBatch())`).");
        stream.Write(NpyHeader.Bytes(array.Type, array.Shape));
        stream.Write(array.Bytes);
    }

    private static NumericArray Parse(Stream stream, string source)
    {
        NpyHeader header = NpyHeader.Read(stream, source);
        int size = header.Type.Size;
        byte[] bytes = GuardedFile.ReadBytes(stream, (long)header.Shape.Size * size, source);
        if (header.BigEndian)
            ElementOrder.ReverseBytes(bytes, size);
        if (header.FortranOrder && header.Shape.Rank > 1)
            bytes = ElementOrder.RowMajor(bytes, header.Shape, size);
        return new NumericArray(header.Shape, header.Type, bytes) { Source = $"`{source}`" };
    }
}
