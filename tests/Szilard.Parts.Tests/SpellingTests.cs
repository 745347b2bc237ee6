namespace Szilard.Parts.Tests;

public sealed class SpellingTests
{
    [Theory]
    [InlineData("knm", "; did you mean `knn`?")]
    [InlineData("dci", "; there are: dci.completeness, dci.disentanglement")]
    [InlineData("zzzzzz", "; there are: nc1, knn, dci.completeness, dci.disentanglement")]
    public void A_hint_names_the_nearest_the_family_or_all(string word, string hint) =>
        Assert.Equal(hint, Spelling.Hint(word, ["nc1", "knn", "dci.completeness", "dci.disentanglement"]));

    [Fact]
    public void Where_there_is_nothing_there_is_no_hint() => Assert.Equal("", Spelling.Hint("knn", []));
}
