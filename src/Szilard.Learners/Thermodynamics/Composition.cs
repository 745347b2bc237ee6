using Szilard.Tensors;
using Szilard.Thermodynamics.Composite;
using TensorPrimitives = System.Numerics.Tensors.TensorPrimitives;

namespace Szilard.Learners.Thermodynamics;

/// <summary>One pair of looks of a batch as a thermodynamic system. A closed family.</summary>
public abstract record Composition
{
    /// <summary>Of βE: beyond it, rounding would show in the sums of probabilities.</summary>
    private protected const double LargestExponent = 1e6;

    /// <summary>Energies that are booked at most, items × labels; of larger batches the first items
    /// are.</summary>
    public const int MostEnergies = 1 << 17;

    /// <summary>How many items of so many are booked against that many labels.</summary>
    public static int Booked(int items, int labels) => Math.Min(items, Math.Max(1, MostEnergies / labels));
}

/// <summary>Items with self-labels: labels are made on one look, and used on the other.</summary>
/// <param name="Energies">E of the model on the look where the labels are used, items × labels.</param>
/// <param name="Beta">β_s of the model.</param>
/// <param name="Labels">How the labels come about.</param>
public sealed record LabelledItems(Matrix Energies, double Beta, SelfLabels Labels) : Composition
{
    /// <summary>The energies under which the labels are made; null where they are those of the
    /// model.</summary>
    public Matrix? LabelEnergies { get; init; }

    /// <summary>The energies of the Hamiltonian that makes the labels, on the look where they are used; null
    /// where that Hamiltonian is the model's own.</summary>
    public Matrix? TeacherEnergies { get; init; }

    /// <summary>Who does the work where energies change as the objective settles.</summary>
    public WorkKind Settling { get; init; } = WorkKind.Centre;

    /// <summary>H(c) before anything is known, where the place of a label among the columns says nothing: the
    /// logarithm of the number of candidates; null to take it from the labels.</summary>
    public double? PriorEntropy { get; init; }

    /// <summary>True where probabilities can be told from βE in double precision.</summary>
    internal bool CanBeBooked => ((Matrix?[])[Energies, LabelEnergies, TeacherEnergies])
        .All(e => e is null || Beta * Math.Abs(TensorPrimitives.MaxMagnitude<double>(
            e.Values)) < LargestExponent);

    /// <summary>The first items, as many as are booked.</summary>
    internal LabelledItems Fitting()
    {
        int items = Booked(Energies.Rows, Energies.Columns);
        return items == Energies.Rows ? this : this with
        {
            Energies = Energies.Slice(0, items),
            LabelEnergies = LabelEnergies?.Slice(0, items),
            TeacherEnergies = TeacherEnergies?.Slice(0, items),
            Labels = Labels switch
            {
                MeasuredLabels measured => new MeasuredLabels(measured.Labels[..items]),
                KeptLabels kept => kept with { Conditional = kept.Conditional.Slice(0, items) },
                _ => Labels,
            },
        };
    }
}

/// <summary>Items whose targets are points, not labels: an energy, but no entropy.</summary>
/// <param name="Energy">U, the mean energy of the items against their targets.</param>
/// <param name="MadeAnew">True where the targets are made anew by every step, not by a teacher that
/// moves.</param>
public sealed record PointTargets(double Energy, bool MadeAnew = false) : Composition;

/// <summary>A Gaussian with the covariance of the outputs in place of the distribution that is
/// missing.</summary>
/// <param name="Energy">U, what stands for an energy.</param>
/// <param name="Entropy">S = ½ ln det(2πe·C), nats.</param>
public sealed record GaussianSurrogate(double Energy, double Entropy) : Composition;

/// <summary>How self-labels come about. A closed family.</summary>
public abstract record SelfLabels;

/// <summary>Labels that relax in a bath: q_ij = r_i·exp(−β_t E_ij − μ_j)/norm of the row.</summary>
/// <param name="Beta">β_t of the bath.</param>
/// <param name="Mu">μ, one for each label, nats; zeros where no marginal is wanted.</param>
public sealed record RelaxedLabels(double Beta, double[] Mu) : SelfLabels;

/// <summary>Hard labels that are told from outside, or taken as the likeliest: a measurement.</summary>
/// <param name="Labels">One for each item.</param>
public sealed record MeasuredLabels(int[] Labels) : SelfLabels;

/// <summary>Labels that are kept from step to step in a table.</summary>
/// <param name="Conditional">q(j|i), items × labels, rows summing to 1.</param>
/// <param name="Bath">The bath in which they were made, of energies <see
/// cref="LabelledItems.LabelEnergies"/>; null where none is known.</param>
public sealed record KeptLabels(Matrix Conditional, RelaxedLabels? Bath) : SelfLabels
{
    /// <summary>True where each item has one label.</summary>
    public bool AreHard => Conditional.Values.All(q => q is 0 or 1);
}
