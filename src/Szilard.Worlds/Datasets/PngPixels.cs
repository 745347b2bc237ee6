using System.Buffers.Binary;
using Szilard.Parts;

namespace Szilard.Worlds.Datasets;

/// <summary>Turns the restored rows of a PNG into bytes of grey or of red, green and blue.</summary>
internal sealed class PngPixels(PngChunks chunks, byte[] raw, string source)
{
    private readonly PngHeader _header = chunks.Header;

    /// <summary>The image, transparency laid over black.</summary>
    public PngImage ToImage()
    {
        int channels = _header.IsGrey ? 1 : 3;
        long size = (long)_header.Width * _header.Height * channels;
        if (size > Array.MaxLength)
            throw new SzilardException(
                $"`{source}` has {size} bytes of pixels, more than fit into one array; make it smaller.");
        var pixels = new byte[size];
        for (int y = 0; y < _header.Height; y++)
            for (int x = 0; x < _header.Width; x++)
                Write(y, x, pixels.AsSpan(((y * _header.Width) + x) * channels, channels));
        return new PngImage(_header.Width, _header.Height, channels, pixels);
    }

    /// <summary>The image as red, green, blue and opacity, nothing laid over anything.</summary>
    public PngLayer ToLayer()
    {
        var pixels = new byte[checked(_header.Width * _header.Height * 4)];
        int channels = _header.IsGrey ? 1 : 3;
        for (int y = 0; y < _header.Height; y++)
            for (int x = 0; x < _header.Width; x++)
            {
                Span<byte> pixel = pixels.AsSpan(((y * _header.Width) + x) * 4, 4);
                pixel[3] = (byte)Paint(y, x, pixel[..channels]);
                if (channels == 1)
                    pixel[1..3].Fill(pixel[0]);
            }
        return new PngLayer(_header.Width, _header.Height, pixels);
    }

    /// <summary>Writes the colour of a pixel and gives its opacity.</summary>
    private int Paint(int y, int x, Span<byte> pixel) =>
        _header.ColourType == 3 ? WritePalette(Sample(y, x), pixel) : WriteSamples(y, x, pixel);

    private void Write(int y, int x, Span<byte> pixel)
    {
        int alpha = Paint(y, x, pixel);
        if (alpha == 255)
            return;
        for (int c = 0; c < pixel.Length; c++)
            pixel[c] = (byte)(((pixel[c] * alpha) + 127) / 255);
    }

    private int WritePalette(int index, Span<byte> pixel)
    {
        if (3 * index >= chunks.Palette.Length)
            throw new SzilardException(
                $"`{source}` uses colour {index} of a palette of {chunks.Palette.Length / 3}; it is "
                + "damaged.");
        chunks.Palette.AsSpan(3 * index, 3).CopyTo(pixel);
        return index < chunks.Transparency.Length ? chunks.Transparency[index] : 255;
    }

    private int WriteSamples(int y, int x, Span<byte> pixel)
    {
        int first = x * _header.Samples;
        bool isKey = chunks.Transparency.Length > 0 && (_header.ColourType is 0 or 2);
        for (int c = 0; c < pixel.Length; c++)
        {
            int sample = Sample(y, first + c);
            isKey = isKey && sample == Key(c);
            pixel[c] = ToByte(sample);
        }
        if (_header.ColourType is 4 or 6)
            return ToByte(Sample(y, first + pixel.Length));
        return isKey ? 0 : 255;
    }

    /// <summary>The sample of a channel that stands for "transparent".</summary>
    private int Key(int channel) =>
        BinaryPrimitives.ReadUInt16BigEndian(chunks.Transparency.AsSpan(2 * channel));

    private int Sample(int y, int index)
    {
        int row = (y * ((int)_header.RowBytes + 1)) + 1;
        if (_header.BitDepth == 16)
            return (raw[row + (2 * index)] << 8) | raw[row + (2 * index) + 1];
        if (_header.BitDepth == 8)
            return raw[row + index];
        int bit = index * _header.BitDepth;
        int shift = 8 - _header.BitDepth - (bit & 7);
        return (raw[row + (bit >> 3)] >> shift) & ((1 << _header.BitDepth) - 1);
    }

    /// <summary>Scales the full range of the bit depth to 0 … 255, rounded to nearest.</summary>
    private byte ToByte(int sample)
    {
        int most = (1 << _header.BitDepth) - 1;
        return (byte)(((sample * 255L) + (most / 2)) / most);
    }
}
