using Szilard.Parts;

namespace Szilard.Physics.Networks;

/// <summary>What a body does with the numbers that reach it before they touch its state.</summary>
internal static class Boundary
{
    /// <summary>Refuses a batch of the wrong size or with values that are not finite.</summary>
    public static void Check(string what, ReadOnlySpan<double> values, int count, int width)
    {
        if (values.Length != count * width)
            throw new ArgumentException(
                $"{count} samples of {width} {what} need {count * width} values, "
                + $"but {values.Length} were given.");
        for (int i = 0; i < values.Length; i++)
            if (!double.IsFinite(values[i]))
                throw new SzilardException(
                    $"Value {i % width} of sample {i / width} of the {what} is {values[i]}; give "
                    + "finite numbers.");
    }

    /// <summary>Refuses currents or gradients of another shape than the parameters.</summary>
    public static void Check(IReadOnlyList<double[]> arrays, IReadOnlyList<BodyParameter<double>> parameters)
    {
        if (!arrays.Select(a => a.Length).SequenceEqual(parameters.Select(p => p.Values.Length)))
            throw new ArgumentException(
                $"Arrays of {string.Join(", ", parameters.Select(p => p.Values.Length))} values are needed, "
                + $"but {string.Join(", ", arrays.Select(a => a.Length))} were given.", nameof(arrays));
    }

    /// <summary>Rows of several arrays side by side, n×Σ widths.</summary>
    public static T[] Beside<T>(int count, params IReadOnlyList<T[]> arrays)
    {
        if (count == 0)
            return [];
        int width = arrays.Sum(a => a.Length) / count, first = 0;
        var joined = new T[count * width];
        foreach (T[] array in arrays)
        {
            int own = array.Length / count;
            for (int row = 0; row < count; row++)
                array.AsSpan(row * own, own).CopyTo(joined.AsSpan((row * width) + first));
            first += own;
        }
        return joined;
    }
}
