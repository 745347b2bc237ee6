using Szilard.Learners.Objectives;
using Szilard.Tensors;
using Szilard.Tensors.Kernels;

namespace Szilard.Learners.Tests.Objectives;

/// <summary>The golden vectors of methods with prototypes, queues and teachers: prototypes and queue are the
/// rows Q[k][j] = cos(.2 + .6k + .8j), k &lt; 5, of unit length. SwAV per view, DINO, MoCo v2 and BYOL were
/// confirmed by running the peers' own code.</summary>
public sealed class SelfLabelGoldenTests
{
    private static readonly Matrix _directions = Directions();

    [Theory]
    [InlineData("sinkhorn=per-view", 1.1044136939054643)]
    [InlineData("sinkhorn=joint", 1.1255536477845898)]
    public void Swav_matches_the_golden_value(string parameters, double expected) =>
        Assert.Equal(
            expected,
            GoldenValueTests.Evaluate(
                "swav", parameters, own: [("objective.prototypes", _directions)]).Value, 1e-9);

    [Fact]
    public void Dino_matches_the_golden_value() =>
        Assert.Equal(0.3542648743304322, GoldenValueTests.Evaluate("dino", "").Value, 1e-9);

    [Fact]
    public void The_centre_of_dino_matches_the_golden_one_after_a_step()
    {
        using CpuDevice<double> device = new();
        using Tape tape = new(device);
        Parameter centre = new(device, "objective.centre", new Shape(1, 4), new float[4], trainable: false);
        GoldenValueTests.Build("dino", "").Settle(
            new Dictionary<string, Parameter> { [centre.Name] = centre }, tape.Constant(GoldenValueTests.Z1),
            tape.Constant(GoldenValueTests.Z2),
            new ObjectiveContext(new Dictionary<string, Tensor>(), default));
        double[] values = tape.Watch(centre).ToDoubles();
        double[] golden =
            [0.013742736693898173, -0.027302317533070938, -0.006136323973268041, 0.0016723015847575759];
        Assert.All(golden.Zip(values), pair => Assert.Equal(pair.First, pair.Second, 1e-9));
    }

    [Fact]
    public void Moco_matches_the_golden_value() =>
        Assert.Equal(
            0.38750818989572294,
            GoldenValueTests.Evaluate("moco-v2", "", own: [("objective.queue", _directions)]).Value, 1e-9);

    [Fact]
    public void Byol_matches_the_golden_value_in_one_direction() =>
        Assert.Equal(0.08443913353527921, GoldenValueTests.Evaluate("byol", "symmetric=false").Value, 1e-9);

    private static Matrix Directions()
    {
        Matrix rows = new(5, 4);
        for (int k = 0; k < 5; k++)
        {
            for (int j = 0; j < 4; j++)
                rows[k, j] = Math.Cos(.2 + (.6 * k) + (.8 * j));
            double norm = Math.Sqrt(rows.Row(k).ToArray().Sum(v => v * v));
            for (int j = 0; j < 4; j++)
                rows[k, j] /= norm;
        }
        return rows;
    }
}
