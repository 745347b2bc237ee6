using Szilard.Experiments.Inquiries;
using Szilard.Experiments.Inquiries.Diversity;
using Szilard.Tensors;
using Szilard.Tensors.Kernels;

namespace Szilard.Experiments.Tests.Inquiries;

/// <summary>A short search: where a cause stays it must already lie below every rotation.</summary>
public sealed class CounterExampleTests
{
    [Fact]
    public void Counter_examples_are_found_where_a_cause_stays_and_only_there()
    {
        using Workers workers = new(1);
        CounterExample search = new(Steps: 300, Seeds: 2, Batches: 8);
        Outcome outcome = search.Run(new ComputationContext(
            RandomKey.FromSeed(1), workers, "", _ => { }, TestContext.Current.CancellationToken));
        Assert.Equal(search.Quantities, outcome.Measurements.Select(m => m.Quantity));
        Dictionary<string, double> read = outcome.Measurements.ToDictionary(m => m.Quantity, m => m.Value);
        foreach (string start in (string[])["from a wrong map", "from a rotation"])
        {
            Assert.InRange(
                read[$"3 of 3 move: loss below that of rotations, learned {start}, nats"], -0.1, 0.03);
            Assert.InRange(read[$"3 of 3 move: orthogonality error, learned {start}"], 0, 0.3);
            Assert.True(read[$"1 of 3 move: loss below that of rotations, learned {start}, nats"] > 0.3);
            Assert.True(read[$"1 of 3 move: orthogonality error, learned {start}"] > 0.5);
        }
        Assert.All(outcome.Plots.Single().Series, s => Assert.Equal([3, 2, 1], s.X));
    }
}
