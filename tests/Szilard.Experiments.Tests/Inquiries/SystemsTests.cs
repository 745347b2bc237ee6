using Szilard.Experiments.Inquiries;
using Szilard.Tensors;
using Szilard.Tensors.Kernels;

namespace Szilard.Experiments.Tests.Inquiries;

/// <summary>The related systems at a small scale: every quantity that they name, and those that are exact at
/// any scale.</summary>
public sealed class SystemsTests
{
    [Theory]
    [InlineData("interplay", "pairs=200;samples=2", "value of f2 at λ = 1.5", 0.375, 1e-9)]
    [InlineData("interplay", "pairs=200;samples=2", "λ beyond which nothing is learned, enumerated", 4, 1e-9)]
    [InlineData("pal", "items=1000;worlds=2", "its multiplicity", 4, 0)]
    [InlineData("hltm", "steps=5;runs=2", "OP·vec(W) beside the gradient, layer 2, relative", 0, 1e-10)]
    [InlineData("hltm", "steps=5;runs=2", "correlation of root and leaf, δ = 0.8, depth 5", 0.32768, 0.01)]
    [InlineData("imbalance", "steps=10;worlds=2", "energy of e2 in the self-supervised map, 2 of 2000 "
        + "samples",
        1, 0.1)]
    [InlineData("inferred-conditionals", "pairs=2000;steps=3", "diagonal, Λ = 5: Λ̂", 5, 0.64)]
    [InlineData("coefficient-course", "seeds=1;steps=100;points=4;draws=8", "step of the jump", 50, 50)]
    public void A_system_gives_what_it_names_and_what_is_known(
        string name, string parameters, string quantity, double expected, double within)
    {
        using Workers workers = new(1);
        Dictionary<string, object> given = parameters.Split(';').Select(p => p.Split('='))
            .ToDictionary(p => p[0], p => (object)p[1]);
        Computation computation = Computations.All.Build(name, given);
        Outcome outcome = computation.Run(new ComputationContext(
            RandomKey.FromSeed(2), workers, "", _ => { }, TestContext.Current.CancellationToken));
        Assert.Equal(
            computation.Quantities.Order(), outcome.Measurements.Select(m => m.Quantity).Order());
        Assert.All(outcome.Plots.SelectMany(p => p.Series), s => Assert.Equal(s.X.Count, s.Y.Count));
        Assert.Equal(
            expected, outcome.Measurements.Single(m => m.Quantity == quantity).Value, within + 1e-15);
    }
}
