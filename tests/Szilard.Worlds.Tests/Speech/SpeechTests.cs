using System.Buffers.Binary;
using Szilard.Tensors;
using Szilard.Tensors.Tests;
using Szilard.Worlds.Speech;
using static Szilard.Worlds.Tests.Datasets.DatasetFiles;

namespace Szilard.Worlds.Tests.Speech;

public sealed class SpeechTests
{
    private const int Rate = 8000;

    [Fact]
    public void Samples_of_either_depth_are_read_and_channels_averaged()
    {
        using TemporaryFolder folder = new();
        Sound mono = WavFile.Read(Save(folder, "a.wav", Wav(1, 16, [0, 0x40, 0, 0x80])));
        Assert.Equal(Rate, mono.Rate);
        Assert.Equal([0.5f, -1f], mono.Samples);
        Assert.Equal([-0.25f], WavFile.Read(Save(folder, "b.wav", Wav(2, 16, [0, 0x40, 0, 0x80]))).Samples);
        Assert.Equal([0f, -1f, 0.5f], WavFile.Read(Save(folder, "c.wav", Wav(1, 8, [128, 0, 192]))).Samples);
    }

    [Fact]
    public void Files_that_are_no_sound_are_refused_with_the_reason()
    {
        using TemporaryFolder folder = new();
        byte[] good = Wav(1, 16, new byte[100]);
        byte[] odd = [.. good];
        odd[20] = 3;
        Refused("RIFF", "x"u8.ToArray());
        Refused("cut short", good[..60]);
        Refused("no chunk `data`", good[..36]);
        Refused("PCM", odd);
        Refused("PCM", Wav(1, 24, new byte[99]));

        void Refused(string reason, byte[] bytes) => Assert.Contains(
            reason, Message(() => WavFile.Read(Save(folder, "bad.wav", bytes))), StringComparison.Ordinal);
    }

    /// <summary>Every band of every window by the sum that defines the transform, term by term.</summary>
    [Fact]
    public void Power_is_that_of_the_defining_sums()
    {
        const int Window = 64, Hop = 24, Bands = 6;
        RandomStream stream = RandomKey.FromSeed(1).Stream();
        float[] x = new float[200];
        foreach (ref float value in x.AsSpan())
            value = (float)stream.NextNormal();
        MelSpectrogram mel = new(Rate, Window, Hop, Bands);
        double[] power = mel.Power(x);
        Assert.Equal(6 * Bands, power.Length);
        for (int t = 0; t < 6; t++)
            for (int b = 0; b < Bands; b++)
                Assert.Equal(Slow(x, t * Hop, b), power[(t * Bands) + b], 1e-8);

        static double Slow(float[] x, int start, int band)
        {
            double step = Mel(Rate / 2.0) / (Bands + 1), sum = 0;
            for (int k = 0; k <= Window / 2; k++)
            {
                double re = 0, im = 0;
                for (int n = 0; n < Window; n++)
                {
                    double angle = 2 * Math.PI * n / Window, w = 0.5 - (0.5 * Math.Cos(angle));
                    re += w * x[start + n] * Math.Cos(k * angle);
                    im -= w * x[start + n] * Math.Sin(k * angle);
                }
                double m = Mel((double)k * Rate / Window) / step;
                sum += Math.Max(0, 1 - Math.Abs(m - band - 1)) * ((re * re) + (im * im));
            }
            return sum;
        }

        static double Mel(double f) => 2595 * Math.Log10(1 + (f / 700));
    }

    [Theory]
    [InlineData(300)]
    [InlineData(1000)]
    [InlineData(3000)]
    public void A_tone_is_loudest_in_the_band_at_its_pitch(double hertz)
    {
        MelSpectrogram mel = new(Rate, 256, 80, 32);
        double[] decibels = MelSpectrogram.Decibels(mel.Power(Tone(hertz)), 80);
        double step = 2595 * Math.Log10(1 + (4000 / 700.0)) / 33;
        double expected = (2595 * Math.Log10(1 + (hertz / 700)) / step) - 1;
        for (int t = 0; t < mel.Frames(4000); t++)
        {
            double[] frame = decibels[(t * 32)..((t + 1) * 32)];
            Assert.InRange(Array.IndexOf(frame, frame.Max()), expected - 1, expected + 1);
        }
        Assert.Equal(0, decibels.Max(), 1e-12);
        Assert.All(MelSpectrogram.Decibels(new double[8], 60), d => Assert.Equal(-60, d));
    }

    [Fact]
    public void A_folder_of_takes_is_a_world_of_pictures_with_its_own_test_split()
    {
        using TemporaryFolder folder = new();
        foreach (string speaker in (string[])["zoe", "ann"])
            for (int take = 3; take < 8; take++)
                for (int digit = 0; digit < 3; digit++)
                    Save(folder, $"recordings/{digit}_{speaker}_{take}.wav", Tone16(500 * (digit + 1)));
        IWorld digits = SpeechWorld.Open(folder.Path, Settings(SpeechWorld.Card));
        Assert.Equal(new Shape(32, 61, 1), digits.ObservationShape);
        Assert.Equal((18L, 12L, 3), (digits.Size(Split.Training), digits.Size(Split.Test), digits.Classes));
        Situations all = digits.Sample(100, Split.Training, default);
        var images = (ImageObservations)all.Observations;
        int[] loudest = [.. Enumerable.Range(0, 18).Select(i => Row(images.Image(i)))];
        Assert.Equal(3, loudest.Zip(all.Labels!).Distinct().Count());
        IWorld speakers = SpeechWorld.Open(folder.Path, Settings(SpeechWorld.Card, ("labels", "speaker")));
        Assert.Equal(2, speakers.Classes);
        Assert.Equal([9, 9], speakers.Sample(100, Split.Training, default).Labels!.CountBy(l => l)
            .OrderBy(c => c.Key).Select(c => c.Value));
    }

    /// <summary>Digit and speaker are told as latents where that is asked for, whatever the label.</summary>
    [Fact]
    public void Digit_and_speaker_can_be_told_as_factors()
    {
        using TemporaryFolder folder = new();
        foreach (string speaker in (string[])["zoe", "ann"])
            for (int take = 3; take < 7; take++)
                for (int digit = 0; digit < 3; digit++)
                    Save(folder, $"recordings/{digit}_{speaker}_{take}.wav", Tone16(500 * (digit + 1)));
        IWorld plain = SpeechWorld.Open(folder.Path, Settings(SpeechWorld.Card));
        Assert.Equal(0, plain.LatentDimensions);
        Assert.Null(plain.Sample(9, Split.Test, default).Latents);
        IWorld told = SpeechWorld.Open(
            folder.Path, Settings(SpeechWorld.Card, ("factors", true), ("labels", "speaker"), ("limit", 7)));
        Assert.Equal(2, told.LatentDimensions);
        Situations digits = plain.Sample(9, Split.Test, default), test = told.Sample(9, Split.Test, default);
        Assert.Equal(digits.Labels!, Column(test, 0));
        foreach (Situations drawn in (Situations[])[told.Draw(5, 1, default), test])
            Assert.Equal(drawn.Labels!, Column(drawn, 1));

        static int[] Column(Situations drawn, int factor) =>
            Array.ConvertAll(drawn.Latents!.Column(factor), v => (int)v);
    }

    [Fact]
    public void Folders_of_other_things_are_refused()
    {
        using TemporaryFolder folder = new();
        Assert.Contains("no .wav", Refusal(), StringComparison.Ordinal);
        Save(folder, "hello.wav", Tone16(500));
        Assert.Contains("digit_speaker_take.wav", Refusal(), StringComparison.Ordinal);
        File.Delete(Path.Combine(folder.Path, "hello.wav"));
        Save(folder, "1_ann_7.wav", Tone16(500));
        Save(folder, "1_ann_8.wav", Wav(1, 16, new byte[100], rate: 16000));
        Assert.Contains("16000 Hz", Refusal(), StringComparison.Ordinal);

        string Refusal() => Message(() => SpeechWorld.Open(folder.Path, Settings(SpeechWorld.Card)));
    }

    /// <summary>Opt-in: SZILARD_SPEECH names the folder of the Free Spoken Digit Dataset.</summary>
    [Fact]
    public void The_real_recordings_are_read()
    {
        string? path = Environment.GetEnvironmentVariable("SZILARD_SPEECH");
        Assert.SkipWhen(string.IsNullOrEmpty(path), "SZILARD_SPEECH names no folder.");
        IWorld world = SpeechWorld.Open(path!, Settings(SpeechWorld.Card));
        Assert.Equal((2700L, 300L, 10), (world.Size(Split.Training), world.Size(Split.Test), world.Classes));
    }

    private static int Row(ReadOnlySpan<byte> image)
    {
        int column = 20, best = 0;
        for (int band = 0; band < 32; band++)
            if (image[(band * 61) + column] > image[(best * 61) + column])
                best = band;
        return best;
    }

    private static string Save(TemporaryFolder folder, string name, byte[] bytes)
    {
        string path = Path.Combine(folder.Path, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllBytes(path, bytes);
        return path;
    }

    private static float[] Tone(double hertz) =>
        [.. Enumerable.Range(0, 4000).Select(i => (float)Math.Sin(2 * Math.PI * hertz * i / Rate))];

    private static byte[] Tone16(double hertz)
    {
        float[] tone = Tone(hertz);
        var data = new byte[2 * tone.Length];
        for (int i = 0; i < tone.Length; i++)
            BinaryPrimitives.WriteInt16LittleEndian(data.AsSpan(2 * i), (short)(20_000 * tone[i]));
        return Wav(1, 16, data);
    }

    private static byte[] Wav(int channels, int bits, byte[] data, int rate = Rate)
    {
        byte[] file = new byte[44 + data.Length];
        "RIFF"u8.CopyTo(file);
        BinaryPrimitives.WriteInt32LittleEndian(file.AsSpan(4), 36 + data.Length);
        "WAVEfmt "u8.CopyTo(file.AsSpan(8));
        BinaryPrimitives.WriteInt32LittleEndian(file.AsSpan(16), 16);
        (file[20], file[22], file[34]) = (1, (byte)channels, (byte)bits);
        BinaryPrimitives.WriteInt32LittleEndian(file.AsSpan(24), rate);
        "data"u8.CopyTo(file.AsSpan(36));
        BinaryPrimitives.WriteInt32LittleEndian(file.AsSpan(40), data.Length);
        data.CopyTo(file.AsSpan(44));
        return file;
    }
}
