using Szilard.Records;

namespace Szilard.Reports.Tests;

/// <summary>What a card says of what was found, by which classes lie within which.</summary>
public sealed class AssumptionTextTests
{
    [Theory]
    [InlineData("rotation and reflection, as promised.", Indeterminacy.Orthogonal, Indeterminacy.Orthogonal)]
    [InlineData("an affine map: less than was promised.", Indeterminacy.Orthogonal, Indeterminacy.Affine)]
    [InlineData(
        "rotation and reflection: more than was promised.", Indeterminacy.Affine, Indeterminacy.Orthogonal)]
    [InlineData(
        "order, sign and scale: not what was promised.", Indeterminacy.Orthogonal,
        Indeterminacy.SignedPermutation)]
    [InlineData(
        "order, sign and scale: more than was promised.", Indeterminacy.Orthogonal,
        Indeterminacy.SignedPermutation, Indeterminacy.SignedPermutation, Indeterminacy.Orthogonal)]
    [InlineData(
        "rotation and reflection within blocks: not what was promised.", Indeterminacy.BlockOrthogonal,
        Indeterminacy.BlockOrthogonal, Indeterminacy.Affine)]
    public void What_was_found_is_held_against_what_was_promised(
        string expected, Indeterminacy promised, Indeterminacy measured, params Indeterminacy[] held)
    {
        AssumptionCard card = new([], promised, measured) { Held = held };
        Assert.EndsWith(
            $"They were identified up to {expected}", AssumptionText.Of(card), StringComparison.Ordinal);
    }

    [Fact]
    public void A_theorem_that_speaks_has_a_line_with_its_verdict()
    {
        TheoremOutcome silent = new("T1", Indeterminacy.Affine, TheoryVerdict.Silent, "It speaks of others.");
        TheoremOutcome spoke = new("T2", Indeterminacy.Affine, TheoryVerdict.Holds, "It was found.")
        {
            Measured = Indeterminacy.Orthogonal,
        };
        Assert.Null(AssumptionText.Of(silent));
        Assert.Equal(
            "T2: promised affine, measured orthogonal, theory holds. It was found.",
            AssumptionText.Of(spoke));
    }
}
