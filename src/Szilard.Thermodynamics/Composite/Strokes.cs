namespace Szilard.Thermodynamics.Composite;

/// <summary>Who does work on the composite: what changed its energies.</summary>
public enum WorkKind
{
    /// <summary>A step of the optimiser.</summary>
    Optimiser,

    /// <summary>Prototypes or weights put back on their sphere, or decayed outside the gradient.</summary>
    Projection,

    /// <summary>A teacher that follows its student, or keys that age in a queue.</summary>
    MovingAverage,

    /// <summary>The centre subtracted from teacher logits.</summary>
    Centre,

    /// <summary>Labels made on one view, used on the other.</summary>
    ViewSwap,

    /// <summary>Labels made under one Hamiltonian, used under another: teacher and student, k-means and
    /// classifier.</summary>
    Hamiltonian,

    /// <summary>The same items seen anew.</summary>
    Data,

    /// <summary>What holds or draws the outputs of a physical body: put on, moved, taken off.</summary>
    Clamp,

    /// <summary>The chemical drive that keeps a synapse with memory out of equilibrium.</summary>
    Drive,
}

/// <summary>How labels changed under fixed energies.</summary>
public enum HeatKind
{
    /// <summary>New self-labels, in contact with the label bath and its constraints.</summary>
    Labelling,

    /// <summary>Labels forgotten: back to the model's own Gibbs distribution.</summary>
    Readout,

    /// <summary>Any other relaxation.</summary>
    Relaxation,

    /// <summary>Labels made hard, or told from outside: a measurement, which produces no entropy but
    /// information.</summary>
    Measurement,

    /// <summary>What a driven synapse gives to its bath in a cycle.</summary>
    Synapse,
}

/// <summary>One booked change. A closed family.</summary>
/// <param name="EnergyChange">ΔU.</param>
/// <param name="EntropyChange">ΔS of the joint distribution, nats.</param>
public abstract record Stroke(double EnergyChange, double EntropyChange);

/// <summary>Energies changed, labels did not: no heat, no change of entropy.</summary>
/// <param name="Kind">Who did it.</param>
/// <param name="Work">W = Σ q (E′ − E) in the gauge of the ledger, &gt; 0 where it is done on the
/// composite.</param>
/// <param name="FreeEnergyChange">ΔF_eq in that gauge.</param>
/// <param name="ExcessWork">β(W − ΔF_eq) = ΔL = −ΔI_stored in nats, the same in every gauge.</param>
/// <param name="DivergenceBefore">KL(q‖p) before.</param>
public sealed record WorkStroke(
    WorkKind Kind, double Work, double FreeEnergyChange, double ExcessWork, double DivergenceBefore)
    : Stroke(Work, 0)
{
    /// <summary>Demon efficiency η_d = [KL(q‖p) − KL(q‖p′)]/KL(q‖p) ≤ 1: the share of the available free
    /// energy that the stroke turned into stored information; NaN where there was none.</summary>
    public double DemonEfficiency => DivergenceBefore > 0 ? -ExcessWork / DivergenceBefore : double.NaN;
}

/// <summary>Labels changed, energies did not: no work.</summary>
/// <param name="Kind">How.</param>
/// <param name="Heat">Q = Σ E (q′ − q), &gt; 0 where it goes into the composite.</param>
/// <param name="EntropyChange">ΔS.</param>
/// <param name="ChargeChange">Σ_j μ_j ΔN_j + Σ_i ν_i ΔM_i, nats: what the constraints of the bath took
/// part.</param>
/// <param name="EntropyProduction">Σ = ΔS − βQ − charges, nats; NaN for a measurement, which is none.</param>
/// <param name="InformationGained">Of a measurement: H_q(J|I) before minus after, nats; else 0.</param>
public sealed record HeatStroke(
    HeatKind Kind, double Heat, double EntropyChange, double ChargeChange, double EntropyProduction,
    double InformationGained)
    : Stroke(Heat, EntropyChange);

/// <summary>Other items came in: neither work nor heat.</summary>
/// <param name="EnergyChange">R = U(new) − U(old).</param>
/// <param name="EntropyChange">ΔS.</param>
public sealed record ResetStroke(double EnergyChange, double EntropyChange)
    : Stroke(EnergyChange, EntropyChange);
