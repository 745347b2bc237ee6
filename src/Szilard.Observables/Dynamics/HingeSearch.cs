using System.Numerics.Tensors;

namespace Szilard.Observables.Dynamics;

/// <summary>The further hinge (x − x_k)₊ that helps a fit of 1, x and the hinges held most. What a candidate
/// explains of residuals r is (r·u)², u its column without what the held ones span, of unit length: found
/// once for all r.</summary>
internal sealed class HingeSearch
{
    private const int Edge = 2, Between = 4;
    private const double Dependent = 1e-9;

    private readonly List<double[]> _basis = [];
    private readonly List<(double Knot, double[] Column)> _candidates = [];
    private readonly int _free;

    /// <summary>A search. Knots are places among the readings: 3.25 is a quarter of the way from the fourth
    /// to the fifth. Two readings at least lie before, between and after them.</summary>
    /// <param name="x">Abscissae, increasing.</param>
    /// <param name="held">The knots held.</param>
    public HingeSearch(double[] x, double[] held)
    {
        foreach (double[] column in (double[][])[[.. x.Select(_ => 1.0)], x, .. held.Select(
            k => Hinge(x, k))])
        {
            if (Unit(Residuals(column), column) is { } unit)
                _basis.Add(unit);
        }
        for (int i = Between * Edge; i <= Between * (x.Length - 1 - Edge); i++)
        {
            double knot = (double)i / Between;
            double[] column = Hinge(x, knot);
            if (!held.Any(h => Math.Abs(h - knot) < Edge) && Unit(Residuals(column), column) is { } unit)
                _candidates.Add((knot, unit));
        }
        _free = x.Length - _basis.Count - 1;
    }

    /// <summary>What the held columns leave.</summary>
    public double[] Residuals(double[] y)
    {
        double[] rest = [.. y];
        for (int twice = 0; twice < 2; twice++) // once more takes away what rounding left
        {
            foreach (double[] unit in _basis)
                TensorPrimitives.MultiplyAdd(unit, -TensorPrimitives.Dot<double>(unit, rest), rest, rest);
        }
        return rest;
    }

    /// <summary>The best further knot for some residuals, with its F statistic; null where there is
    /// none.</summary>
    public (double Knot, double F)? Best(double[] rest)
    {
        double squares = TensorPrimitives.SumOfSquares<double>(rest), most = -1;
        double best = -1;
        foreach ((double knot, double[] column) in _candidates)
        {
            double explained = TensorPrimitives.Dot<double>(column, rest);
            if (explained * explained > most)
                (most, best) = (explained * explained, knot);
        }
        return best < 0 || _free < 1
            ? null
            : (best, most / Math.Max((squares - most) / _free, double.Epsilon));
    }

    /// <summary>The abscissa of a knot.</summary>
    public static double At(double[] x, double knot)
    {
        int below = Math.Min((int)knot, x.Length - 2);
        return x[below] + ((knot - below) * (x[below + 1] - x[below]));
    }

    private static double[] Hinge(double[] x, double knot) =>
        [.. x.Select(v => Math.Max(0, v - At(x, knot)))];

    private static double[]? Unit(double[] rest, double[] column)
    {
        double norm = TensorPrimitives.Norm<double>(rest);
        if (!(norm > Dependent * TensorPrimitives.Norm<double>(column)))
            return null;
        TensorPrimitives.Divide(rest, norm, rest);
        return rest;
    }
}
