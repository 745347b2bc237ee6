using Szilard.Tensors;
using Szilard.Worlds.Latents;

namespace Szilard.Worlds.Tests.Latents;

public sealed class PartialMixingTests
{
    [Fact]
    public void Unseen_latents_change_nothing_and_folded_ones_only_by_their_distance()
    {
        PartialMixing mixing = new(new IdentityMixing(2), [0.5, 0, 0], folded: 1);
        Assert.Equal((3, 2, 1, 1, false),
            (mixing.Inputs, mixing.Outputs, mixing.Unseen, mixing.Folded, mixing.Injective));
        double[] x = new double[4];
        mixing.Forward([0.7, -2, 9, 0.3, -2, -9], x);
        Assert.Equal(x[0], x[2], 1e-12);
        Assert.Equal([0.2, -2], x[..2].Select(v => Math.Round(v, 12)));
    }

    [Fact]
    public void Its_inverse_gives_a_latent_that_is_seen_so()
    {
        PartialMixing mixing = new(new CouplingMixing(3, 2, RandomKey.FromSeed(3)), [0, 0, 0, 0], folded: 2);
        double[] x = new double[3], z = new double[4], again = new double[3];
        mixing.Forward([-1, 2, 0.5, 7], x);
        mixing.Inverse(x, z);
        mixing.Forward(z, again);
        Assert.All(x.Zip(again), p => Assert.Equal(p.First, p.Second, 1e-9));
        Assert.All(z.Zip([1, 2, 0.5, 0]), p => Assert.Equal(p.Second, p.First, 1e-9));
    }

    /// <summary>x = z + σε with known z; five standard errors.</summary>
    [Fact]
    public void Noise_of_seeing_has_its_deviation_and_hides_the_closed_form_of_information()
    {
        LatentWorld world = Study.World("observation_noise: 0.3");
        Situations drawn = world.Draw(50_000, 0, RandomKey.FromSeed(1));
        float[] x = ((VectorObservations)drawn.Observations).Values.Values;
        Estimate.Of([.. x.Select((v, i) => Math.Pow(v - drawn.Latents!.Values[i], 2))]).Agrees(0.09);
        Assert.Null(world.Facts.MutualInformation);
        Assert.NotNull(Study.World("").Facts.MutualInformation);
        Assert.Null(Study.World("unseen: 1").Facts.MutualInformation);
    }

    /// <summary>|det J| by LU of central differences.</summary>
    [Fact]
    public void The_incompressible_flow_keeps_volumes()
    {
        IMixing mixing = Study.World("mixing: gin; dimensions: 5; layers: 4").Mixing;
        RandomStream stream = RandomKey.FromSeed(2).Stream();
        double[] z = new double[5], up = new double[5], down = new double[5];
        for (int draw = 0; draw < 20; draw++)
        {
            stream.FillNormal(z);
            var jacobian = MathNet.Numerics.LinearAlgebra.Matrix<double>.Build.Dense(5, 5);
            for (int j = 0; j < 5; j++)
            {
                double at = z[j];
                z[j] = at + 1e-5;
                mixing.Forward(z, up);
                z[j] = at - 1e-5;
                mixing.Forward(z, down);
                z[j] = at;
                jacobian.SetColumn(j, [.. up.Zip(down, (a, b) => (a - b) / 2e-5)]);
            }
            Assert.Equal(1, Math.Abs(jacobian.Determinant()), 1e-6);
        }
    }

    [Fact]
    public void Frozen_anchors_say_which_items_they_are()
    {
        LatentWorld world = Study.World("samples: 10");
        Situations drawn = world.Draw(30, 0, RandomKey.FromSeed(1));
        Matrix all = world.Sample(10, Split.Training, RandomKey.FromSeed(1)).Latents!;
        Assert.Equal(all.Select(drawn.Items!).Values, drawn.Latents!.Values);
    }
}
