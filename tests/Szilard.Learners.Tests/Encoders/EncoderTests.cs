using Szilard.Learners.Encoders;
using Szilard.Learners.Tests.Learning;
using Szilard.Parts;
using Szilard.Tensors;
using Szilard.Tensors.Kernels;

namespace Szilard.Learners.Tests.Encoders;

/// <summary>Shapes, counts and first values of every design.</summary>
public sealed class EncoderTests
{
    /// <summary>Counts by hand: a linear map of i inputs to o outputs has (i + 1)·o numbers; a convolution
    /// k²·i·o, and o more without batch normalisation; a normalisation 2 per column, batch normalisation 4
    /// with its running statistics.</summary>
    [Theory]
    [InlineData("mlp", "widths=[5, 4];outputs=3", new[] { 7 }, 3, 3, (8 * 5) + (6 * 4) + (5 * 3))]
    [InlineData("mlp", "widths=[];outputs=3", new[] { 7 }, 3, 3, 8 * 3)]
    [InlineData("mlp", "widths=[5];outputs=3", new[] { 3, 5, 1 }, 3, 3, (16 * 5) + (6 * 3))]
    [InlineData(
        "mlp", "widths=[5];outputs=3;normalisation=batch", new[] { 2 }, 3, 3, (3 * 5) + (4 * 5) + (6 * 3))]
    [InlineData(
        "mlp", "widths=[5];outputs=3;normalisation=layer", new[] { 2 }, 3, 3, (3 * 5) + (2 * 5) + (6 * 3))]
    [InlineData(
        "mlp", "widths=[5];outputs=3;projector=[6, 2]", new[] { 2 }, 3, 2,
        (3 * 5) + (6 * 3) + (4 * 6) + (7 * 2))]
    [InlineData(
        "convolutional", "channels=[4, 6]", new[] { 9, 7, 3 }, 6, 6,
        (9 * 3 * 4) + (4 * 4) + (9 * 4 * 6) + (4 * 6))]
    [InlineData(
        "convolutional", "channels=[4];normalisation=none;head=flatten", new[] { 9, 7, 1 }, 4 * 3 * 4, 48,
        (9 * 4) + 4)]
    [InlineData(
        "convolutional", "channels=[4];normalisation=layer;halving=stride;head=flatten", new[] { 9, 7, 1 },
        5 * 4 * 4, 80, (9 * 4) + 4 + 8)]
    [InlineData(
        "convolutional", "channels=[4];normalisation=none;halving=none;head=flatten;kernel=5",
        new[] { 3, 5, 2 }, 60, 60, (25 * 2 * 4) + 4)]
    [InlineData(
        "convolutional", "channels=[4];normalisation=none;outputs=10", new[] { 9, 7, 1 }, 10, 10,
        (9 * 4) + 4 + (5 * 10))]
    [InlineData("identity", "", new[] { 3, 5, 2 }, 30, 30, 0)]
    [InlineData(
        "mlp", "widths=[];outputs=3;output=sphere;output_scale_learned=true", new[] { 7 }, 3, 3, (8 * 3) + 1)]
    [InlineData(
        "mlp", "widths=[];outputs=3;projector=[2];output=box;output_scale_learned=true", new[] { 7 }, 3, 2,
        (8 * 3) + (4 * 2) + 2)]
    [InlineData("coupling", "layers=3", new[] { 5 }, 5, 5, 3 * 2 * 2 * 3)]
    [InlineData("coupling", "layers=2;outputs=4", new[] { 2, 3 }, 4, 4, (2 * 2 * 9) + (7 * 4))]
    public void Shapes_and_counts_are_those_worked_out_by_hand(
        string name, string parameters, int[] observation, int representation, int outputs, int count)
    {
        using CpuDevice<float> device = new();
        Network network = Bench.Design(name, parameters).Build(device, new Shape(observation), Bench.Key);
        using Tape tape = new(device, recording: false);
        Tensor x = tape.Constant(Bench.Normal(Bench.Key, [2, .. observation]));
        Assert.Equal(count, network.Parameters.Sum(p => p.Shape.Size));
        Assert.Equal(new Shape(2, representation), network.Represent(x, training: false).Shape);
        Assert.Equal(new Shape(2, outputs), network.Project(x, training: false).Shape);
        Assert.Equal((representation, outputs), (network.RepresentationDimensions, network.OutputDimensions));
    }

    [Theory]
    [InlineData("mlp", "outputs=3;widths=[8]")]
    [InlineData("convolutional", "channels=[4]")]
    [InlineData("mlp", "outputs=3;widths=[8];projector=[6, 4]")]
    public void A_sphere_holds_what_the_objective_sees(string name, string parameters)
    {
        double[] norms = [.. Project(name, $"{parameters};output=sphere;output_scale=2.5")
            .Chunk(name == "mlp" && !parameters.Contains("projector") ? 3 : 4)
            .Select(row => Math.Sqrt(row.Sum(v => v * v)))];
        Assert.All(norms, norm => Assert.Equal(2.5, norm, 1e-5));
    }

    [Fact]
    public void A_box_holds_what_the_objective_sees()
    {
        double[] values = Project("mlp", "outputs=3;widths=[];output=box;output_scale=4");
        Assert.All(values, v => Assert.InRange(v, 0, 4));
        Assert.True(
            values.Max() > 2 && values.Min() < 2, "A sigmoid of symmetric inputs lies on both sides.");
    }

    /// <summary>Before it learns, a learned scale is the fixed one of the same number.</summary>
    [Theory]
    [InlineData("sphere")]
    [InlineData("box")]
    public void A_learned_scale_begins_at_the_one_given(string output)
    {
        string parameters = $"outputs=3;widths=[8];output={output};output_scale=2.5";
        Assert.Equal(Project("mlp", parameters), Project("mlp", $"{parameters};output_scale_learned=true"));
    }

    [Fact]
    public void A_learned_scale_without_a_sphere_or_a_box_is_refused() => Assert.Contains(
        "use sphere or box",
        Assert.Throws<SzilardException>(
            () => Bench.Design("mlp", "outputs=3;output_scale_learned=true")).Message);

    [Fact]
    public void The_projector_leaves_the_representation_as_it_is_without_one()
    {
        using CpuDevice<float> device = new();
        Network plain = Bench.Design("mlp", "outputs=3;widths=[8]").Build(device, new Shape(6), Bench.Key);
        Network projected = Bench.Design("mlp", "outputs=3;widths=[8];projector=[5];output=sphere")
            .Build(device, new Shape(6), Bench.Key);
        using Tape tape = new(device);
        Tensor x = tape.Constant(Bench.Normal(Bench.Key, 4, 6));
        Assert.Equal(plain.Represent(x, false).ToSingles(), projected.Represent(x, false).ToSingles());
    }

    /// <summary>Kaiming uniform with a = √5 is uniform on ±1/√fan-in; the largest of n values lies above
    /// 0.9 of the bound but for a chance of 0.9ⁿ, below 10⁻⁶ for n &gt; 131.</summary>
    [Theory]
    [InlineData("mlp", "widths=[30];outputs=8", new[] { 9 }, "encoder.0.weight", 9)]
    [InlineData("mlp", "widths=[30];outputs=8", new[] { 9 }, "encoder.1.weight", 30)]
    [InlineData("convolutional", "channels=[32]", new[] { 8, 8, 3 }, "encoder.0.weight", 27)]
    [InlineData("mlp", "widths=[];outputs=16;projector=[20]", new[] { 9 }, "projector.0.weight", 16)]
    public void First_weights_fill_the_interval_of_one_over_root_fan_in(
        string name, string parameters, int[] observation, string weight, int fan)
    {
        using CpuDevice<float> device = new();
        Network network = Bench.Design(name, parameters).Build(device, new Shape(observation), Bench.Key);
        float[] values = network.Parameters.Single(p => p.Name == weight).ToSingles();
        double bound = 1 / Math.Sqrt(fan);
        Assert.All(values, v => Assert.InRange(v, -bound, bound));
        Assert.InRange(values.Max(), 0.9 * bound, bound);
        Assert.InRange(values.Min(), -bound, -0.9 * bound);
    }

    /// <summary>Same key, same draws: the gain multiplies every first weight, of the projector too, and no
    /// bias. √6 makes the variance 2/fan-in, that of He et al. 2015.</summary>
    [Theory]
    [InlineData("mlp", "widths=[30];outputs=8;projector=[5]", new[] { 9 })]
    [InlineData("convolutional", "channels=[4];normalisation=none;outputs=3", new[] { 8, 8, 3 })]
    public void A_gain_multiplies_first_weights_and_leaves_biases(
        string name, string parameters, int[] observation)
    {
        const double Gain = 2.449489742783178;
        using CpuDevice<float> device = new();
        Network plain = Bench.Design(name, parameters).Build(device, new Shape(observation), Bench.Key);
        Network scaled = Bench.Design(name, $"{parameters};gain={Gain:R}")
            .Build(device, new Shape(observation), Bench.Key);
        foreach ((Parameter before, Parameter after) in plain.Parameters.Zip(scaled.Parameters))
        {
            double factor = before.Name.EndsWith("weight", StringComparison.Ordinal) ? Gain : 1;
            Assert.Equal(
                before.ToSingles().Select(v => v * factor), after.ToSingles().Select(v => (double)v),
                (expected, actual) => Math.Abs(expected - actual) <= 1e-6 * Math.Abs(expected));
        }
    }

    [Fact]
    public void The_same_key_gives_the_same_values_and_another_key_others()
    {
        Assert.Equal(Values(1), Values(1));
        Assert.NotEqual(Values(1), Values(2));

        static float[] Values(long seed)
        {
            using CpuDevice<float> device = new();
            EncoderDesign design = Bench.Design("convolutional", "channels=[4];outputs=3;projector=[4]");
            Network network = design.Build(device, new Shape(6, 6, 1), RandomKey.FromSeed(seed));
            return [.. network.Parameters.SelectMany(p => p.ToSingles())];
        }
    }

    [Fact]
    public void Layers_of_equal_shape_start_differently()
    {
        using CpuDevice<float> device = new();
        Network network =
            Bench.Design("mlp", "widths=[8, 8];outputs=8").Build(device, new Shape(8), Bench.Key);
        float[][] weights = [.. network.Parameters.Where(p => p.Shape.Rank == 2).Select(p => p.ToSingles())];
        Assert.NotEqual(weights[0], weights[1]);
        Assert.NotEqual(weights[1], weights[2]);
    }

    [Theory]
    [InlineData("convolutional", "", new[] { 7 }, "needs images")]
    [InlineData("convolutional", "channels=[2, 2, 2, 2]", new[] { 9, 7, 1 }, "more stages")]
    [InlineData("mlp", "outputs=0", new[] { 7 }, "knows none")]
    [InlineData("coupling", "", new[] { 1 }, "one value")]
    public void A_design_that_does_not_fit_is_refused_with_the_reason(
        string name, string parameters, int[] observation, string reason)
    {
        using CpuDevice<float> device = new();
        SzilardException refusal = Assert.Throws<SzilardException>(
            () => Bench.Design(name, parameters).Build(device, new Shape(observation), Bench.Key));
        Assert.Contains(reason, refusal.Message);
    }

    private static double[] Project(string name, string parameters)
    {
        using CpuDevice<float> device = new();
        Shape observation = name == "mlp" ? new Shape(6) : new Shape(8, 8, 1);
        Network network = Bench.Design(name, parameters).Build(device, observation, Bench.Key);
        using Tape tape = new(device);
        Tensor x = tape.Constant(Bench.Normal(Bench.Key, [20, .. observation.Lengths]));
        return network.Project(x, training: true).ToDoubles();
    }
}
