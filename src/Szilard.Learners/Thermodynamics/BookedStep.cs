using System.Text.Json.Serialization;
using Szilard.Thermodynamics.Composite;

namespace Szilard.Learners.Thermodynamics;

/// <summary>One step of learning as a thermodynamic process: one line of <c>ledger.jsonl</c>. Energies in
/// units of the method's scores, entropies and information in nats, k_B = 1; numbers that are not defined are
/// NaN. Numbers are means over the pairs of looks that the loss averages.</summary>
/// <param name="Step">Steps done, this one included.</param>
/// <param name="Level">How far the method is a thermodynamic process: <c>exact</c>, <c>two-Hamiltonian</c>,
/// <c>first-law-only</c> or <c>surrogate</c>.</param>
/// <param name="Gauge">From where energies are counted: <c>raw</c>, <c>row-minimum</c>, <c>row-mean</c>,
/// <c>self-information</c>.</param>
/// <param name="Pairs">Pairs of looks.</param>
/// <param name="Items">Items that were booked.</param>
/// <param name="Labels">Labels, or candidates; 0 where there are none.</param>
/// <param name="ModelBeta">β_s of the model; NaN where there is none.</param>
/// <param name="LabelBeta">β_t of the bath of the labels, or in which those of a table were made; NaN where
/// labels are told or measured.</param>
/// <param name="States">The states in order: one more than there are strokes.</param>
/// <param name="Strokes">Stroke k leads from state k to state k + 1.</param>
/// <param name="HeatCapacity">C(T) of the energies in which the first pair ends.</param>
public sealed record BookedStep(
    long Step, string Level, string Gauge, int Pairs, int Items, int Labels, double ModelBeta,
    double LabelBeta,
    IReadOnlyList<BookedState> States, IReadOnlyList<BookedStroke> Strokes, HeatCapacityCurve HeatCapacity)
{
    /// <summary>ΔU − ΣW − ΣQ of this step, which the first law puts at 0.</summary>
    public double ClosureError { get; init; }

    /// <summary>T of the bath of a physical body, in units of its energy; NaN where there is none, or it is
    /// not known.</summary>
    public double Temperature { get; init; } = double.NaN;

    /// <summary>What came before: other items in place of those of the last booked step.</summary>
    public BookedReset? Reset { get; init; }

    /// <summary>Sums over all booked steps of the run so far.</summary>
    public BookedTotals? Totals { get; init; }

    /// <summary>The negative chains of an energy model; null for all other methods, and then not
    /// written.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public BookedChains? Chains { get; init; }

    /// <summary>The state after a stroke of that name, the last one where there are several; null where there
    /// is none.</summary>
    public BookedState? After(string stroke) => States.LastOrDefault(s => s.After == stroke);
}

/// <summary>A state between two strokes.</summary>
/// <param name="After">The stroke that led here; <c>begin</c> for the first state.</param>
/// <param name="InternalEnergy">U, raw.</param>
/// <param name="GaugedEnergy">U counted from where the gauge counts.</param>
/// <param name="Entropy">S of the joint distribution.</param>
/// <param name="LabelEntropy">H_q(J|I).</param>
/// <param name="MarginalEntropy">H(c), or ln(candidates) where labels are told.</param>
/// <param name="EquilibriumFreeEnergy">F_eq.</param>
/// <param name="FreeEnergy">F = U − T_s·H_q(J|I).</param>
/// <param name="Loss">L = β_s(U − F_eq) = H_q(J|I) + KL.</param>
/// <param name="Divergence">KL(q‖p): the free energy that is still there, over T_s.</param>
/// <param name="BetaByEnergy">β at which the Gibbs state of the same energies has this U.</param>
/// <param name="BetaByEntropy">β at which it has this entropy; equal to the other in equilibrium
/// alone.</param>
public sealed record BookedState(
    string After, double InternalEnergy, double GaugedEnergy, double Entropy, double LabelEntropy,
    double MarginalEntropy, double EquilibriumFreeEnergy, double FreeEnergy, double Loss, double Divergence,
    double BetaByEnergy, double BetaByEntropy)
{
    /// <summary>I_q = H(c) − H_q(J|I): what the labels say of the items.</summary>
    public double LabelInformation => MarginalEntropy - LabelEntropy;

    /// <summary>I_stored = H(c) − L ≤ I_q: what the representation has taken over of it.</summary>
    public double StoredInformation => MarginalEntropy - Loss;
}

/// <summary>A stroke.</summary>
/// <param name="Name">What happened: <c>labelling</c>, <c>view-swap</c>, <c>hamiltonian</c>,
/// <c>optimiser</c>, <c>projection</c>, <c>centre</c>, <c>moving-average</c>, <c>readout</c>,
/// <c>measurement</c>, <c>relaxation</c>, <c>data</c>; of bodies <c>clamp</c>, <c>relaxation</c>,
/// <c>drive</c>, <c>synapse</c>, <c>optimiser</c>.</param>
/// <param name="Work">W in the gauge, &gt; 0 where it is done on the system; 0 for strokes of heat.</param>
/// <param name="Heat">Q in the gauge, &gt; 0 where it goes in; 0 for strokes of work.</param>
/// <param name="EnergyChange">ΔU in the gauge, from the states themselves.</param>
/// <param name="EntropyChange">ΔS.</param>
/// <param name="FreeEnergyChange">ΔF_eq in the gauge; NaN for strokes of heat.</param>
/// <param name="ExcessWork">β_s(W − ΔF_eq) = −ΔI_stored, the same in every gauge; 0 for strokes of heat, NaN
/// for work of methods without a distribution.</param>
/// <param name="DemonEfficiency">η_d of a stroke of work ≤ 1; NaN where there was no free energy.</param>
/// <param name="EntropyProduction">Σ of a relaxation; NaN where its bath is not known or there is
/// none.</param>
/// <param name="InformationGained">Of a measurement; 0 otherwise.</param>
public sealed record BookedStroke(
    string Name, double Work, double Heat, double EnergyChange, double EntropyChange, double FreeEnergyChange,
    double ExcessWork, double DemonEfficiency, double EntropyProduction, double InformationGained);

/// <summary>Other items in place of others: neither work nor heat.</summary>
/// <param name="EnergyChange">R in the gauge.</param>
/// <param name="EntropyChange">ΔS.</param>
public sealed record BookedReset(double EnergyChange, double EntropyChange);

/// <summary>C(T) = Σ r_i Var_i(E)/T² of the model's energies.</summary>
/// <param name="Temperatures">T, rising, in units of E; empty where there are no distributions.</param>
/// <param name="Values">C at each, nats per unit of ln T.</param>
public sealed record HeatCapacityCurve(IReadOnlyList<double> Temperatures, IReadOnlyList<double> Values);

/// <summary>Sums over booked steps.</summary>
/// <param name="Strokes">How many strokes, resets counted.</param>
/// <param name="Work">W by kind, only kinds that occurred.</param>
/// <param name="Heat">Q by kind.</param>
/// <param name="EntropyProduction">Σ by kind.</param>
/// <param name="ExcessWork">Σ β_s(W − ΔF_eq); NaN for methods without a distribution.</param>
/// <param name="InformationGained">By measurements.</param>
/// <param name="Reset">R.</param>
/// <param name="EnergyChange">ΔU from the first state to the last.</param>
/// <param name="Size">Σ|W| + Σ|Q| + Σ|R|.</param>
/// <param name="ClosureError">ΔU − ΣW − ΣQ − ΣR.</param>
public sealed record BookedTotals(
    long Strokes, IReadOnlyDictionary<string, double> Work, IReadOnlyDictionary<string, double> Heat,
    IReadOnlyDictionary<string, double> EntropyProduction, double ExcessWork, double InformationGained,
    double Reset,
    double EnergyChange, double Size, double ClosureError)
{
    /// <summary>The totals of a ledger.</summary>
    public static BookedTotals From(LedgerTotals totals) => new(
        totals.Strokes,
        ByKind<WorkKind>(totals.Work, StrokeNames.Of), ByKind<HeatKind>(totals.Heat, StrokeNames.Of),
        ByKind<HeatKind>(totals.EntropyProduction, StrokeNames.Of), totals.TotalExcessWork,
        totals.TotalInformationGained, totals.TotalReset, totals.EnergyChange, totals.Size,
        totals.ClosureError);

    private static Dictionary<string, double> ByKind<T>(Func<T, double> sum, Func<T, string> name)
        where T : struct, Enum =>
        Enum.GetValues<T>().Where(kind => sum(kind) != 0).ToDictionary(name, sum);
}
