using Szilard.Parts;
using Szilard.Tensors;
using Szilard.Worlds.Datasets;

namespace Szilard.Worlds.Speech;

/// <summary>Spoken words in wav files as log-mel pictures: bands from low (top row) to high, time from left
/// to right.</summary>
/// <remarks>Layout of the Free Spoken Digit Dataset: <c>digit_speaker_take.wav</c>, takes 0 to 4 are for
/// testing.</remarks>
public static class SpeechWorld
{
    private const double Floor = 80;
    private const string Digit = "digit";

    /// <summary>Name, meaning and parameters.</summary>
    public static PartCard Card { get; } = new(
        "speech", "Spoken words in a folder of digit_speaker_take.wav files, as log-mel pictures.",
        "Jakobovski, Free Spoken Digit Dataset; Davis, Mermelstein, Comparison of parametric representations "
            + "for monosyllabic word recognition, 1980")
    {
        Formula = "10 log₁₀ Σ_k band_b(k) |STFT_t(k)|², from −80 dB (0) to the loudest (255)",
        Convention = "Hann windows; HTK's mel scale; rows are bands from low to high, columns time; later "
            + "sound is cut off, what is missing is silence. Takes 0 to 4 are the test split, where "
            + "there are others too.",
        Parameters =
        [
            new ChoiceParameter("labels", "What the labels say.", Digit, Digit, "speaker", "none"),
            new FlagParameter(
                "factors", "Give meters digit and speaker as latents, two columns of numbers without order.",
                false),
            new NumberParameter("seconds", "How much of each sound is shown.", 0.64, 0.05, 60),
            new IntegerParameter("bands", "Rows: how many mel bands.", 32, 4, 256),
            new NumberParameter("window", "Length of a window, in milliseconds.", 32, 1, 1000),
            new NumberParameter("hop", "From one window to the next, in milliseconds.", 10, 0.5, 1000),
            DatasetParameters.TestFraction, DatasetParameters.SplitSeed, DatasetParameters.Limit,
            .. DatasetParameters.Imbalance,
        ],
    };

    /// <summary>The world in a folder, or in its sub-folder <c>recordings</c>.</summary>
    /// <exception cref="SzilardException">There are no such files, one is damaged, or rates
    /// differ.</exception>
    public static IWorld Open(string path, Settings settings)
    {
        Take[] takes = Take.Find(path);
        string[] speakers = [.. takes.Select(t => t.Speaker).Distinct().Order(StringComparer.Ordinal)];
        Func<Take, int>? label = settings.Choice("labels") switch
        {
            Digit => take => take.Digit,
            "speaker" => take => Array.IndexOf(speakers, take.Speaker),
            _ => null,
        };
        Gramophone reader = new(takes[0].Path, settings);
        string[] remarks = settings.Choice("labels") != "speaker"
            ? [] : [$"Speakers are numbered in alphabetical order: {string.Join(", ", speakers)}."];
        Take[] training = [.. takes.Where(t => !t.ForTest)], test = [.. takes.Where(t => t.ForTest)];
        return training.Length == 0 || test.Length == 0
            ? DatasetParameters.Split(Show(takes), settings, remarks)
            : DatasetParameters.World(Show(training), Show(test), settings, remarks);

        ImageSet Show(Take[] shown) => reader.Show(shown, label) with
        {
            Factors = settings.Flag("factors") ? Factors(shown, speakers) : null,
        };
    }

    /// <summary>Digit and speaker of each take.</summary>
    private static Matrix Factors(Take[] takes, string[] speakers)
    {
        Matrix factors = new(takes.Length, 2);
        for (int i = 0; i < takes.Length; i++)
            (factors[i, 0], factors[i, 1]) = (takes[i].Digit, Array.IndexOf(speakers, takes[i].Speaker));
        return factors;
    }

    /// <summary>One recording.</summary>
    private sealed record Take(string Path, int Digit, string Speaker, int Number)
    {
        private const int TestTakes = 5;

        public bool ForTest => Number < TestTakes;

        public static Take[] Find(string path)
        {
            string inner = System.IO.Path.Combine(path, "recordings");
            string folder = Directory.Exists(inner) ? inner : path;
            if (!Directory.Exists(folder))
                throw new SzilardException($"`{path}` is no folder of digit_speaker_take.wav files; check "
                    + "the path.");
            string[] files = [.. Directory.GetFiles(folder, "*.wav").Order(StringComparer.Ordinal)];
            if (files.Length == 0)
                throw new SzilardException($"`{folder}` holds no .wav file; check the path.");
            return Array.ConvertAll(files, Parse);
        }

        private static Take Parse(string path)
        {
            string[] words = System.IO.Path.GetFileNameWithoutExtension(path).Split('_');
            return words.Length == 3 && int.TryParse(words[0], out int digit) && digit >= 0
                && int.TryParse(words[2], out int number)
                ? new Take(path, digit, words[1], number)
                : throw new SzilardException(
                    $"`{path}` is not called digit_speaker_take.wav, as 7_jackson_12.wav; rename it or take "
                        + "it away.");
        }
    }

    /// <summary>Turns recordings of one rate into pictures of one size.</summary>
    private sealed class Gramophone
    {
        private readonly int _rate, _samples, _columns;
        private readonly MelSpectrogram _mel;

        public Gramophone(string first, Settings settings)
        {
            _rate = WavFile.Read(first).Rate;
            int window = Samples(settings.Number("window") / 1000);
            int hop = Samples(settings.Number("hop") / 1000);
            try
            {
                _mel = new MelSpectrogram(_rate, window, hop, settings.Integer("bands"));
            }
            catch (ArgumentException fault)
            {
                throw new SzilardException(
                    $"`bands: {settings.Integer("bands")}` and `window: {settings.Number("window")}` do not "
                        + $"fit {_rate} Hz: {fault.Message}", fault);
            }
            _samples = Math.Max(window, Samples(settings.Number("seconds")));
            _columns = _mel.Frames(_samples);
        }

        public ImageSet Show(Take[] takes, Func<Take, int>? label)
        {
            int item = _mel.Bands * _columns;
            var store = new byte[checked((long)item * takes.Length)];
            for (int i = 0; i < takes.Length; i++)
                Show(takes[i].Path, store.AsSpan(i * item, item));
            return ImageSet.All(
                store, _mel.Bands, _columns, 1,
                label is null ? null : Array.ConvertAll(takes, t => label(t)));
        }

        private void Show(string path, Span<byte> picture)
        {
            Sound sound = WavFile.Read(path);
            if (sound.Rate != _rate)
                throw new SzilardException(
                    $"`{path}` has {sound.Rate} Hz, but the first file has {_rate}; bring all to one rate.");
            var samples = new float[_samples];
            sound.Samples.AsSpan(0, Math.Min(_samples, sound.Samples.Length)).CopyTo(samples);
            double[] decibels = MelSpectrogram.Decibels(_mel.Power(samples), Floor);
            for (int t = 0; t < _columns; t++)
                for (int b = 0; b < _mel.Bands; b++)
                    picture[(b * _columns) + t] =
                        (byte)Math.Round(255 * (1 + (decibels[(t * _mel.Bands) + b] / Floor)));
        }

        private int Samples(double seconds) => (int)Math.Round(seconds * _rate);
    }
}
