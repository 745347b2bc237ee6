using System.Buffers.Binary;
using Szilard.Parts;
using Szilard.Tensors;

namespace Szilard.Worlds.Speech;

/// <summary>Sound as samples over time.</summary>
/// <param name="Rate">Samples per second.</param>
/// <param name="Samples">In [−1, 1]; channels averaged.</param>
public sealed record Sound(int Rate, float[] Samples);

/// <summary>A reader of RIFF/WAVE files with uncompressed whole numbers of 8 or 16 bits.</summary>
/// <remarks>Microsoft and IBM, "Multimedia programming interface and data specifications 1.0",
/// 1991.</remarks>
public static class WavFile
{
    /// <summary>The sound in a file.</summary>
    /// <exception cref="SzilardException">The file is missing, cut short, or of another kind.</exception>
    public static Sound Read(string path) => GuardedFile.Read(
        path, stream => Parse(GuardedFile.ReadBytes(stream, stream.Length, path), path));

    private static Sound Parse(ReadOnlySpan<byte> file, string path)
    {
        if (file.Length < 12 || !file[..4].SequenceEqual("RIFF"u8) || !file[8..12].SequenceEqual("WAVE"u8))
            throw new SzilardException($"`{path}` is no WAVE file: it does not begin with RIFF … WAVE.");
        ReadOnlySpan<byte> format = [];
        for (int at = 12; at + 8 <= file.Length;)
        {
            uint length = BinaryPrimitives.ReadUInt32LittleEndian(file[(at + 4)..]);
            if (length > file.Length - at - 8)
                throw new SzilardException(
                    $"`{path}` is cut short: a chunk declares {length} bytes, but {file.Length - at - 8} are "
                    + "there; fetch it again.");
            ReadOnlySpan<byte> body = file.Slice(at + 8, (int)length);
            if (file.Slice(at, 4).SequenceEqual("fmt "u8))
                format = body;
            if (file.Slice(at, 4).SequenceEqual("data"u8))
                return Decode(format, body, path);
            at = (int)Math.Min(file.Length, at + 8L + length + (length & 1));
        }
        throw new SzilardException($"`{path}` has no chunk `data`, so that it holds no sound; fetch it "
            + "again.");
    }

    private static Sound Decode(ReadOnlySpan<byte> format, ReadOnlySpan<byte> data, string path)
    {
        if (format.Length < 16)
            throw new SzilardException($"`{path}` does not say its format before its data; it is damaged.");
        int kind = BinaryPrimitives.ReadUInt16LittleEndian(format);
        int channels = BinaryPrimitives.ReadUInt16LittleEndian(format[2..]);
        int rate = BinaryPrimitives.ReadInt32LittleEndian(format[4..]);
        int bits = BinaryPrimitives.ReadUInt16LittleEndian(format[14..]);
        if (kind != 1 || bits is not (8 or 16) || channels < 1 || rate < 1)
            throw new SzilardException(
                $"`{path}` has format {kind}, {bits} bits, {channels} channel(s), {rate} Hz; only PCM (1) of "
                    + "8 or 16 bits is read: convert it.");
        int bytes = bits / 8, frames = data.Length / (bytes * channels);
        var samples = new float[frames];
        for (int i = 0; i < frames * channels; i++)
            samples[i / channels] += Value(data[(i * bytes)..], bits) / channels;
        return new Sound(rate, samples);
    }

    /// <summary>8 bits are unsigned about 128, 16 bits are signed.</summary>
    private static float Value(ReadOnlySpan<byte> at, int bits) =>
        bits == 8 ? (at[0] - 128) / 128f : BinaryPrimitives.ReadInt16LittleEndian(at) / 32768f;
}
