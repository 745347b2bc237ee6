using Szilard.Parts;
using Szilard.Thermodynamics.Composite;

namespace Szilard.Learners.Thermodynamics;

/// <summary>How the books of a learning run are kept.</summary>
/// <param name="Every">Steps from one booked step to the next; 0 keeps no books.</param>
/// <param name="Gauge">From where energies are counted.</param>
/// <param name="Surrogate">True to book what stands in for a distribution, or an energy, that a method has
/// not.</param>
public sealed record LedgerSettings(long Every, Gauge Gauge, bool Surrogate)
{
    private static readonly string[] _gauges = ["raw", "row-minimum", "row-mean", "self-information"];

    /// <summary>T of the bath of a physical body, in units of its energy; 0 where none is known, and then its
    /// entropy production is not defined.</summary>
    public double Temperature { get; init; }

    /// <summary>What a study file can say.</summary>
    public static PartCard Card { get; } = new(
        "ledger", "How the thermodynamic books of a run are kept.", "derived here")
    {
        Parameters =
        [
            new IntegerParameter(
                "every", "Steps from one booked step to the next; 0 keeps no books and costs nothing.",
                100),
            new ChoiceParameter(
                "gauge",
                "From where the energies of an item are counted: work has no meaning by its sign without it.",
                "raw", _gauges),
            new FlagParameter(
                "surrogate",
                "Whether what stands in is booked: a Gaussian for the distribution that Barlow Twins and "
                    + "VICReg have not, half the dissipated power for the energy that resistors and diodes "
                    + "have not.",
                false),
            new NumberParameter(
                "temperature",
                "Of the bath of a physical body, in units of its energy (k_B = 1), > 0: then heat is entropy "
                    + "production. 0 knows none.", 0, 0),
        ],
    };

    /// <summary>From a study's section.</summary>
    public static LedgerSettings From(Settings s) => new(
        s.Integer("every"), (Gauge)Array.IndexOf(_gauges, s.Choice("gauge")), s.Flag("surrogate"))
    {
        Temperature = s.Number("temperature"),
    };

    /// <summary>The gauge as a study file writes it.</summary>
    public static string NameOf(Gauge gauge) => _gauges[(int)gauge];

    /// <summary>True where a step is booked.</summary>
    /// <param name="level">What the objective's map says.</param>
    /// <param name="step">Steps done before.</param>
    /// <param name="relabels">Labels of the whole dataset are made anew in it.</param>
    public bool IsDue(MapLevel level, long step, bool relabels) =>
        Every > 0 && (level is not (MapLevel.None or MapLevel.Surrogate) || Surrogate)
            && (relabels || step % Every == 0);
}
