using System.Numerics.Tensors;
using Szilard.Tensors;

namespace Szilard.Learners.Objectives;

/// <summary>Rows of label probabilities.</summary>
internal static class Labelled
{
    /// <summary>1 at each row's label, 0 elsewhere; a row of zeros for a label below 0.</summary>
    public static Matrix OneHot(ReadOnlySpan<double> labels, int count)
    {
        Matrix rows = new(labels.Length, count);
        for (int i = 0; i < labels.Length; i++)
        {
            if (labels[i] >= 0)
                rows[i, (int)labels[i]] = 1;
        }
        return rows;
    }

    /// <summary>The column of the greatest entry of each row.</summary>
    public static float[] Likeliest(ReadOnlySpan<float> rows, int columns)
    {
        var labels = new float[rows.Length / columns];
        for (int i = 0; i < labels.Length; i++)
            labels[i] = TensorPrimitives.IndexOfMax(rows.Slice(i * columns, columns));
        return labels;
    }

    /// <summary>Rows that sum to 1 in double, where they did in float; in place.</summary>
    public static Matrix Normalised(Matrix rows)
    {
        for (int i = 0; i < rows.Rows; i++)
        {
            Span<double> row = rows.Row(i);
            TensorPrimitives.Divide<double>(row, TensorPrimitives.Sum<double>(row), row);
        }
        return rows;
    }
}
