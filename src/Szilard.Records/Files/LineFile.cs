using System.Buffers;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Szilard.Parts;

namespace Szilard.Records;

/// <summary>A file of JSON lines that only grows at its end. Each append is one write; a line that a kill or
/// a full disk tore is dropped when the file is opened again.</summary>
internal sealed class LineFile : IDisposable
{
    private readonly string _path;
    private readonly Stream _stream;
    private readonly ArrayBufferWriter<byte> _bytes = new();
    private readonly Utf8JsonWriter _json;
    private bool _pending;

    private LineFile(string path, Stream stream)
    {
        (_path, _stream) = (path, stream);
        _json = new Utf8JsonWriter(_bytes, JsonLayout.Writer(indented: false));
    }

    /// <summary>Bytes of complete lines.</summary>
    public long Length { get; private set; }

    /// <summary>Opens a file for appending, or makes it, and cuts off a torn tail.</summary>
    /// <exception cref="SzilardException">The file cannot be written.</exception>
    public static LineFile Open(string path, Disk disk)
    {
        LineFile? file = null;
        Disk.Guard(path, Disk.ResumeLater, () =>
            file = new LineFile(path, disk.Open(path, FileMode.OpenOrCreate)));
        file!.Guard(() => file.Cut(file.WholeLines()));
        return file;
    }

    /// <summary>Appends one line per item, all in one write.</summary>
    /// <exception cref="SzilardException">The disk is full or the file cannot be written; the lines before
    /// stay as they were.</exception>
    public void Append<T>(ReadOnlySpan<T> items, JsonTypeInfo<T> type)
    {
        _bytes.ResetWrittenCount();
        foreach (T item in items)
        {
            _json.Reset();
            JsonSerializer.Serialize(_json, item, type);
            _json.Flush();
            _bytes.Write("\n"u8);
        }
        Guard(Write);
    }

    /// <summary>Drops everything after a byte position.</summary>
    public void TruncateTo(long length) => Guard(() => Cut(Math.Min(length, Length)));

    /// <summary>Waits until the device has all lines.</summary>
    public void FlushToDisk()
    {
        if (!_pending)
            return;
        Guard(() => Disk.FlushToDisk(_stream));
        _pending = false;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _json.Dispose();
        _stream.Dispose();
    }

    private void Write()
    {
        try
        {
            _stream.Position = Length;
            _stream.Write(_bytes.WrittenSpan);
            Length += _bytes.WrittenCount;
            _pending = true;
        }
        catch (IOException)
        {
            TryCut();
            throw;
        }
    }

    private void TryCut()
    {
        try
        {
            _stream.SetLength(Length);
        }
        catch (Exception cause) when (cause is IOException or ArgumentException)
        {
            return; // the next opening drops the torn tail
        }
    }

    private void Cut(long length)
    {
        if (_stream.Length > length)
            _stream.SetLength(length);
        Length = length;
    }

    /// <summary>The position after the last line end.</summary>
    private long WholeLines()
    {
        byte[] block = new byte[4096];
        long end = _stream.Length;
        while (end > 0)
        {
            int count = (int)Math.Min(block.Length, end);
            _stream.Position = end - count;
            _stream.ReadExactly(block, 0, count);
            int last = block.AsSpan(0, count).LastIndexOf((byte)'\n');
            if (last >= 0)
                return end - count + last + 1;
            end -= count;
        }
        return 0;
    }

    private void Guard(Action work) => Disk.Guard(_path, Disk.ResumeLater, work);
}
