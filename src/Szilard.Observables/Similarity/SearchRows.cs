using System.Numerics.Tensors;
using Szilard.Observables.Algebra;
using Szilard.Tensors;
using Szilard.Tensors.Kernels;

namespace Szilard.Observables.Similarity;

/// <summary>Rows among which nearest ones are sought. Their score is the cosine, or −‖q − r‖²/2; either is
/// q·r − |q|½ − |r|½, where the halves of squares are 0 for cosines.</summary>
internal sealed class SearchRows
{
    private SearchRows(Matrix queries, Matrix references, bool cosine, bool areOne)
    {
        (Queries, References, IsCosine, AreOne) = (queries, references, cosine, areOne);
        ReferenceHalves = Halves(references, cosine);
        QueryHalves = queries == references ? ReferenceHalves : Halves(queries, cosine);
    }

    /// <summary>One query per row: of length 1 for cosines, else about the references' mean.</summary>
    public Matrix Queries { get; }

    /// <summary>One candidate per row, likewise.</summary>
    public Matrix References { get; }

    /// <summary>Cosine, otherwise Euclidean distance.</summary>
    public bool IsCosine { get; }

    /// <summary>The two arrays are one, and no row is its own neighbour.</summary>
    public bool AreOne { get; }

    /// <summary>‖q‖²/2 of each query; 0 for cosines.</summary>
    public double[] QueryHalves { get; }

    /// <summary>‖r‖²/2 of each reference; 0 for cosines.</summary>
    public double[] ReferenceHalves { get; }

    /// <summary>The length of the longest row; 1 for cosines.</summary>
    public double Longest => IsCosine ? 1 : Math.Sqrt(2 * Math.Max(
        TensorPrimitives.Max<double>(QueryHalves), TensorPrimitives.Max<double>(ReferenceHalves)));

    /// <summary>Lays the rows out.</summary>
    public static SearchRows Of(
        Matrix queries, Matrix references, bool cosine, bool excludeSelf, Workers workers)
    {
        double[] centre = cosine ? [] : Centre(references);
        Matrix Lay(Matrix rows)
        {
            var laid = new Matrix(rows.Rows, rows.Columns);
            workers.Run(rows.Rows, i =>
            {
                if (cosine)
                    Columns.NormaliseRow(rows.Row(i), laid.Row(i));
                else
                    TensorPrimitives.Subtract(rows.Row(i), centre, laid.Row(i));
            });
            return laid;
        }
        Matrix r = Lay(references);
        return new SearchRows(queries == references ? r : Lay(queries), r, cosine, excludeSelf);
    }

    /// <summary>The score, by differences: what is small beside the rows' length is not lost.</summary>
    public double Score(int query, int reference)
    {
        ReadOnlySpan<double> q = Queries.Row(query), r = References.Row(reference);
        if (IsCosine)
            return TensorPrimitives.Dot(q, r);
        double distance = TensorPrimitives.Distance(q, r);
        return -distance * distance / 2;
    }

    /// <summary>The mean to a multiple of a power of two near the spread, so that differences of short
    /// numbers (integers, grids) stay exact.</summary>
    private static double[] Centre(Matrix rows)
    {
        double[] means = Columns.Means(rows);
        double spread = Math.Sqrt(Columns.Variances(rows, means).Append(0).Max());
        double unit = spread > 0 ? Math.ScaleB(1, Math.ILogB(spread)) : 0;
        return unit > 0 ? Array.ConvertAll(means, mean => Math.Round(mean / unit) * unit) : means;
    }

    private static double[] Halves(Matrix rows, bool cosine)
    {
        var halves = new double[rows.Rows];
        for (int i = 0; i < halves.Length && !cosine; i++)
            halves[i] = TensorPrimitives.SumOfSquares<double>(rows.Row(i)) / 2;
        return halves;
    }
}
