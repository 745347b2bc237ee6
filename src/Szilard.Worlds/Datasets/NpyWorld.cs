using Szilard.Parts;
using Szilard.Tensors;

namespace Szilard.Worlds.Datasets;

/// <summary>Arrays that NumPy wrote: vectors n × d, or images of bytes.</summary>
public static class NpyWorld
{
    /// <summary>Name, meaning and parameters.</summary>
    public static PartCard Card { get; } = new(
        "npy",
        "A NumPy array: vectors n×d of any number type, or images n×h×w or n×h×w×c (1 or 3 channels) of "
        + "uint8; .npy, or .npz with x and y, or x_train, y_train, x_test, y_test.",
        "NumPy Enhancement Proposal 1, A simple file format for NumPy arrays, 2007")
    {
        Parameters =
        [
            DatasetParameters.Labels, DatasetParameters.TestFraction, DatasetParameters.SplitSeed,
            DatasetParameters.Limit, .. DatasetParameters.Imbalance,
            DatasetParameters.Standardise,
        ],
    };

    /// <summary>The world in a file.</summary>
    /// <exception cref="SzilardException">The file is missing or damaged, has another shape, or holds NaN or
    /// an infinity.</exception>
    public static IWorld Open(string path, Settings settings)
    {
        bool archive = path.EndsWith(".npz", StringComparison.OrdinalIgnoreCase);
        IReadOnlyDictionary<string, NumericArray> arrays = archive
            ? NpzFile.Read(path)
            : new Dictionary<string, NumericArray> { ["x"] = NpyFile.Read(path) };
        string labels = settings.Text("labels");
        if (arrays.ContainsKey("x"))
            return DatasetParameters.Split(Samples(arrays, "x", "y", path, labels), settings, []);
        if (!arrays.ContainsKey("x_train"))
            throw new SzilardException(
                $"`{path}` holds {string.Join(", ", arrays.Keys.Take(8))}; call the samples `x` and the "
                + "labels `y`.");
        SampleSet training = Samples(arrays, "x_train", "y_train", path, labels);
        if (!arrays.ContainsKey("x_test"))
            return DatasetParameters.Split(training, settings, []);
        string testLabels = DatasetParameters.LabelsOfTest(settings);
        SampleSet test = Samples(arrays, "x_test", "y_test", path, testLabels);
        return training.ItemShape.Equals(test.ItemShape) && training.GetType() == test.GetType()
            ? DatasetParameters.World(training, test, settings, [])
            : throw new SzilardException(
                $"`{path}`: training samples are {training.ItemShape}, test samples {test.ItemShape}; they "
                + "must agree.");
    }

    private static SampleSet Samples(
        IReadOnlyDictionary<string, NumericArray> arrays, string values, string labels, string path,
        string setting)
    {
        SampleSet samples = ToSamples(arrays[values], path);
        return samples with
        {
            Labels = LabelFile.Resolve(
                setting, path, samples.Count, () =>
                    arrays.TryGetValue(labels, out NumericArray? y) ? y.ToLabels() : null),
        };
    }

    private static SampleSet ToSamples(NumericArray array, string path)
    {
        if (PixelArray.IsImages(array))
            return PixelArray.ToImages(array, path);
        if (array.Shape.Rank is not (1 or 2) || array.Shape.Size == 0)
            throw new SzilardException(
                $"`{path}` is {array.Shape} of {array.Type}; give vectors n×d, or images n×h×w or n×h×w×c (1 "
                + "or 3 channels) of uint8 from 0 to 255.");
        Shape shape = new(array.Shape[0], array.Shape.Rank == 2 ? array.Shape[1] : 1);
        return new VectorSet(Cell.RequireFinite(new Batch(shape, array.ToFloats()), path), null);
    }
}
