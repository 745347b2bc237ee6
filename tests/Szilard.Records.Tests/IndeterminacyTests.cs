using Szilard.Tensors;

namespace Szilard.Records.Tests;

/// <summary>The order of the classes against the definitions of the classes, on maps that tell them
/// apart.</summary>
public sealed class IndeterminacyTests
{
    private static readonly double s_cos = Math.Sqrt(0.5);

    /// <summary>Maps of three causes: scales of their own, one scale, a rotation of two with the third alone,
    /// the same with another scale, a rotation of all, and a shear.</summary>
    private static readonly Matrix[] s_maps =
    [
        Matrix.FromRows([0, 10, 0], [-1, 0, 0], [0, 0, 2]),
        Matrix.FromRows([0, 3, 0], [-3, 0, 0], [0, 0, 3]),
        Matrix.FromRows([s_cos, -s_cos, 0], [s_cos, s_cos, 0], [0, 0, 1]),
        Matrix.FromRows([s_cos, -s_cos, 0], [s_cos, s_cos, 0], [0, 0, 5]),
        Matrix.FromRows([1, 2, 2], [2, 1, -2], [2, -2, 1]),
        Matrix.FromRows([1, 1, 1], [0, 1, 1], [0, 0, 1]),
        Matrix.FromRows([0, 0, 0], [0, 0, 0], [0, 0, 0]),
    ];

    private static readonly Indeterminacy[] s_linear =
    [
        Indeterminacy.None, Indeterminacy.Affine, Indeterminacy.Orthogonal, Indeterminacy.BlockOrthogonal,
        Indeterminacy.SignedPermutation,
    ];

    [Fact]
    public void A_class_is_within_another_where_all_its_maps_are()
    {
        foreach (Indeterminacy narrow in s_linear)
            foreach (Indeterminacy wide in s_linear)
                Assert.True(
                    s_maps.All(m => !Has(narrow, m) || Has(wide, m)) == narrow.IsWithin(wide),
                    $"{narrow} within {wide}");
    }

    /// <summary>z ↦ z³ of each cause is monotone and no affine map; a rotation is affine and not monotone in
    /// single causes; of what is unknown nothing is said.</summary>
    [Fact]
    public void Monotone_functions_contain_permutations_alone()
    {
        Assert.Equal(
            [Indeterminacy.Monotone, Indeterminacy.SignedPermutation],
            Enum.GetValues<Indeterminacy>().Where(c => c.IsWithin(Indeterminacy.Monotone)));
        Assert.Equal(
            [Indeterminacy.None, Indeterminacy.Monotone],
            Enum.GetValues<Indeterminacy>().Where(c => Indeterminacy.Monotone.IsWithin(c)));
        Assert.DoesNotContain(Enum.GetValues<Indeterminacy>(), c => Indeterminacy.Unknown.IsWithin(c));
        Assert.DoesNotContain(Enum.GetValues<Indeterminacy>(), c => c.IsWithin(Indeterminacy.Unknown));
    }

    /// <summary>Content says nothing of the map of all causes, nor that of it.</summary>
    [Fact]
    public void Content_is_within_itself_alone() => Assert.Equal(
        [Indeterminacy.None, Indeterminacy.BlockContent],
        Enum.GetValues<Indeterminacy>().Where(
            c => Indeterminacy.BlockContent.IsWithin(c)));

    [Fact]
    public void A_card_reaches_what_any_class_that_held_lies_within()
    {
        AssumptionCard card = new([], Indeterminacy.Orthogonal, Indeterminacy.SignedPermutation);
        Assert.False(card.Reaches(Indeterminacy.Orthogonal));
        Assert.True(card.Reaches(Indeterminacy.Affine));
        card = card with { Held = [Indeterminacy.SignedPermutation, Indeterminacy.Orthogonal] };
        Assert.True(card.Reaches(Indeterminacy.Orthogonal));
    }

    private static bool Has(Indeterminacy map, Matrix a) => map switch
    {
        Indeterminacy.None => true,
        Indeterminacy.Affine => Math.Abs(Determinant(a)) > 1e-9,
        Indeterminacy.Orthogonal => Rotates(a, [0, 1, 2]),
        Indeterminacy.BlockOrthogonal =>
            ((int[][])[[0], [1], [2]]).Any(one => Divided(a, one)),
        _ => Math.Abs(Determinant(a)) > 1e-9 && a.Values.Count(v => v != 0) == 3,
    };

    /// <summary>One cause alone on some dimension, and the two others on the two others by a rotation with
    /// one scale, or each alone again, with scales of their own.</summary>
    private static bool Divided(Matrix a, int[] one)
    {
        int[] others = [.. Enumerable.Range(0, 3).Except(one)];
        return Enumerable.Range(0, 3).Any(k =>
        {
            int[] rest = [.. Enumerable.Range(0, 3).Where(j => j != k)];
            bool apart = a[one[0], k] != 0 && rest.All(j => a[one[0], j] == 0)
                && others.All(i => a[i, k] == 0);
            double dot = rest.Sum(j => a[others[0], j] * a[others[1], j]);
            double first = rest.Sum(j => a[others[0], j] * a[others[0], j]);
            double second = rest.Sum(j => a[others[1], j] * a[others[1], j]);
            bool monomial = rest.All(j => others.Count(i => a[i, j] != 0) == 1);
            return apart && first > 0 && second > 0 && Math.Abs(dot) < 1e-9
                && (monomial || Math.Abs(first - second) < 1e-9);
        });
    }

    private static bool Rotates(Matrix a, int[] rows)
    {
        double Dot(int i, int j) => Enumerable.Range(0, 3).Sum(k => a[i, k] * a[j, k]);
        return Dot(0, 0) > 0 && rows.All(i => rows.All(
            j => Math.Abs(Dot(i, j) - (i == j ? Dot(0, 0) : 0)) < 1e-9));
    }

    private static double Determinant(Matrix a) =>
        (a[0, 0] * ((a[1, 1] * a[2, 2]) - (a[1, 2] * a[2, 1])))
        - (a[0, 1] * ((a[1, 0] * a[2, 2]) - (a[1, 2] * a[2, 0])))
        + (a[0, 2] * ((a[1, 0] * a[2, 1]) - (a[1, 1] * a[2, 0])));
}
