namespace Szilard.Tensors.Kernels;

/// <summary>How alike a query q and a key k are.</summary>
public enum PairSimilarity
{
    /// <summary>⟨q, k⟩.</summary>
    Dot,

    /// <summary>−‖q − k‖².</summary>
    NegativeSquaredDistance,

    /// <summary>−Σ_c |q_c − k_c|^p.</summary>
    NegativePowerDistance,
}

/// <summary>What becomes of the table of logits.</summary>
public enum PairReduction
{
    /// <summary>(1/n) Σ_i log Σ_j exp s_ij.</summary>
    MeanOfRows,

    /// <summary>log Σ_ij exp s_ij.</summary>
    Total,
}

/// <summary>Logits between all queries and all keys, s_ij = Scale · similarity(q_i, k_j), and what is taken
/// of them.</summary>
/// <param name="Similarity">How alike a query and a key are.</param>
/// <param name="Scale">One over the temperature; any finite number.</param>
/// <param name="Power">p ≥ 1 of <see cref="PairSimilarity.NegativePowerDistance"/>; else not read. 1, 2, 3
/// and 4 are fast.</param>
/// <param name="Reduction">What is taken of the logits.</param>
/// <param name="ExcludedOffset">With offset o the pair (i, (i + o) mod keys) is left out; 0 leaves out the
/// diagonal, <c>null</c> nothing.</param>
public readonly record struct PairForm(
    PairSimilarity Similarity, double Scale, double Power, PairReduction Reduction, int? ExcludedOffset);
