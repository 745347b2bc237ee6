using System.Numerics;
using System.Numerics.Tensors;
using MathNet.Numerics.IntegralTransforms;

namespace Szilard.Worlds.Speech;

/// <summary>Log-mel spectrograms: the power of short Hann windows, summed over triangular bands of the mel
/// scale, in decibels below the loudest band of the sound.</summary>
/// <remarks>X_t(k) = Σ_n w(n) x(tH + n) e^(−2πikn/N), w(n) = ½ − ½ cos(2πn/N); mel(f) = 2595 log₁₀(1 + f/700)
/// (O'Shaughnessy, "Speech communication", 1987). Bands are triangles of height 1 between equally spaced mels
/// from 0 to half the rate. One instance serves one thread.</remarks>
public sealed class MelSpectrogram
{
    private readonly double[] _window;
    private readonly double[][] _bands;
    private readonly Complex[] _buffer;

    /// <summary>A transform for sounds of one rate.</summary>
    /// <param name="rate">Samples per second.</param>
    /// <param name="window">N: samples of a window, ≥ 16.</param>
    /// <param name="hop">H: samples from one window to the next, ≥ 1.</param>
    /// <param name="bands">How many bands, ≥ 1.</param>
    /// <exception cref="ArgumentException">So many bands that one lies between two frequencies.</exception>
    public MelSpectrogram(int rate, int window, int hop, int bands)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(window, 16);
        ArgumentOutOfRangeException.ThrowIfLessThan(hop, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(bands, 1);
        (Hop, _buffer) = (hop, new Complex[window]);
        _window =
        [
            .. Enumerable.Range(0, window).Select(n => 0.5 - (0.5 * Math.Cos(2 * Math.PI * n / window))),
        ];
        double top = Mel(0.5 * rate), step = top / (bands + 1);
        _bands = [.. Enumerable.Range(0, bands).Select(b => Band(b * step, step, rate))];
        int empty = Array.FindIndex(_bands, band => band.All(w => w == 0));
        if (empty >= 0)
            throw new ArgumentException(
                $"Band {empty} of {bands} lies between two frequencies of a window of {window} samples; use "
                + "fewer bands or a longer window.");
    }

    /// <summary>H: samples from one window to the next.</summary>
    public int Hop { get; }

    /// <summary>How many bands.</summary>
    public int Bands => _bands.Length;

    /// <summary>How many windows lie in so many samples; shorter sounds have one.</summary>
    public int Frames(int samples) => Math.Max(1, 1 + ((samples - _window.Length) / Hop));

    /// <summary>The power of each window in each band, frames × bands.</summary>
    public double[] Power(ReadOnlySpan<float> samples)
    {
        int frames = Frames(samples.Length);
        var power = new double[frames * Bands];
        for (int t = 0; t < frames; t++)
        {
            double[] spectrum = Spectrum(samples, t * Hop);
            for (int b = 0; b < Bands; b++)
                power[(t * Bands) + b] = TensorPrimitives.Dot<double>(_bands[b], spectrum);
        }
        return power;
    }

    /// <summary>Decibels below the loudest value, no less than −<paramref name="floor"/>; silence is all
    /// floor.</summary>
    /// <param name="power">Of <see cref="Power"/>.</param>
    /// <param name="floor">In decibels, &gt; 0.</param>
    public static double[] Decibels(double[] power, double floor)
    {
        double loudest = power.Max();
        return Array.ConvertAll(
            power, p => p <= 0 ? -floor : Math.Max(-floor, 10 * Math.Log10(p / loudest)));
    }

    /// <summary>|X(k)|² for k = 0 … N/2; what lies beyond the end counts as silence.</summary>
    private double[] Spectrum(ReadOnlySpan<float> samples, int start)
    {
        for (int n = 0; n < _buffer.Length; n++)
            _buffer[n] = start + n < samples.Length ? _window[n] * samples[start + n] : 0;
        Fourier.Forward(_buffer, FourierOptions.NoScaling);
        var spectrum = new double[(_buffer.Length / 2) + 1];
        for (int k = 0; k < spectrum.Length; k++)
            spectrum[k] = (_buffer[k].Real * _buffer[k].Real) + (_buffer[k].Imaginary * _buffer[k].Imaginary);
        return spectrum;
    }

    private double[] Band(double low, double step, int rate)
    {
        var weights = new double[(_window.Length / 2) + 1];
        for (int k = 0; k < weights.Length; k++)
        {
            double place = (Mel((double)k * rate / _window.Length) - low) / step;
            weights[k] = Math.Max(0, 1 - Math.Abs(place - 1));
        }
        return weights;
    }

    private static double Mel(double hertz) => 2595 * Math.Log10(1 + (hertz / 700));
}
