namespace Szilard.Cli.Tests;

public sealed class RepetitionTests
{
    [Fact]
    public void Plain_words_stand_as_they_are() => Assert.Equal(
        "szilard run a/quick.yaml --set world.rho=0.9 --data /data/x",
        Repetition.Of(["run", "a/quick.yaml"], ["world.rho=0.9"], "/data/x"));

    [Fact]
    public void A_demo_with_overrides_is_repeated_with_them() =>
        Assert.Equal("szilard demo --set training.steps=10", Repetition.Of(["demo"], ["training.steps=10"]));

    /// <summary>By the quoting rule of POSIX shells: nothing is special within single quotes.</summary>
    [Theory]
    [InlineData("my study.yaml", "'my study.yaml'")]
    [InlineData("world.concentrations=[1, $2]", "'world.concentrations=[1, $2]'")]
    [InlineData("it's", @"'it'\''s'")]
    [InlineData("", "''")]
    public void What_a_shell_would_change_is_quoted(string word, string quoted) =>
        Assert.Equal($"szilard run {quoted}", Repetition.Of(["run", word], []));
}
