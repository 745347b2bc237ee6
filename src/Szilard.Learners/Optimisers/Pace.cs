using Szilard.Parts;

namespace Szilard.Learners.Optimisers;

/// <summary>What all optimisers share: how large their steps may be.</summary>
/// <param name="Rate">Learning rate before the schedule.</param>
/// <param name="WeightDecay">Weight decay λ.</param>
/// <param name="Clip">Largest norm of the whole gradient; 0 does not clip.</param>
/// <param name="Schedule">How the rate moves over the run.</param>
public sealed record Pace(double Rate, double WeightDecay, double Clip, Schedule Schedule)
{
    private const string FactorsKey = "factors";

    /// <summary>Factors on the rate of parameters by name; those not named have 1.</summary>
    public IReadOnlyDictionary<string, double> Factors { get; init; } = new Dictionary<string, double>();

    /// <summary>The pace that an optimiser's settings name.</summary>
    public static Pace From(Settings s) =>
        new(s.Number("rate"), s.Number("weight_decay"), s.Number("clip"), Schedule.From(s))
        {
            Factors = NamedNumbers.Parse(s.Text(FactorsKey)),
        };

    /// <summary>The factor on the rate of one parameter.</summary>
    public double FactorOf(string parameter) => Factors.GetValueOrDefault(parameter, 1);

    /// <summary>Refuses factors of parameters that a learner does not have.</summary>
    /// <param name="parameters">The names of all that it moves.</param>
    /// <exception cref="SzilardException">A name is not among them.</exception>
    public void CheckFactors(IEnumerable<string> parameters)
    {
        string[] known = [.. parameters];
        if (Factors.Keys.FirstOrDefault(name => !known.Contains(name)) is { } unknown)
            throw new SzilardException(
                $"`optimiser.factors` names `{unknown}`, which this learner does not move"
                    + Spelling.Hint(unknown, known));
    }

    /// <summary>The parameters of every optimiser, with its own defaults.</summary>
    internal static ParameterCard[] Parameters(double rate, double weightDecay) =>
    [
        new NumberParameter("rate", "Learning rate.", rate, 0) { MinimumExcluded = true },
        new NumberParameter("weight_decay", "Weight decay.", weightDecay, 0),
        new NumberParameter("clip", "Largest norm of the whole gradient; 0 does not clip.", 0, 0),
        new TextParameter(
            FactorsKey,
            "Factors ≥ 0 on the rate of parameters by name, `encoder.0.weight:0.5, bias-2:0`; others 1.", ""),
        .. Schedule.Parameters,
    ];

    /// <summary>What is wrong with an optimiser's factors.</summary>
    internal static IEnumerable<Fault> Faults(Settings s) =>
        NamedNumbers.Faults(FactorsKey, s.Text(FactorsKey), new NumberParameter("", "", 1, 0));
}
