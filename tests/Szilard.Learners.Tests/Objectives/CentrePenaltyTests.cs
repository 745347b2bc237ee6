using Szilard.Tensors;

namespace Szilard.Learners.Tests.Objectives;

/// <summary>λ‖s‖² of `simsiam` and `byol`.</summary>
public sealed class CentrePenaltyTests
{
    /// <summary>‖s‖² by plain loops over the rows of both views.</summary>
    [Theory]
    [InlineData("simsiam")]
    [InlineData("byol")]
    public void The_penalty_is_the_squared_length_of_the_mean_of_unit_rows(string name)
    {
        double[] centre = new double[GoldenValueTests.Z1.Columns];
        foreach (Matrix view in (Matrix[])[GoldenValueTests.Z1, GoldenValueTests.Z2])
            for (int i = 0; i < view.Rows; i++)
                for (int j = 0; j < view.Columns; j++)
                    centre[j] += view[i, j] / Length(view.Row(i).ToArray()) / (2 * view.Rows);
        double square = centre.Sum(v => v * v);
        double plain = GoldenValueTests.Evaluate(name, "").Value;
        var held = GoldenValueTests.Evaluate(name, "centre=3");
        Assert.Equal(square, held.Terms["centre"], 1e-12);
        Assert.Equal(plain + (3 * square), held.Value, 1e-12);

        static double Length(double[] row) => Math.Sqrt(row.Sum(v => v * v));
    }

    /// <summary>The gradient goes through s on both sides: it is the central difference even where that of
    /// the targets is stopped.</summary>
    [Theory]
    [InlineData("simsiam")]
    [InlineData("byol")]
    public void The_gradient_of_the_penalty_is_the_central_difference(string name)
    {
        double[] gradient = Gradient(GoldenValueTests.Z1);
        for (int i = 0; i < gradient.Length; i++)
        {
            double expected = (Value(i, 1e-6) - Value(i, -1e-6)) / 2e-6;
            Assert.Equal(expected, gradient[i], 1e-7 * (1 + Math.Abs(expected)));
        }

        double[] Gradient(Matrix left) => GoldenValueTests.Evaluate(
            name, "centre=3", left, targets: (GoldenValueTests.Z1, GoldenValueTests.Z2)).Gradient;

        double Value(int index, double shift)
        {
            Matrix left = GoldenValueTests.Z1.Map(v => v);
            left.Values[index] += shift;
            return GoldenValueTests.Evaluate(
                name, "centre=3", left, targets: (GoldenValueTests.Z1, GoldenValueTests.Z2)).Value;
        }
    }

    /// <summary>−cos + λ‖s‖² of equal views: −1 + λ where all rows are equal, −1 where they balance. That is
    /// why a weight rescues a variant that collapses.</summary>
    [Fact]
    public void Equal_rows_cost_the_weight_and_balanced_rows_cost_nothing()
    {
        Matrix equal = new Matrix(6, 3).Map(_ => 2.0), balanced = new(6, 3);
        for (int i = 0; i < 6; i++)
            balanced[i, i / 2] = i % 2 == 0 ? 1 : -1;
        const string Collapsing = "stop_gradient=false;predictor_width=0;centre=0.5";
        Assert.Equal(-0.5, GoldenValueTests.Evaluate("simsiam", Collapsing, equal, equal).Value, 1e-12);
        Assert.Equal(-1, GoldenValueTests.Evaluate("simsiam", Collapsing, balanced, balanced).Value, 1e-12);
    }
}
