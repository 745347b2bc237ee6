using Szilard.Tensors;
using static Szilard.Observables.Tests.Samples;

namespace Szilard.Observables.Tests;

public sealed class ProbeTests
{
    /// <summary>Three of four right; √(¾·¼/4); two of four are of class 1.</summary>
    [Fact]
    public void The_accuracy_of_outputs_counts_the_greatest_column()
    {
        Matrix h = Matrix.FromRows([0.9, 0.1, 0], [0, 2, 1], [0.3, 0.2, 0.1], [-3, -2, -1]);
        Reading reading = Read("accuracy", new Specimen(h) { Labels = [0, 1, 1, 2] });
        Assert.Equal(0.75, reading.Value, 1e-12);
        Assert.Equal(Math.Sqrt(0.75 * 0.25 / 4), reading.StandardError, 1e-12);
        Assert.Equal(0.5, reading.Chance, 1e-12);
        Reading wide = Read("accuracy", new Specimen(h) { Labels = [0, 1, 1, 0] });
        Assert.Contains("3 columns do not stand for 2 classes", wide.Remark);
    }

    [Theory]
    [InlineData(1, .691462)]
    [InlineData(2, .841345)]
    public void A_linear_probe_on_two_normal_classes_reaches_the_Bayes_accuracy(double distance, double bayes)
    {
        Assert.Equal(bayes, MathNet.Numerics.Distributions.Normal.CDF(0, 1, distance / 2), 1e-6);
        Near(bayes, Read("linear-probe", TwoClasses(20000, distance)));
    }

    [Fact]
    public void Nearest_neighbours_approach_the_Bayes_accuracy_from_below()
    {
        Reading reading = Read("knn", TwoClasses(6000, 2), ("k", 100L), ("metric", "euclidean"));
        Assert.InRange(reading.Value, .841345 - .02, .841345 + (5 * reading.StandardError));
    }

    [Theory]
    [InlineData("knn")]
    [InlineData("linear-probe")]
    public void Classes_far_apart_are_told_apart_without_fail(string meter) =>
        Assert.Equal(1, Read(meter, TwoClasses(200, 40)).Value);

    [Fact]
    public void A_linear_probe_cannot_solve_exclusive_or_but_neighbours_can()
    {
        Matrix x = Normal(2000, 2, "xor");
        Specimen specimen = new(x) { Labels = Signs(x, (a, b) => a * b > 0) };
        Reading linear = Read("linear-probe", specimen);
        Assert.InRange(linear.Value, .4, .62);
        Assert.InRange(Read("knn", specimen).Value, .93, 1);
    }

    /// <summary>Classes by length do not depend on the angle: by angle the vote is a coin, of deviation
    /// 1/√8000 about ½ (false alarm 6·10⁻⁷); by distance only neighbours of the circle err.</summary>
    [Fact]
    public void Of_a_plane_the_angle_is_one_coordinate_of_two()
    {
        Matrix x = Normal(4000, 2, "plane");
        Specimen specimen = new(x) { Labels = Signs(x, (a, b) => (a * a) + (b * b) > 2 * Math.Log(2)) };
        Assert.InRange(Read("knn", specimen).Value, .5 - (5 / Math.Sqrt(8000)), .5 + (5 / Math.Sqrt(8000)));
        Assert.InRange(Read("knn.euclidean", specimen).Value, .93, 1);
    }

    [Fact]
    public void Chance_is_the_share_of_the_most_frequent_fitted_class()
    {
        Matrix x = Normal(10, 1, "x");
        Specimen training = new(x) { Labels = [0, 0, 0, 0, 0, 0, 1, 1, 1, 2] };
        Specimen specimen = new(x) { Labels = [0, 0, 1, 1, 1, 1, 1, 2, 2, 2], Training = training };
        Assert.Equal(.2, Read("knn", specimen, ("k", 3L)).Chance, 1e-12);
        Assert.Equal(.2, Read("linear-probe", specimen).Chance, 1e-12);
    }

    [Fact]
    public void The_vote_can_be_counted_by_hand()
    {
        Specimen training = new(new Matrix(5, 1, [0, 1, 2, 10, 11])) { Labels = [0, 1, 1, 0, 0] };
        Specimen specimen = new(new Matrix(2, 1, [0.1, 10.4])) { Labels = [0, 0], Training = training };
        // k = 3: 0.1 sees 0, 1, 2 (classes 0, 1, 1) and votes 1; 10.4 sees 10, 11, 2 and votes 0.
        Assert.Equal(.5, Read("knn", specimen, ("k", 3L), ("metric", "euclidean")).Value);
        // A small temperature lets the nearest alone decide.
        (string, object)[] sharp = [("k", 3L), ("metric", "euclidean"), ("temperature", 1e-3)];
        Assert.Equal(1, Read("knn", specimen, sharp).Value);
        // A tie of one against one goes to the nearest.
        Assert.Equal(1, Read("knn", specimen, ("k", 2L), ("metric", "euclidean")).Value);
    }

    [Fact]
    public void One_class_is_nothing_to_tell_apart()
    {
        Specimen specimen = new(Normal(30, 2, "x")) { Labels = new int[30] };
        Assert.Contains("one class", Read("knn", specimen).Remark, StringComparison.Ordinal);
        Assert.Contains("one class", Read("linear-probe", specimen).Remark, StringComparison.Ordinal);
    }

    /// <summary>Fitting stops where the gradient of the penalised loss vanishes: for two classes in one
    /// dimension, found here by Newton's method on w with the intercept 0 by symmetry.</summary>
    [Fact]
    public void Logistic_regression_finds_the_optimum_of_the_penalised_loss()
    {
        double[] points = [-2, -1, 1, 2, -0.5, 0.5];
        int[] labels = [0, 0, 1, 1, 1, 0];
        double w = 0;
        for (int step = 0; step < 50; step++)
        {
            double slope = 0.1 * w, curve = 0.1;
            for (int i = 0; i < points.Length; i++)
            {
                double p = 1 / (1 + Math.Exp(-2 * w * points[i]));
                slope += (p - labels[i]) * points[i] / points.Length;
                curve += 2 * p * (1 - p) * points[i] * points[i] / points.Length;
            }
            w -= slope / curve;
        }
        var regression = new Probes.LogisticRegression(new Matrix(6, 1, points), labels, 2, Crew);
        double expected =
            points.Zip(labels, (x, y) => Math.Log(1 + Math.Exp((y == 1 ? -2 : 2) * w * x))).Average();
        // The weights of the two classes are ±w, so the penalty is (0.1/2)·2w².
        Assert.Equal(expected + (0.1 * w * w), regression.Fit(0, 0.1, 1e-12), 1e-6);
        Assert.Equal(expected, regression.Loss(0, 6), 1e-6);
    }

    private static Specimen TwoClasses(int rows, double distance)
    {
        Matrix x = Normal(rows, 3, "classes");
        int[] labels = Labels(rows, 2, "labels");
        for (int i = 0; i < rows; i++)
            x[i, 1] += distance * (labels[i] - .5);
        return new Specimen(x) { Labels = labels };
    }

    private static int[] Signs(Matrix x, Func<double, double, bool> rule) =>
        [.. Enumerable.Range(0, x.Rows).Select(i => rule(x[i, 0], x[i, 1]) ? 1 : 0)];
}
