using System.Buffers.Binary;
using System.Text;
using Szilard.Parts;

namespace Szilard.Tensors;

/// <summary>What an npy file says of its entries before they come.</summary>
/// <param name="Type">What one entry is.</param>
/// <param name="BigEndian">True where the highest byte of an entry comes first.</param>
/// <param name="FortranOrder">True where the first axis runs fastest.</param>
/// <param name="Shape">The lengths along the axes.</param>
internal sealed record NpyHeader(ElementType Type, bool BigEndian, bool FortranOrder, Shape Shape)
{
    private const int Alignment = 64;
    private const long LongestHeader = 1 << 20;

    private static ReadOnlySpan<byte> Magic => [0x93, (byte)'N', (byte)'U', (byte)'M', (byte)'P', (byte)'Y'];

    /// <summary>Reads magic, version, length and dictionary (versions 1, 2 and 3).</summary>
    public static NpyHeader Read(Stream stream, string source)
    {
        byte[] start = GuardedFile.ReadBytes(stream, 8, source);
        if (!start.AsSpan(0, 6).SequenceEqual(Magic))
            throw new SzilardException($"`{source}` is no npy file: it does not begin with \\x93NUMPY.");
        int version = start[6];
        if (version is < 1 or > 3)
            throw new SzilardException(
                $"`{source}` has npy version {version}; versions 1, 2 and 3 can be read.");
        long length = version == 1
            ? BinaryPrimitives.ReadUInt16LittleEndian(GuardedFile.ReadBytes(stream, 2, source))
            : BinaryPrimitives.ReadUInt32LittleEndian(GuardedFile.ReadBytes(stream, 4, source));
        if (length > LongestHeader)
            throw new SzilardException(
                $"`{source}` declares an npy header of {length} bytes; {LongestHeader} is the most.");
        byte[] text = GuardedFile.ReadBytes(stream, length, source);
        return Parse((version == 3 ? Encoding.UTF8 : Encoding.Latin1).GetString(text), source);
    }

    /// <summary>Magic, version 1, length and dictionary, padded with spaces so that the entries begin on a
    /// multiple of 64 bytes.</summary>
    public static byte[] Bytes(ElementType type, Shape shape)
    {
        string order = type.Size == 1 ? "|" : "<";
        string lengths = string.Join(", ", shape.Lengths.ToArray()) + (shape.Rank == 1 ? "," : "");
        string text = $"{{'descr': '{order}{type.NpyCode}', 'fortran_order': False, 'shape': ({lengths}), }}";
        int total = (10 + text.Length + Alignment) / Alignment * Alignment;
        var bytes = new byte[total];
        Magic.CopyTo(bytes);
        bytes[6] = 1;
        BinaryPrimitives.WriteUInt16LittleEndian(bytes.AsSpan(8), (ushort)(total - 10));
        Encoding.ASCII.GetBytes(text.PadRight(total - 11) + "\n", bytes.AsSpan(10));
        return bytes;
    }

    private static NpyHeader Parse(string text, string source)
    {
        Dictionary<string, object> entries = PythonDictionary.Read(text, source);
        string descr = Get<string>(entries, "descr", source);
        ElementType type = TypeOf(descr, source);
        bool fortran = Get<bool>(entries, "fortran_order", source);
        Shape shape = DeclaredShape.Check(Get<long[]>(entries, "shape", source), type, source);
        return new NpyHeader(type, descr[0] == '>', fortran, shape);
    }

    private static ElementType TypeOf(string descr, string source)
    {
        string code = descr.TrimStart('<', '>', '|', '=');
        return (descr.Length - code.Length <= 1 ? ElementTypes.FromNpy(code) : null)
            ?? throw new SzilardException(
                $"`{source}` holds entries of NumPy type `{descr}`"
                + (code.StartsWith('O') ? " (Python objects, which could run code when loaded)" : "")
                + "; save it as numbers: float16/32/64, int8…64, uint8…64 or bool.");
    }

    private static T Get<T>(Dictionary<string, object> entries, string key, string source) =>
        entries.TryGetValue(key, out object? value) && value is T typed
            ? typed
            : throw new SzilardException(
                $"`{source}` has an npy header without a proper `{key}`; the file is damaged.");
}
