using Szilard.Observables.Conditionals;
using Szilard.Tensors;

namespace Szilard.Observables.Tests.Conditionals;

/// <summary>A second way to the same numbers: the normaliser by brute force, where score matching needs
/// none.</summary>
public sealed class SphereLikelihoodTests
{
    private const int Count = 1500, Latitudes = 24, Longitudes = 40;

    /// <summary>Greatest likelihood over Λ = (a, a, b) by a grid search, the normaliser summed over 960
    /// points of the sphere for each anchor. Both estimators are consistent; they lie within 4 of score
    /// matching's errors of each other, and both within 4 of the truth (5, 5, 25).</summary>
    [Fact]
    public void Score_matching_and_likelihood_by_quadrature_agree()
    {
        (Matrix anchors, Matrix children) = Draw(5, 25);
        ConditionalInference read = ConditionalInference.Of(PairSample.Of(anchors, children), Samples.Key);
        (double blunt, double sharp) = Likeliest(anchors, children);
        double mean = (read.Precisions[0] + read.Precisions[1]) / 2;
        Assert.InRange(Math.Abs(mean - blunt), 0, 4 * read.PrecisionErrors[0]);
        Assert.InRange(Math.Abs(read.Precisions[2] - sharp), 0, 4 * read.PrecisionErrors[2]);
        Assert.InRange(Math.Abs(sharp - 25), 0, 4 * read.PrecisionErrors[2]);
        Assert.InRange(Math.Abs(blunt - 5), 0, 4 * read.PrecisionErrors[0]);
    }

    private static (double Blunt, double Sharp) Likeliest(Matrix anchors, Matrix children)
    {
        (double[][] points, double[] weights) = Sphere();
        double a = 4.6, b = 23, most = double.NegativeInfinity;
        foreach (double factor in (double[])[0.1, 0.02])
        {
            (double centreA, double centreB) = (a, b);
            for (int i = -3; i <= 3; i++)
                for (int j = -3; j <= 3; j++)
                {
                    (double x, double y) = (centreA * (1 + (i * factor)), centreB * (1 + (j * factor)));
                    double told = LogLikelihood(anchors, children, points, weights, x, y);
                    if (told > most)
                        (most, a, b) = (told, x, y);
                }
        }
        return (a, b);
    }

    private static double LogLikelihood(
        Matrix anchors, Matrix children, double[][] points, double[] weights, double a, double b)
    {
        double sum = 0;
        for (int i = 0; i < anchors.Rows; i++)
        {
            double normaliser = 0;
            for (int p = 0; p < points.Length; p++)
                normaliser += weights[p] * Math.Exp(Exponent(anchors.Row(i), points[p], a, b));
            sum += Exponent(anchors.Row(i), children.Row(i), a, b) - Math.Log(normaliser);
        }
        return sum;
    }

    private static double Exponent(ReadOnlySpan<double> z, ReadOnlySpan<double> child, double a, double b) =>
        -0.5 * ((a * (Square(child[0] - z[0]) + Square(child[1] - z[1]))) + (b * Square(child[2] - z[2])));

    private static double Square(double x) => x * x;

    /// <summary>Midpoints in latitude and longitude.</summary>
    private static (double[][] Points, double[] Weights) Sphere()
    {
        List<double[]> points = [];
        List<double> weights = [];
        for (int i = 0; i < Latitudes; i++)
        {
            double polar = Math.PI * (i + 0.5) / Latitudes, sine = Math.Sin(polar);
            for (int j = 0; j < Longitudes; j++)
            {
                double around = 2 * Math.PI * (j + 0.5) / Longitudes;
                points.Add([sine * Math.Cos(around), sine * Math.Sin(around), Math.Cos(polar)]);
                weights.Add(sine);
            }
        }
        return ([.. points], [.. weights]);
    }

    private static (Matrix Anchors, Matrix Children) Draw(double a, double b)
    {
        RandomStream random = Samples.Key.Split("likelihood").Stream();
        Matrix anchors = new(Count, 3), children = new(Count, 3);
        for (int i = 0; i < Count;)
        {
            Fill(anchors.Row(i), ref random);
            Fill(children.Row(i), ref random);
            if (Math.Log(1 - random.NextDouble()) < Exponent(anchors.Row(i), children.Row(i), a, b))
                i++;
        }
        return (anchors, children);
    }

    private static void Fill(Span<double> direction, ref RandomStream random)
    {
        random.FillNormal(direction);
        double norm = Math.Sqrt(Square(direction[0]) + Square(direction[1]) + Square(direction[2]));
        foreach (ref double value in direction)
            value /= norm;
    }
}
