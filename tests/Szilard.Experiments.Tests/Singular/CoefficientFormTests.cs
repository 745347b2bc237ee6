using MathNet.Numerics.LinearAlgebra;
using Szilard.Experiments.Plans;
using Szilard.Experiments.Singular;
using Szilard.Experiments.Tests.Running;
using Szilard.Learners.Singular;
using Szilard.Observables.Singular;
using Szilard.Records;
using Szilard.Tensors.Kernels;

namespace Szilard.Experiments.Tests.Singular;

/// <summary>The verb's number by a second way: all eigenvalues of the Hessian of the very loss that it walks
/// on.</summary>
public sealed class CoefficientFormTests : IDisposable
{
    private static readonly CoefficientSettings _near = new()
    {
        Pairs = 64,
        InverseTemperature = 1000,
        Localisation = 10_000,
        Chains = 4,
        BurnIn = 200,
        Draws = 800,
        FinalOnly = true,
    };

    private readonly Bench _bench = new();

    public void Dispose() => _bench.Dispose();

    /// <summary>Weights move by 0.01, so that the loss is nearly its quadratic form: volume and slope by the
    /// full Hessian and gradient lie within 5 % and 4 standard errors of the walk. Lanczos's volume is that
    /// of the Hessian within 4 standard errors, its slope within 1 %.</summary>
    [Fact]
    public void A_walk_near_a_trained_point_reads_what_the_Hessian_says()
    {
        RunFolder folder = _bench.Finish(Bench.Study(
            "encoder.widths=[6]", "objective={ kind: whitening }", "training.steps=200"));
        CoefficientPoint read = Assert.Single(
            new RunCoefficients(_near, 1, _ => { }).Of(folder, TestContext.Current.CancellationToken).Points);
        RunRecord record = folder.Record();
        using RunPlan plan = RunPlan.Build(StudyRunner.SpecificationOf(record).Run, record.Seed, "", 1);
        using Workers alone = new(1);
        CoefficientWalks walks = new(_near, [plan], alone);
        string path = TrainedPoints.Of(folder)[^1].Path;
        NeuralPotential site = walks.Site(plan, p => TrainedPoints.Read(p, path));
        (double volume, double slope) = ByHessian(site.Potential, site.Point(), read.StepSize);
        QuadraticForm form = walks.Quadratic(read, p => TrainedPoints.Read(p, path));
        Assert.InRange(Math.Abs(form.Volume - volume), 0, 4 * form.VolumeError);
        Assert.Equal(slope, form.Slope, 0.01 * Math.Abs(slope));
        Assert.InRange(
            Math.Abs(read.Value - volume - slope), 0, (0.05 * Math.Abs(slope)) + (4 * read.StandardError));
        Assert.InRange(read.StandardError, 0, 0.25 * Math.Abs(slope));
        Assert.InRange(volume, 0.05, 0.5 * site.Potential.Dimensions);
    }

    private static (double Volume, double Slope) ByHessian(Potential potential, double[] point, double step)
    {
        const double reach = 0.005, t = 1000, gamma = 10_000;
        int d = point.Length;
        double[] ahead = new double[d], behind = new double[d], gradient = new double[d];
        Matrix<double> hessian = Matrix<double>.Build.Dense(d, d);
        for (int j = 0; j < d; j++)
        {
            double[] moved = [.. point];
            moved[j] = point[j] + reach;
            potential.Value(moved, ahead);
            moved[j] = point[j] - reach;
            potential.Value(moved, behind);
            for (int i = 0; i < d; i++)
                hessian[i, j] = (ahead[i] - behind[i]) / (2 * reach);
        }
        potential.Value(point, gradient);
        var spectrum = ((hessian + hessian.Transpose()) / 2).Evd(Symmetricity.Symmetric);
        double volume = 0, slope = 0;
        for (int k = 0; k < d; k++)
        {
            double h = spectrum.EigenValues[k].Real, a = (t * h) + gamma;
            double along = spectrum.EigenVectors.Column(k).DotProduct(Vector<double>.Build.Dense(gradient));
            double shift = -t * along / a;
            volume += 0.5 * t * h / (a * (1 - (step * a / 4)));
            slope += t * ((along * shift) + (0.5 * h * shift * shift));
        }
        return (volume, slope);
    }
}
