using Szilard.Tensors;
using static Szilard.Observables.Tests.Samples;

namespace Szilard.Observables.Tests;

/// <summary>The meters of the linear map that is left between latents and representation.</summary>
public sealed class ResidualMapTests
{
    [Fact]
    public void A_rotation_has_no_orthogonality_error()
    {
        Matrix z = Normal(300, 4, "z"), h = z.Times(Orthogonal(4, "q")).Map(v => (3 * v) - 1);
        Assert.Equal(0, Identify("orthogonality", z, h).Value, 1e-9);
    }

    [Fact]
    public void A_stretched_map_reads_its_closed_form()
    {
        // A = diag(2, 1): AᵀA = diag(4, 1), so ‖·‖ = 3 in unit scale; with s² = 5/2 it is √2·0.6.
        Matrix z = Normal(200, 2, "z"), h = z.Columnwise((v, j) => j == 0 ? 2 * v : v);
        Specimen specimen = new(h) { Latents = z };
        Assert.Equal(3, Read("orthogonality", specimen, ("scale", "unit")).Value, 1e-9);
        Assert.Equal(.6 * Math.Sqrt(2), Read("orthogonality", specimen).Value, 1e-9);
    }

    [Fact]
    public void Noise_on_the_representation_does_not_bend_the_map()
    {
        Matrix z = Normal(20000, 2, "z"), noise = Normal(20000, 2, "noise");
        Matrix h = new(z.Rows, 2, [.. z.Times(Rotation(40)).Values.Zip(noise.Values, (a, b) => a + b)]);
        Assert.InRange(Identify("orthogonality", z, h).Value, 0, 0.05);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(10)]
    [InlineData(30)]
    [InlineData(80)]
    public void The_permutation_error_of_a_rotation_is_its_smaller_coordinate(double degrees)
    {
        Matrix z = Grid(-3, -1, -0.5, 0.5, 1, 3);
        double radians = degrees * Math.PI / 180;
        double expected = Math.Min(Math.Abs(Math.Sin(radians)), Math.Abs(Math.Cos(radians)));
        Assert.Equal(expected, Identify("permutation", z, z.Times(Rotation(degrees))).Value, 1e-7);
    }
}
