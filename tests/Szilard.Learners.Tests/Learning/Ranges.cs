using Szilard.Parts;

namespace Szilard.Learners.Tests.Learning;

/// <summary>What a card says of its ranges, held against what its part takes.</summary>
internal static class Ranges
{
    /// <summary>Every value next to a range, and every value of the wrong kind, is refused under the
    /// parameter's name.</summary>
    public static void AssertKept<T>(Catalogue<T> catalogue, string name)
    {
        foreach (ParameterCard parameter in catalogue.Get(name).Card.Parameters)
            Assert.All(Beyond(parameter), value =>
            {
                SzilardException refusal = Assert.Throws<SzilardException>(
                    () => catalogue.Build(name, new Dictionary<string, object> { [parameter.Name] = value }));
                Assert.Contains(parameter.Name, refusal.Message);
            });
        Assert.Throws<SzilardException>(
            () => catalogue.Build(name, new Dictionary<string, object> { ["no_such_parameter"] = 1.0 }));
    }

    private static IEnumerable<object> Beyond(ParameterCard parameter) => parameter switch
    {
        NumberParameter p => [double.NaN, "much", .. Ends(p).Where(double.IsFinite).Cast<object>()],
        IntegerParameter p => ["1.5", "many", p.Minimum - 1, p.Maximum + 1],
        ChoiceParameter => ["no-such-choice"],
        FlagParameter => ["perhaps"],
        NumbersParameter p =>
        [
            "some", .. p.Whole ? ["1.5"] : (object[])[],
            .. ((double[])[p.Minimum - 1, p.Maximum * 2]).Where(double.IsFinite).Select(v => new[] { v }),
        ],
        _ => [],
    };

    private static double[] Ends(NumberParameter p) =>
    [
        p.MinimumExcluded ? p.Minimum : Math.BitDecrement(p.Minimum),
        p.MaximumExcluded ? p.Maximum : Math.BitIncrement(p.Maximum),
    ];
}
