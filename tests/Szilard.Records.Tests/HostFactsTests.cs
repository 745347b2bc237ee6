namespace Szilard.Records.Tests;

public sealed class HostFactsTests
{
    [Fact]
    public void The_facts_name_this_machine()
    {
        var facts = HostFacts.Here("9.9.9");
        Assert.Equal(("9.9.9", Environment.ProcessorCount), (facts.Szilard, facts.Cores));
        Assert.Equal(Environment.MachineName, facts.Machine);
        Assert.Contains("10.", facts.Runtime);
        Assert.Contains(facts.VectorBits, (int[])[64, 128, 256, 512]);
        Assert.True(facts.VectorBits / 8 >= System.Numerics.Vector<byte>.Count);
        Assert.NotEmpty(facts.Processor);
        Assert.NotEmpty(facts.System);
    }
}
