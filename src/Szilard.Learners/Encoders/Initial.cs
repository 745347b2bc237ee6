using Szilard.Tensors;

namespace Szilard.Learners.Encoders;

/// <summary>First values of weights.</summary>
internal static class Initial
{
    /// <summary>Uniform on ±1/√inputs: PyTorch's default for linear and convolutional layers (Kaiming
    /// uniform with a = √5), weights and biases alike; times <paramref name="gain"/>, √6 for the uniform law
    /// of He, Zhang, Ren, Sun 2015.</summary>
    public static float[] Uniform(Shape shape, int inputs, RandomKey key, double gain = 1)
    {
        double bound = gain / Math.Sqrt(Math.Max(1, inputs));
        RandomStream random = key.Stream();
        var values = new float[shape.Size];
        for (int i = 0; i < values.Length; i++)
            values[i] = (float)random.NextUniform(-bound, bound);
        return values;
    }

    public static float[] Constant(int count, float value)
    {
        var values = new float[count];
        values.AsSpan().Fill(value);
        return values;
    }
}
