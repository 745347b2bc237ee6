using Szilard.Parts;

namespace Szilard.Worlds.Views;

/// <summary>Turns images of one size from bytes into normalised floats, height × width × channels, following
/// a
/// <see cref="ViewPlan"/>: crop and bilinear resize, mirror and shift in one walk over the source; then
/// brightness and contrast; then colour, normalisation, noise and erasure, row by row; then a turn.</summary>
/// <remarks>Resize: output pixel j looks at source place (j + ½) · crop/size − ½, cut to the crop, between
/// the two nearest pixels (half-pixel centres, no antialias): what PyTorch's <c>interpolate(mode="bilinear",
/// align_corners=False)</c> does. One renderer serves one thread.</remarks>
internal sealed class ViewRenderer
{
    private readonly int _height, _width, _channels;
    private readonly float[] _scales, _offsets, _shares, _noiseScales;
    private readonly bool _noisy;
    private readonly int[] _left, _right;
    private readonly float[] _weights;
    private readonly float[] _source, _noise, _upright;

    public ViewRenderer(Augmentation how, ImageObservations images)
    {
        (_height, _width, _channels) = (images.Height, images.Width, images.Channels);
        int row = _width * _channels;
        (_scales, _offsets) = (new float[row], new float[row]);
        (_shares, _noiseScales) = (new float[row], new float[row]);
        (_left, _right, _weights) = (new int[_width], new int[_width], new float[_width]);
        (_source, _noise, _noisy) = (new float[row], new float[row], how.Noise > 0);
        _upright = how.QuarterTurns ? new float[_height * row] : [];
        float[] luminance =
            _channels == 3 ? [ColourTurn.Red, ColourTurn.Green, ColourTurn.Blue] : [1f / _channels];
        for (int i = 0; i < row; i++)
        {
            int channel = i % _channels;
            double mean = Pick(how.Mean, channel, "mean");
            double deviation = Pick(how.Deviation, channel, "deviation");
            (_scales[i], _offsets[i]) = ((float)(1 / (255 * deviation)), (float)(-mean / deviation));
            _shares[i] = luminance[channel % luminance.Length];
            _noiseScales[i] = (float)(how.Noise / deviation);
        }
    }

    /// <summary>One view of one image.</summary>
    /// <param name="image">Height × width × channels bytes.</param>
    /// <param name="plan">What to do.</param>
    /// <param name="view">Receives height × width × channels floats.</param>
    public void Render(ReadOnlySpan<byte> image, in ViewPlan plan, Span<float> view)
    {
        PlaceColumns(plan);
        float luminance = 0;
        for (int y = 0; y < _height; y++)
        {
            Span<float> row = Row(view, y);
            Resample(image, plan, y, row);
            if (plan.Brightness != 1 || plan.Contrast != 1)
                luminance += PixelRows.Brighten(row, plan.Brightness, _shares);
        }
        float offset = (1 - plan.Contrast) * luminance / (_width * _height);
        for (int y = 0; y < _height; y++)
            Finish(Row(view, y), plan, y, offset);
        Erase(view, plan.Erased);
        if (plan.Turn != 0)
            Turn(view, plan.Turn);
    }

    private Span<float> Row(Span<float> view, int y) =>
        view.Slice(y * _width * _channels, _width * _channels);

    private void Finish(Span<float> row, in ViewPlan plan, int y, float offset)
    {
        if (plan.Contrast != 1)
            PixelRows.Stretch(row, plan.Contrast, offset);
        plan.Colour?.Apply(row);
        PixelRows.ScaleAndAdd(row, _scales, _offsets);
        if (!_noisy)
            return;
        FastNormal.Fill(_noise, plan.Noise, y * row.Length);
        PixelRows.AddScaled(row, _noise, _noiseScales);
    }

    /// <summary>For each column of the view the two source entries and the weight of the right one; −1 for a
    /// column that comes in from outside.</summary>
    private void PlaceColumns(in ViewPlan plan)
    {
        for (int x = 0; x < _width; x++)
        {
            int shifted = x - plan.ShiftX;
            bool inside = shifted >= 0 && shifted < _width;
            Tap tap = Tap.At(plan.Flip ? _width - 1 - shifted : shifted, plan.Crop.Width, _width);
            (_left[x], _right[x]) = inside ? (tap.First * _channels, tap.Second * _channels) : (-1, -1);
            _weights[x] = tap.Weight;
        }
    }

    private void Resample(ReadOnlySpan<byte> image, in ViewPlan plan, int y, Span<float> row)
    {
        int shifted = y - plan.ShiftY;
        if (shifted < 0 || shifted >= _height)
        {
            row.Clear();
            return;
        }
        Tap tap = Tap.At(shifted, plan.Crop.Height, _height);
        Span<float> source = _source.AsSpan(0, plan.Crop.Width * _channels);
        ReadOnlySpan<byte> upper = Source(image, plan.Crop, tap.First);
        PixelRows.Blend(upper, Source(image, plan.Crop, tap.Second), tap.Weight, source);
        Gather(source, row);
    }

    private ReadOnlySpan<byte> Source(ReadOnlySpan<byte> image, PixelBox crop, int y) =>
        image.Slice((((crop.Y + y) * _width) + crop.X) * _channels, crop.Width * _channels);

    private void Gather(ReadOnlySpan<float> source, Span<float> row)
    {
        int at = 0;
        for (int x = 0; x < _left.Length; x++)
        {
            int left = _left[x], right = _right[x];
            for (int c = 0; c < _channels; c++, at++)
            {
                float first = left < 0 ? 0 : source[left + c];
                row[at] = left < 0 ? 0 : first + ((source[right + c] - first) * _weights[x]);
            }
        }
    }

    private void Erase(Span<float> view, PixelBox box)
    {
        for (int y = box.Y; y < box.Y + box.Height; y++)
            Row(view, y).Slice(box.X * _channels, box.Width * _channels).Clear();
    }

    private void Turn(Span<float> view, int quarters)
    {
        view.CopyTo(_upright);
        QuarterTurn.Apply(_upright, _height, _channels, quarters, view);
    }

    private double Pick(IReadOnlyList<double> values, int channel, string name) =>
        values.Count == 1 || values.Count == _channels
            ? values[values.Count == 1 ? 0 : channel]
            : throw new SzilardException(
                $"`{name}` has {values.Count} values, but images have {_channels} channel(s); give one, or "
                + "one per channel.");

    /// <summary>Two neighbours and the weight of the second.</summary>
    private readonly record struct Tap(int First, int Second, float Weight)
    {
        public static Tap At(int place, int cropped, int size)
        {
            double at = Math.Clamp(((place + 0.5) * cropped / size) - 0.5, 0, cropped - 1);
            int first = (int)at;
            return new Tap(first, Math.Min(first + 1, cropped - 1), (float)(at - first));
        }
    }
}
