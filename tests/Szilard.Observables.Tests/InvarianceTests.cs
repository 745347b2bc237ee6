using Szilard.Tensors;
using static Szilard.Observables.Tests.Samples;

namespace Szilard.Observables.Tests;

/// <summary>Each meter keeps each invariance that it declares, on random specimens and random
/// changes.</summary>
public sealed class InvarianceTests
{
    private const int Dimensions = 3;

    public static TheoryData<string, Invariances> Declared
    {
        get
        {
            var data = new TheoryData<string, Invariances>();
            foreach (var part in Meters.All.Parts)
                foreach (Invariances one in Enum.GetValues<Invariances>())
                    if (one != Invariances.None && part.BuildDefault().Invariances.HasFlag(one))
                        data.Add(part.Card.Name, one);
            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Declared))]
    public void A_declared_invariance_holds(string name, Invariances invariance) =>
        Properties.Holds(8, seed =>
        {
            Specimen before = Draw(seed);
            double expected = Read(name, before).Value;
            double actual = Read(name, Change(before, invariance, seed)).Value;
            return Math.Abs(expected - actual) <= 1e-6 * Math.Max(1, Math.Abs(expected));
        });

    [Theory]
    [InlineData("cka.biased", Invariances.Linear)]
    [InlineData("cka.biased", Invariances.ColumnScaling)]
    [InlineData("mcc.pearson", Invariances.Rotation)]
    [InlineData("mcc.pearson", Invariances.Monotone)]
    [InlineData("orthogonality", Invariances.ColumnScaling)]
    [InlineData("rank-me", Invariances.Translation)]
    [InlineData("r2.affine", Invariances.Monotone)]
    [InlineData("std", Invariances.Rotation)]
    [InlineData("pwcca", Invariances.Rotation)]
    [InlineData("rsa", Invariances.ColumnScaling)]
    [InlineData("dci.disentanglement", Invariances.Rotation)]
    [InlineData("mig", Invariances.Rotation)]
    [InlineData("covariance", Invariances.Scaling)]
    [InlineData("lejepa-bound", Invariances.Scaling)]
    [InlineData("procrustes.latents", Invariances.Scaling)]
    public void What_is_not_declared_does_not_hold(string name, Invariances invariance)
    {
        Assert.False(Meters.All.Get(name).BuildDefault().Invariances.HasFlag(invariance));
        Specimen before = Draw(5);
        Assert.NotEqual(Read(name, before).Value, Read(name, Change(before, invariance, 5)).Value, 1e-4);
    }

    private static Specimen Draw(int seed)
    {
        Matrix z = Normal(60, 2, "z", seed), noise = Normal(60, Dimensions, "noise", seed);
        Matrix h = z.Times(Normal(2, Dimensions, "map", seed));
        for (int i = 0; i < h.Values.Length; i++)
            h.Values[i] += noise.Values[i] / 2;
        return new Specimen(h)
        {
            Latents = z,
            Labels = [.. Enumerable.Range(0, 60).Select(i => z[i, 0] > 0 ? 1 : 0)],
            Superclasses = [.. Enumerable.Range(0, 60).Select(i => z[i, 0] > 0 ? 1 : 0)],
            PairInformation = 1,
            PairCorrelation = 0.5,
            View = Normal(60, Dimensions, "view", seed),
            Other = Normal(60, 4, "other", seed),
        };
    }

    private static Specimen Change(Specimen specimen, Invariances invariance, int seed)
    {
        Func<Matrix, Matrix> change = Changes(invariance, seed);
        return specimen with
        {
            Representation = change(specimen.Representation),
            View = change(specimen.View!),
        };
    }

    private static Func<Matrix, Matrix> Changes(Invariances invariance, int seed)
    {
        double[] factors =
            Normal(1, Dimensions, "factors", seed).Map(v => Math.Exp(v) * (v > 0 ? 1 : -1)).Values;
        Matrix rotation = Orthogonal(Dimensions, "rotation", seed);
        return invariance switch
        {
            Invariances.Translation => x => x.Columnwise((v, j) => v + (3 * factors[j])),
            Invariances.Scaling => x => x.Map(v => v * Math.Abs(factors[0])),
            Invariances.ColumnScaling => x => x.Columnwise((v, j) => v * factors[j]),
            Invariances.SignedPermutation => x => x.Times(Matrix.FromRows([0, -1, 0], [0, 0, 1], [1, 0, 0])),
            Invariances.Rotation => x => x.Times(rotation),
            Invariances.Linear => x => x.Columnwise((v, j) => v * factors[j]).Times(rotation)
                .Columnwise((v, j) => v * (j + 1)),
            Invariances.Monotone => x => x.Columnwise((v, j) => Math.Exp(v) + (j * v)),
            _ => throw new ArgumentOutOfRangeException(nameof(invariance)),
        };
    }
}
