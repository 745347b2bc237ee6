using Szilard.Observables.Identifiability;
using Szilard.Tensors;
using static Szilard.Observables.Tests.Samples;

namespace Szilard.Observables.Tests;

/// <summary>The detector names the class of maps that are known, with noise as a share of variance.</summary>
public sealed class ClassOfMapTests
{
    public static TheoryData<int, double> Sizes => new() { { 2, 0 }, { 4, 0 }, { 2, 0.02 }, { 6, 0.02 } };

    [Theory]
    [MemberData(nameof(Sizes))]
    public void A_rotation_is_orthogonal(int n, double noise) =>
        AssertClass("orthogonal", Latents(n).Times(Turn(n)).Map(v => 3 * v), noise);

    [Theory]
    [MemberData(nameof(Sizes))]
    public void A_stretched_rotation_is_affine(int n, double noise) =>
        AssertClass("affine", Latents(n).Times(Turn(n)).Columnwise((v, j) => (1 + (2 * (j % 2))) * v)
            .Times(Turn(n, 25)), noise);

    [Theory]
    [MemberData(nameof(Sizes))]
    public void Causes_in_another_order_are_a_signed_permutation(int n, double noise) =>
        AssertClass("signed permutation",
            Reversed(Latents(n)).Columnwise((v, j) => (j % 2 == 0 ? -2 : 5) * v), noise);

    [Theory]
    [InlineData(0)]
    [InlineData(0.02)]
    public void Rotations_of_the_halves_are_block_orthogonal(double noise)
    {
        Matrix map = new(4, 4), turn = Rotation(35);
        for (int b = 0; b < 4; b += 2)
            for (int i = 0; i < 2; i++)
                for (int j = 0; j < 2; j++)
                    map[b + i, b + j] = (b + 1) * turn[i, j];
        AssertClass("block-orthogonal", Latents(4).Times(map), noise);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(0.0001)]
    public void Cubes_and_saturated_causes_are_monotone(double noise) => AssertClass(
        "monotone functions of single dimensions",
        Reversed(Latents(3)).Columnwise((v, j) => j == 0 ? -Math.Exp(v) : Math.Tanh(1.5 * v)), noise);

    [Fact]
    public void Noise_and_folded_causes_are_none()
    {
        AssertClass("none", Normal(4000, 3, "noise"), 0);
        AssertClass("none", Latents(3).Columnwise((v, j) => j == 0 ? v * v : v), 0);
    }

    /// <summary>What a class holds beside the strictest: diag(1, 10) is no rotation with one scale, a
    /// reflection with one is a permutation and a rotation.</summary>
    [Theory]
    [InlineData(1, 10, MapClass.SignedPermutation, MapClass.BlockOrthogonal, MapClass.Affine)]
    [InlineData(
        -3, 3, MapClass.SignedPermutation, MapClass.BlockOrthogonal, MapClass.Orthogonal, MapClass.Affine)]
    public void All_classes_that_hold_are_named(double first, double second, params MapClass[] held)
    {
        Matrix z = Latents(2);
        Specimen specimen = new(z.Columnwise((v, j) => (j == 0 ? first : second) * v)) { Latents = z };
        MapClasses found = ClassOfMap.Find(specimen)!;
        Assert.Equal(held, found.Held);
        Assert.Equal([[0], [1]], found.Blocks.OrderBy(b => b[0]));
    }

    /// <summary>A turn by θ leaves cos²θ of two causes to themselves: .985 at 7°, .970 at 10°.</summary>
    [Theory]
    [InlineData(7, "signed permutation")]
    [InlineData(10, "orthogonal")]
    public void A_small_turn_is_a_permutation_up_to_two_percent(double degrees, string name) =>
        AssertClass(name, Latents(2).Times(Turn(2, degrees)), 0);

    /// <summary>Monotone functions of single causes, and a rotation of two Gaussian ones, whose monotone
    /// functions explain cos² 40° = 0.59 of each at best.</summary>
    [Fact]
    public void Monotone_functions_hold_alone()
    {
        Matrix z = Latents(2);
        Assert.Equal(
            [MapClass.Monotone],
            ClassOfMap.Find(new Specimen(z.Map(v => Math.Exp(1.5 * v))) { Latents = z })!.Held);
        Assert.Equal(
            [MapClass.Orthogonal, MapClass.Affine],
            ClassOfMap.Find(new Specimen(z.Times(Turn(2))) { Latents = z })!.Held);
    }

    [Fact]
    public void The_meter_and_the_finder_are_one_detector()
    {
        Matrix z = Latents(3), h = z.Times(Turn(3, 11));
        Specimen specimen = new(h) { Latents = z };
        Dictionary<string, double> parts = new ClassOfMap().ReadParts(specimen, Key, Crew)
            .ToDictionary(p => p.Part, p => p.Reading.Value);
        var scores = ClassOfMap.Find(specimen)!.Scores;
        Assert.Equal(parts["permutation"], scores[MapClass.SignedPermutation].Value);
        Assert.Equal(parts["block"], scores[MapClass.BlockOrthogonal].Value);
        Assert.Equal(parts["orthogonal"], scores[MapClass.Orthogonal].Value);
        Assert.Equal(parts["affine"], scores[MapClass.Affine].Value);
        Assert.Equal(parts["monotone"], scores[MapClass.Monotone].Value);
    }

    [Fact]
    public void Nothing_is_found_without_latents_samples_or_spread()
    {
        Assert.Null(ClassOfMap.Find(new Specimen(Latents(2))));
        Assert.Null(ClassOfMap.Find(
            new Specimen(Normal(3, 2, "h")) { Latents = Normal(3, 2, "z") }));
        Assert.Empty(ClassOfMap.Find(
            new Specimen(Normal(4000, 2, "other")) { Latents = Latents(2) })!.Held);
    }

    /// <summary>Components of uniform latents are the latents, whatever the rotation.</summary>
    [Fact]
    public void Independent_components_undo_a_rotation()
    {
        Matrix z = Grid(-3, -1, 1, 3), h = z.Times(Rotation(45));
        Assert.Equal(Math.Sqrt(.5), Identify("mcc.pearson", z, h).Value, 1e-9);
        Assert.Equal(1, Identify("mcc.ica", z, h).Value, 1e-6);
        Assert.Equal(1, Identify("mcc.ica", z, z.Times(Matrix.FromRows([3, 1, 1], [-1, 2, 0]))).Value, 1e-6);
    }

    /// <summary>Pools of violators by hand: (1, 3, 2, 2, 5) becomes (1, 7/3, 7/3, 7/3, 5).</summary>
    [Fact]
    public void An_isotonic_fit_pools_violators()
    {
        var rising = new Isotonic([1, 2, 3, 4, 5], [1, 3, 2, 2, 5], 1);
        Assert.Equal(1, rising.At(0), 1e-12);
        Assert.Equal(7.0 / 3, rising.At(3), 1e-12);
        Assert.Equal((7.0 / 3) + ((5 - (7.0 / 3)) / 2), rising.At(4), 1e-12);
        Assert.Equal(5, rising.At(9), 1e-12);
        Assert.Equal(-7.0 / 3, new Isotonic([1, 2, 3, 4, 5], [-1, -3, -2, -2, -5], -1).At(3), 1e-12);
    }

    private static void AssertClass(string expected, Matrix h, double noise)
    {
        double deviation = Math.Sqrt(noise);
        Matrix noisy = new(h.Rows, h.Columns), grains = Normal(h.Rows, h.Columns, "grains");
        for (int j = 0; j < h.Columns; j++)
        {
            double mean = h.Column(j).Average();
            double spread = Math.Sqrt(h.Column(j).Average(v => (v - mean) * (v - mean)));
            for (int i = 0; i < h.Rows; i++)
                noisy[i, j] = h[i, j] + (deviation * spread * grains[i, j]);
        }
        Reading reading = Identify("indeterminacy", Latents(h.Columns), noisy);
        Assert.StartsWith($"Class: {expected}.", reading.Remark, StringComparison.Ordinal);
    }

    private static Matrix Latents(int n) => Normal(4000, n, "z");

    private static Matrix Reversed(Matrix z) => z.Columnwise((_, _) => 0)
        .With((m, i) => { for (int j = 0; j < m.Columns; j++) m[i, j] = z[i, m.Columns - 1 - j]; });

    /// <summary>Plane rotations through all neighbouring pairs of axes.</summary>
    private static Matrix Turn(int n, double degrees = 40)
    {
        Matrix result = new(n, n);
        for (int i = 0; i < n; i++)
            result[i, i] = 1;
        (double sin, double cos) = Math.SinCos(degrees * Math.PI / 180);
        for (int k = 0; k + 1 < n; k++)
        {
            for (int i = 0; i < n; i++)
            {
                (double a, double b) = (result[i, k], result[i, k + 1]);
                (result[i, k], result[i, k + 1]) = ((cos * a) - (sin * b), (sin * a) + (cos * b));
            }
        }
        return result;
    }
}
