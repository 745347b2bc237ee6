namespace Szilard.Parts.Tests;

/// <summary>Parts are found by name and built from settings.</summary>
public sealed class CatalogueTests
{
    private static readonly Catalogue<double> _catalogue = new(
        "toy",
        new Part<double>(Card("double"), s => 2 * s.Number("x")),
        new Part<double>(Card("square"), s => s.Number("x") * s.Number("x")));

    [Fact]
    public void A_part_is_built_from_what_is_given_and_defaults()
    {
        Assert.Equal(9, _catalogue.Build("square", new Dictionary<string, object> { ["x"] = "-3" }));
        Assert.Equal(10, _catalogue.Get("double").BuildDefault());
        Assert.Equal(["double", "square"], _catalogue.Cards.Select(c => c.Name));
        Assert.Null(_catalogue.Find("Square"));
    }

    [Fact]
    public void An_unknown_name_is_refused_with_the_nearest()
    {
        string message = Assert.Throws<SzilardException>(() => _catalogue.Get("sqare")).Message;
        Assert.Contains("no toy `sqare`", message);
        Assert.Contains("did you mean `square`?", message);
    }

    [Fact]
    public void All_faulty_settings_are_told_in_one_message()
    {
        Dictionary<string, object> given = new() { ["x"] = "far", ["y"] = "1" };
        string message = Assert.Throws<SzilardException>(() => _catalogue.Build("double", given)).Message;
        Assert.Equal(2, message.Split(Environment.NewLine).Length);
    }

    private static PartCard Card(string name) =>
        new(name, "A toy.", "derived here") { Parameters = [new NumberParameter("x", "x.", 5, -10, 10)] };
}
