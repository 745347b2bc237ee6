using System.Numerics.Tensors;
using Szilard.Tensors;
using Szilard.Worlds.Latents;

namespace Szilard.Worlds.Generated;

/// <summary>What is seen of latents through a mixing.</summary>
internal static class Looks
{
    /// <summary>g(z), rounded to floats.</summary>
    public static Batch Mix(IMixing mixing, Matrix latents) =>
        Rounded(latents.Rows, mixing.Outputs, Mixed(mixing, latents));

    /// <summary>g(z) + σ ε, rounded to floats.</summary>
    public static VectorObservations See(IMixing mixing, double noise, Matrix latents, RandomKey key)
    {
        double[] seen = Mixed(mixing, latents);
        if (noise > 0)
        {
            RandomStream stream = key.Stream();
            foreach (ref double value in seen.AsSpan())
                value += noise * stream.NextNormal();
        }
        return new VectorObservations(Rounded(latents.Rows, mixing.Outputs, seen));
    }

    private static double[] Mixed(IMixing mixing, Matrix latents)
    {
        var seen = new double[latents.Rows * mixing.Outputs];
        mixing.Forward(latents.Values, seen);
        return seen;
    }

    private static Batch Rounded(int rows, int columns, double[] seen)
    {
        var values = new float[seen.Length];
        TensorPrimitives.ConvertTruncating<double, float>(seen, values);
        return new Batch(new Shape(rows, columns), values);
    }
}
