using Szilard.Parts;
using Szilard.Physics.Networks.Hopfield;
using Szilard.Tensors;
using Szilard.Worlds.Datasets;

namespace Szilard.Experiments.Inquiries.Bodies;

/// <summary>MNIST in the order of its files.</summary>
internal static class MnistFiles
{
    private const int Pixels = 784;

    /// <summary>Digits of one part.</summary>
    /// <param name="folder">The folder of the files, packed or not; empty where none was named.</param>
    /// <param name="part"><c>train</c> or <c>t10k</c>.</param>
    /// <param name="count">How many, from the first on.</param>
    /// <param name="white">The byte value that becomes 1.</param>
    /// <exception cref="SzilardException">No folder was named, or a file is missing or holds too
    /// little.</exception>
    public static LabelledSamples Read(string folder, string part, int count, float white)
    {
        if (folder.Length == 0)
            throw new SzilardException("The digits of MNIST are needed; name their folder with --data PATH.");
        NumericArray images = IdxFile.Read(Find(folder, $"{part}-images-idx3-ubyte"));
        NumericArray labels = IdxFile.Read(Find(folder, $"{part}-labels-idx1-ubyte"));
        if (images.Shape.Size < count * Pixels || images.Shape.Lengths[0] != labels.Shape.Size)
            throw new SzilardException(
                $"`{folder}` holds images {images.Shape} and labels {labels.Shape} under `{part}`; at least "
                + $"{count} digits of 28×28 pixels with a label each are needed.");
        float[] pixels = [.. images.Bytes[..(count * Pixels)].ToArray().Select(b => b / white)];
        return new LabelledSamples(pixels, labels.ToLabels()[..count]);
    }

    private static string Find(string folder, string name) =>
        new[] { name, name + ".gz" }.Select(n => Path.Combine(folder, n)).FirstOrDefault(File.Exists)
        ?? throw new SzilardException(
            $"`{folder}` has no `{name}` or `{name}.gz`; name the folder of MNIST.");
}
