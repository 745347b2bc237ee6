using Szilard.Experiments.Conditionals;
using Szilard.Experiments.Tests.Running;
using Szilard.Records;

namespace Szilard.Experiments.Tests.Conditionals;

public sealed class RunConditionalTests : IDisposable
{
    private readonly Bench _bench = new();

    public void Dispose() => _bench.Dispose();

    /// <summary>In the world's own coordinates an Ornstein–Uhlenbeck child has precision 1/(1 − ρ²), ρ = 0.9:
    /// within 4 standard errors of the two numbers (false alarms 1e-4). The identity encoder of an identity
    /// mixing reads the same off the observations.</summary>
    [Fact]
    public void The_conditional_of_the_world_is_read_off_its_latents()
    {
        RunFolder folder = _bench.Finish(Bench.Study("training.steps=0", "world.mixing=identity"));
        RunConditional read = RunConditional.Of(folder, 3000, 1);
        Assert.Equal(0, read.Step);
        Assert.NotNull(read.OfLatents);
        for (int k = 0; k < 2; k++)
            Assert.InRange(
                Math.Abs(read.OfLatents.Precisions[k] - (1 / (1 - 0.81))), 0,
                4 * read.OfLatents.PrecisionErrors[k]);
        Assert.Equal("normal", read.OfLatents.Family.Name);
        Assert.InRange(read.OfLatents.IsotropyPValue, 0.005, 1);
        Assert.Equal(2, read.Inferred.Dimensions);
    }
}
