using Szilard.Experiments.Inquiries;
using Szilard.Experiments.Inquiries.Systems;
using Szilard.Tensors;
using Szilard.Tensors.Kernels;

namespace Szilard.Experiments.Tests.Inquiries;

/// <summary>The collider of two bits, and the learner of turns at a size that takes a second.</summary>
public sealed class ExplainingAwayTests
{
    [Fact]
    public void A_small_run_gives_each_quantity_that_it_names()
    {
        using Workers workers = new(1);
        ExplainingAway small = new(3, 8, 2, 1, 10);
        Outcome outcome = small.Run(new ComputationContext(
            RandomKey.FromSeed(1), workers, "", _ => { }, CancellationToken.None));
        Assert.Equal(small.Quantities, outcome.Measurements.Select(m => m.Quantity));
        Assert.All(outcome.Measurements, m => Assert.True(double.IsFinite(m.Value), m.Quantity));
    }

    /// <summary>C, A fair bits and X = C xor A share nothing two by two, and everything together.</summary>
    [Fact]
    public void Two_fair_bits_explain_each_other_away()
    {
        JointTable bits = new([0, 0, 0], [0, 1, 1], [1, 0, 1], [1, 1, 0]);
        Assert.Equal(
            [0, 1, 1, 0],
            [bits.Information(0, 1), bits.Information(0, 1, 2), bits.Entropy(1, 2), bits.Entropy(1, 2, 0)]);
    }

    /// <summary>Three equally likely worlds (0,0), (0,1), (1,1): H(b|a) = ⅔ bit, I = H(⅓) − ⅔.</summary>
    [Fact]
    public void Unequal_cells_have_their_conditional_entropy()
    {
        JointTable table = new([0, 0], [0, 1], [1, 1]);
        double third = Math.Log2(3) - (2.0 / 3);
        Assert.Equal(2.0 / 3, table.Entropy(1, 0), 1e-12);
        Assert.Equal(third - (2.0 / 3), table.Information(0, 1), 1e-12);
    }
}
