using Szilard.Parts;
using Szilard.Tensors;

namespace Szilard.Worlds.Datasets;

/// <summary>CIFAR-10 in its binary version: records of one label and three planes of 32 × 32 bytes.</summary>
public static class CifarWorld
{
    private const int Side = 32;
    private const int Plane = Side * Side;
    private const int Record = 1 + (3 * Plane);
    private const int Classes = 10;

    /// <summary>Name, meaning and parameters.</summary>
    public static PartCard Card { get; } = new(
        "cifar",
        "CIFAR-10, binary version: a folder with data_batch_*.bin and test_batch.bin, or one such file.",
        "Krizhevsky, Learning multiple layers of features from tiny images, 2009")
    {
        Parameters =
        [
            DatasetParameters.Labels, DatasetParameters.TestFraction, DatasetParameters.SplitSeed,
            DatasetParameters.Limit, .. DatasetParameters.Imbalance,
        ],
    };

    /// <summary>The world in a folder or a file.</summary>
    /// <exception cref="SzilardException">Files are missing or damaged.</exception>
    public static IWorld Open(string path, Settings settings)
    {
        if (!Directory.Exists(path))
            return DatasetParameters.Split(Read([path], path, settings.Text("labels")), settings, []);
        string[] batches = [.. Directory.GetFiles(path, "data_batch_*.bin").Order(StringComparer.Ordinal)];
        if (batches.Length == 0)
            throw new SzilardException($"`{path}` holds no `data_batch_*.bin`; check the path.");
        ImageSet training = Read(batches, path, settings.Text("labels"));
        string test = Path.Combine(path, "test_batch.bin");
        string testLabels = DatasetParameters.LabelsOfTest(settings);
        return File.Exists(test)
            ? DatasetParameters.World(training, Read([test], test, testLabels), settings, [])
            : DatasetParameters.Split(training, settings, []);
    }

    private static ImageSet Read(string[] files, string source, string labelSetting)
    {
        byte[][] records = [.. files.Select(ReadRecords)];
        int count = records.Sum(r => r.Length / Record);
        if ((long)count * 3 * Plane > Array.MaxLength)
            throw new SzilardException(
                $"`{source}` holds {count} images, more than fit into one store; use fewer files.");
        var store = new byte[count * 3 * Plane];
        var labels = new int[count];
        int item = 0;
        foreach (byte[] batch in records)
            for (int start = 0; start < batch.Length; start += Record, item++)
            {
                labels[item] = batch[start];
                Interleave(batch.AsSpan(start + 1, 3 * Plane), store.AsSpan(item * 3 * Plane));
            }
        return ImageSet.All(store, Side, Side, 3, Labels());

        int[]? Labels() => LabelFile.Resolve(labelSetting, source, count, () => labels);
    }

    private static byte[] ReadRecords(string file) => GuardedFile.Read(file, stream =>
    {
        if (stream.Length == 0 || stream.Length % Record != 0)
            throw new SzilardException(
                $"`{file}` has {stream.Length} bytes, but CIFAR-10 comes in records of {Record}; it is cut "
                + "short, or another dataset (CIFAR-100 has records of 3074).");
        byte[] bytes = GuardedFile.ReadBytes(stream, stream.Length, file);
        for (int start = 0; start < bytes.Length; start += Record)
            if (bytes[start] >= Classes)
                throw new SzilardException(
                    $"`{file}`: record {start / Record} has the label {bytes[start]}, but CIFAR-10 has 0 to "
                    + "9; the file is damaged.");
        return bytes;
    });

    private static void Interleave(ReadOnlySpan<byte> planes, Span<byte> pixels)
    {
        for (int i = 0; i < Plane; i++)
        {
            pixels[3 * i] = planes[i];
            pixels[(3 * i) + 1] = planes[Plane + i];
            pixels[(3 * i) + 2] = planes[(2 * Plane) + i];
        }
    }
}
