using Szilard.Tensors;

namespace Szilard.Cli.Tests;

/// <summary>A folder for one test, and arrays in it.</summary>
internal sealed class Scratch : IDisposable
{
    public string Root { get; } = Directory.CreateTempSubdirectory("szilard-cli-").FullName;

    public string In(string name) => Path.Combine(Root, name);

    public string Npy(string name, Matrix matrix)
    {
        NpyFile.Write(In(name), NumericArray.From(matrix));
        return In(name);
    }

    public string Npy(string name, params int[] labels)
    {
        NpyFile.Write(In(name), NumericArray.From(labels));
        return In(name);
    }

    public string Npy(string name, Shape shape)
    {
        NpyFile.Write(In(name), NumericArray.From(new Batch(shape, new float[shape.Size])));
        return In(name);
    }

    /// <summary>One row of numbers, as one axis.</summary>
    public string Row(string name, params float[] values)
    {
        NpyFile.Write(In(name), NumericArray.From(new Batch(new Shape(values.Length), values)));
        return In(name);
    }

    public static Matrix Fill(int rows, int columns, Func<int, int, double> f)
    {
        Matrix matrix = new(rows, columns);
        for (int i = 0; i < rows; i++)
            for (int j = 0; j < columns; j++)
                matrix[i, j] = f(i, j);
        return matrix;
    }

    public static Matrix Normal(int rows, int columns, long seed)
    {
        RandomStream draw = RandomKey.FromSeed(seed).Stream();
        return Fill(rows, columns, (_, _) => draw.NextNormal());
    }

    public void Dispose() => Directory.Delete(Root, recursive: true);
}
