using MathNet.Numerics.LinearAlgebra;
using MathNet.Numerics.LinearAlgebra.Factorization;
using Szilard.Tensors;

namespace Szilard.Thermodynamics.Langevin;

/// <summary>Gaussian noise with mean 0 and any covariance, by the directions in which it is
/// independent.</summary>
internal sealed class NormalNoise
{
    /// <summary>Variances below this share of the greatest are rounding.</summary>
    public const double Vanishing = 1e-12;

    private readonly Vector<double> _variances;
    private readonly Matrix<double> _directions;

    public NormalNoise(Matrix covariance)
    {
        Evd<double> parts = Algebra.Of(covariance).Evd(Symmetricity.Symmetric);
        (_directions, _variances) = (parts.EigenVectors, parts.EigenValues.Real());
        Rank = _variances.Count(v => v > Vanishing * Math.Abs(_variances.Maximum()));
    }

    /// <summary>In how many directions there is noise.</summary>
    public int Rank { get; }

    /// <summary>Directions.</summary>
    public int Dimensions => _variances.Count;

    /// <summary>The directions with noise, one for each column.</summary>
    public Matrix Range(int count) =>
        Algebra.Of(_directions.SubMatrix(0, Dimensions, Dimensions - count, count));

    /// <summary>ln of the density, where there is noise in every direction.</summary>
    public double LogDensity(double[] off)
    {
        Vector<double> along = _directions.TransposeThisAndMultiply(Vector<double>.Build.DenseOfArray(off));
        double sum = 0;
        for (int i = 0; i < along.Count; i++)
            sum -= ((along[i] * along[i] / _variances[i]) + Math.Log(2 * Math.PI * _variances[i])) / 2;
        return sum;
    }

    /// <summary>A draw from as many standard normal numbers.</summary>
    public double[] Draw(double[] normals)
    {
        for (int i = 0; i < normals.Length; i++)
            normals[i] *= Math.Sqrt(Math.Max(0, _variances[i]));
        return (_directions * Vector<double>.Build.DenseOfArray(normals)).ToArray();
    }
}
