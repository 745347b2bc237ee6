namespace Szilard.Parts.Tests;

/// <summary>What a user gives is read against a card, and every fault is gathered.</summary>
public sealed class SettingsReaderTests
{
    private static readonly PartCard _card = new("toy", "A toy.", "derived here")
    {
        Parameters =
        [
            new NumberParameter("rate", "A rate.", 0.5, 0, 1) { MinimumExcluded = true },
            new IntegerParameter("steps", "Steps.", 10, 1, 100),
            new ChoiceParameter("colour", "A colour.", "red", "red", "green"),
            new FlagParameter("fast", "Speed.", true),
            new NumbersParameter("widths", "Widths.", [4, 8], 1, 64) { Whole = true },
            new TextParameter("path", "A path.", ""),
        ],
    };

    [Fact]
    public void What_is_not_given_takes_its_default()
    {
        Settings settings = SettingsReader.Defaults(_card);
        Assert.Equal(0.5, settings.Number("rate"));
        Assert.Equal(10, settings.Integer("steps"));
        Assert.Equal("red", settings.Choice("colour"));
        Assert.True(settings.Flag("fast"));
        Assert.Equal([4, 8], settings.Integers("widths"));
        Assert.Equal("", settings.Text("path"));
        Assert.Equal(_card.Parameters.Select(p => p.Name), settings.Values.Select(v => v.Key));
    }

    [Fact]
    public void Text_reads_as_the_value_it_spells()
    {
        Settings settings = Sound(
            ("rate", "1e-3"), ("steps", "7"), ("colour", "green"), ("fast", "false"), ("widths", "[1, 2, 3]"),
            ("path", "a b"));
        Assert.Equal(0.001, settings.Number("rate"));
        Assert.Equal(7, settings.Integer("steps"));
        Assert.Equal("green", settings.Choice("colour"));
        Assert.False(settings.Flag("fast"));
        Assert.Equal([1, 2, 3], settings.Integers("widths"));
        Assert.Equal("a b", settings.Text("path"));
    }

    [Fact]
    public void Typed_values_read_as_they_are()
    {
        Settings settings = Sound(
            ("rate", 1L), ("steps", 7.0), ("fast", false), ("widths", new List<object> { 5L, 6.0, "7" }));
        Assert.Equal(1, settings.Number("rate"));
        Assert.Equal(7, settings.Integer("steps"));
        Assert.Equal([5, 6, 7], settings.Numbers("widths"));
    }

    [Theory]
    [InlineData("rate", "0")]
    [InlineData("rate", "1.0000001")]
    [InlineData("rate", "NaN")]
    [InlineData("rate", "infinity")]
    [InlineData("rate", "fast")]
    [InlineData("rate", "1,5")]
    [InlineData("steps", "0")]
    [InlineData("steps", "101")]
    [InlineData("steps", "2.5")]
    [InlineData("steps", "1e300")]
    [InlineData("colour", "Red")]
    [InlineData("colour", "blue")]
    [InlineData("fast", "maybe")]
    [InlineData("widths", "[1, 2.5]")]
    [InlineData("widths", "[0]")]
    [InlineData("widths", "[1, x]")]
    public void What_a_parameter_does_not_admit_is_a_fault_that_quotes_it_and_keeps_the_default(
        string name, string value)
    {
        List<Fault> faults = [];
        Settings settings = SettingsReader.Read(_card, Given((name, value)), faults);
        Fault fault = Assert.Single(faults);
        Assert.Equal(name, fault.Key);
        Assert.Contains($"`{name}: {value.Trim('[', ']')}", fault.Sentence.Replace("[", ""));
        Assert.Equal(
            SettingsReader.Defaults(_card).Values.Single(v => v.Key == name).Value,
            settings.Values.Single(v => v.Key == name).Value);
    }

    [Fact]
    public void All_faults_are_gathered_with_the_nearest_name()
    {
        List<Fault> faults = [];
        SettingsReader.Read(
            _card, Given(("rat", "1"), ("steps", "0"), ("colour", "gren"), ("zzz", "1")), faults);
        Assert.Equal(["rat", "steps", "colour", "zzz"], faults.Select(f => f.Key));
        Assert.Contains("did you mean `rate`?", faults[0].Sentence);
        Assert.Contains("give 1…100", faults[1].Sentence);
        Assert.Contains("did you mean `green`?", faults[2].Sentence);
        Assert.DoesNotContain("did you mean", faults[3].Sentence);
    }

    [Fact]
    public void A_parameter_that_the_card_has_not_is_misuse() =>
        Assert.Throws<ArgumentException>(() => SettingsReader.Defaults(_card).Number("speed"));

    private static Settings Sound(params (string, object)[] given)
    {
        List<Fault> faults = [];
        Settings settings = SettingsReader.Read(_card, Given(given), faults);
        Assert.Empty(faults);
        return settings;
    }

    private static Dictionary<string, object> Given(params (string Name, object Value)[] given) =>
        given.ToDictionary(g => g.Name, g => g.Value);

    /// <summary>What no parameter sees alone is asked where each by itself is sound, and only
    /// there.</summary>
    [Theory]
    [InlineData(1.0, 50, "steps")]
    [InlineData(1.0, 10, null)]
    [InlineData(2.0, 50, "rate")]
    public void A_card_checks_parameters_against_each_other(double rate, long steps, string? key)
    {
        PartCard card = _card with
        {
            Check = s => s.Number("rate") * s.Integer("steps") > 10 ? [new Fault("steps", "too far")] : [],
        };
        List<Fault> faults = [];
        Dictionary<string, object> given = new() { ["rate"] = rate, ["steps"] = steps };
        SettingsReader.Read(card, given, faults);
        Assert.Equal(key is null ? [] : [key], faults.Select(f => f.Key));
    }
}
