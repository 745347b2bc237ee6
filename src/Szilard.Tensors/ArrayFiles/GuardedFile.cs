using System.Text.Json;
using Szilard.Parts;

namespace Szilard.Tensors;

/// <summary>Reading of files that may be missing, cut short, damaged or lying about their size.</summary>
public static class GuardedFile
{
    private const int FirstBuffer = 1 << 16;

    /// <summary>Opens a file and reads it, turning what the platform throws into one sentence.</summary>
    /// <exception cref="SzilardException">The file cannot be opened, or is damaged.</exception>
    public static T Read<T>(string path, Func<Stream, T> read) => Explain(path, () =>
    {
        using FileStream stream = new(path, FileMode.Open, FileAccess.Read, FileShare.Read, FirstBuffer);
        return read(stream);
    });

    /// <summary>Runs a reader and turns what the platform throws into one sentence about
    /// <paramref name="source"/>.</summary>
    /// <exception cref="SzilardException">The source is missing, closed to us, or damaged.</exception>
    public static T Explain<T>(string source, Func<T> read)
    {
        try
        {
            return read();
        }
        catch (Exception fault) when (fault is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new SzilardException($"`{source}` does not exist; check the path.", fault);
        }
        catch (UnauthorizedAccessException fault)
        {
            throw new SzilardException(
                $"`{source}` may not be read, or is a folder; check the path and its rights.", fault);
        }
        catch (Exception fault) when (fault is IOException or InvalidDataException or JsonException
            or NotSupportedException)
        {
            throw new SzilardException(
                $"`{source}` is damaged or cut short ({fault.Message}); write or fetch it again.", fault);
        }
    }

    /// <summary>The next <paramref name="count"/> bytes of a stream. Never sets aside more than twice the
    /// bytes that are really there, whatever a header has promised.</summary>
    /// <exception cref="SzilardException">The stream ends before.</exception>
    public static byte[] ReadBytes(Stream stream, long count, string source)
    {
        long left = stream.CanSeek ? stream.Length - stream.Position : long.MaxValue;
        if (left < count)
            throw CutShort(source, count, left);
        if (count > Array.MaxLength)
            throw new SzilardException(
                $"`{source}` wants {count} bytes in one piece, but {Array.MaxLength} is the most; split the "
                + "file.");
        var buffer = new byte[stream.CanSeek ? count : Math.Min(count, FirstBuffer)];
        int filled = 0;
        while (true)
        {
            Span<byte> rest = buffer.AsSpan(filled);
            filled += stream.ReadAtLeast(rest, rest.Length, throwOnEndOfStream: false);
            if (filled < buffer.Length)
                throw CutShort(source, count, filled);
            if (filled == count)
                return buffer;
            Array.Resize(ref buffer, (int)Math.Min(count, Math.Min(2L * filled, Array.MaxLength)));
        }
    }

    /// <summary>Asks that a stream has come to its end.</summary>
    /// <exception cref="SzilardException">There is more.</exception>
    public static void ExpectEnd(Stream stream, string source)
    {
        if (stream.ReadByte() >= 0)
            throw new SzilardException(
                $"`{source}` goes on after the data that its header declares; header and data do not belong "
                + "together.");
    }

    private static SzilardException CutShort(string source, long wanted, long found) => new(
        $"`{source}` is cut short: its header declares {wanted} more bytes, but {found} are there; write or "
        + "fetch it again.");
}
