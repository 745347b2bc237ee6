using Szilard.Experiments.Inquiries.Systems;
using Szilard.Tensors;

namespace Szilard.Experiments.Tests.Inquiries;

/// <summary>Directions in the toy of imbalance, against what theory says of them.</summary>
public sealed class RareDirectionTests
{
    private static readonly RandomKey _key = RandomKey.FromSeed(3);

    /// <summary>1/√(1 + σ²d/n₃) = 0.198 for two rare samples; support vectors of scikit-learn gave 0.187 with
    /// deviation 0.02 over three draws of the same toy. The bound is four of those.</summary>
    [Fact]
    public void The_largest_margin_tells_rare_samples_by_their_noise()
    {
        RareFeature toy = RareFeature.Draw([999, 999, 2], 1, _key);
        double[] w = RareDirections.Margin(toy, _key, TestContext.Current.CancellationToken);
        Assert.InRange(RareDirections.Cosine(w), 0.198 - 0.08, 0.198 + 0.08);
        double Score(int i) => Enumerable.Range(0, w.Length).Sum(j => w[j] * toy.Samples[i, j]);
        Assert.Equal(2, Math.Min(Score(1998), Score(1999)) - Enumerable.Range(0, 1998).Max(Score), 0.01);
    }

    /// <summary>0.497, from moments of the inverse Wishart law; NumPy gave 0.494 with deviation
    /// 0.015.</summary>
    [Fact]
    public void The_discriminant_holds_as_much_of_the_feature_as_the_Wishart_law_says()
    {
        RareFeature toy = RareFeature.Draw([667, 667, 666], 1, _key);
        Assert.InRange(RareDirections.Cosine(RareDirections.Discriminant(toy)), 0.497 - 0.06, 0.497 + 0.06);
    }
}
