using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using System.Text.Unicode;
using Szilard.Parts;

namespace Szilard.Records;

/// <summary>Reads a file of JSON lines, also while another process appends to it. What follows the last line
/// end is a torn line and is left out.</summary>
internal static class LineReader
{
    private const int LongestLine = 1 << 24;

    /// <summary>All complete lines, read as <typeparamref name="T"/>; none where there is no file.</summary>
    /// <exception cref="SzilardException">The file cannot be read, or a complete line is not what it should
    /// be; the message names the line.</exception>
    public static IEnumerable<T> Read<T>(string path, JsonTypeInfo<T> type)
        where T : notnull
    {
        int number = 0;
        foreach (ReadOnlyMemory<byte> line in Lines(path))
            yield return Parse(line.Span, type, path, ++number);
    }

    private static T Parse<T>(ReadOnlySpan<byte> line, JsonTypeInfo<T> type, string path, int number)
        where T : notnull
    {
        if (!Utf8.IsValid(line))
            throw new SzilardException($"`{path}`, line {number} is damaged: it is not UTF-8 text.");
        try
        {
            if (JsonSerializer.Deserialize(line, type) is { } item)
                return item;
            throw new SzilardException($"`{path}`, line {number}: null stands where an object should.");
        }
        catch (JsonException fault)
        {
            throw new SzilardException(
                $"`{path}`, line {number} is damaged: {fault.Message} Delete that line to read the others.",
                fault);
        }
    }

    private static IEnumerable<ReadOnlyMemory<byte>> Lines(string path)
    {
        using Stream? stream = Open(path);
        if (stream is null)
            yield break;
        byte[] buffer = new byte[1 << 16];
        int held = 0;
        for (int read; (read = Fill(stream, buffer, held, path)) > 0;)
        {
            int start = 0, from = held;
            held += read;
            for (int end; (end = buffer.AsSpan(from, held - from).IndexOf((byte)'\n')) >= 0; from = start)
            {
                end += from;
                yield return buffer.AsMemory(start, end - start);
                start = end + 1;
            }
            buffer.AsSpan(start, held - start).CopyTo(buffer);
            held -= start;
            buffer = WithRoom(buffer, held, path);
        }
    }

    private static byte[] WithRoom(byte[] buffer, int held, string path)
    {
        if (held < buffer.Length)
            return buffer;
        if (held >= LongestLine)
            throw new SzilardException(
                $"`{path}` has a line of more than {LongestLine} bytes: it is no record.");
        Array.Resize(ref buffer, buffer.Length * 2);
        return buffer;
    }

    private static FileStream? Open(string path)
    {
        try
        {
            const FileShare Anyone = FileShare.ReadWrite | FileShare.Delete;
            return new FileStream(path, FileMode.Open, FileAccess.Read, Anyone, bufferSize: 0);
        }
        catch (FileNotFoundException)
        {
            return null;
        }
        catch (Exception cause) when (cause is IOException or UnauthorizedAccessException)
        {
            throw new SzilardException($"`{path}` could not be read: {cause.Message}", cause);
        }
    }

    private static int Fill(Stream stream, byte[] buffer, int held, string path)
    {
        try
        {
            return stream.Read(buffer, held, buffer.Length - held);
        }
        catch (IOException cause)
        {
            throw new SzilardException($"`{path}` could not be read: {cause.Message}", cause);
        }
    }
}
