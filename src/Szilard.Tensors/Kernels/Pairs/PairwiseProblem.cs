using System.Numerics;

namespace Szilard.Tensors.Kernels;

/// <summary>One evaluation: what was asked, the packed keys, and where results go.</summary>
internal sealed unsafe class PairwiseProblem<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public required PairForm Form { get; init; }

    public required PairwisePlan Plan { get; init; }

    public required int Queries { get; init; }

    public required int KeyCount { get; init; }

    public required int Dimensions { get; init; }

    public required T* Q { get; init; }

    public required T* K { get; init; }

    public required T* Extra { get; init; }

    public required T* GradientQ { get; init; }

    public required T* GradientExtra { get; init; }

    public required T* RowLogSumExp { get; init; }

    /// <summary>Keys in panels: [panel][coordinate][64], centred for squared distances.</summary>
    public required T* Keys { get; init; }

    /// <summary>−‖k‖²/2 of each key, where squared distances go through products; else null.</summary>
    public required T* KeyBias { get; init; }

    /// <summary>What is taken from every coordinate of both sides; differences do not see it, and rounding
    /// shrinks with it.</summary>
    public required T* Centre { get; init; }

    /// <summary>Sums for the keys' gradient: [chunk][panel][coordinate][64]; null for the value
    /// alone.</summary>
    public required T* KeySums { get; init; }

    /// <summary>log Σ_j exp s_ij of each row, the extra candidate included.</summary>
    public required double* Rows { get; init; }

    /// <summary>For each chunk the exponent that its key sums are relative to (total only).</summary>
    public required double* References { get; init; }

    /// <summary>A squared distance by differences is exact; from 33 coordinates on it goes through products
    /// of centred vectors, at half the cost.</summary>
    public bool ThroughProducts => KeyBias != null;

    public bool WantsGradient => KeySums != null;

    public bool IsTotal => Form.Reduction == PairReduction.Total;

    /// <summary>What the sums of terms are multiplied by to give logits.</summary>
    public double LogitFactor => Form.Similarity switch
    {
        PairSimilarity.Dot => Form.Scale,
        PairSimilarity.NegativeSquaredDistance => ThroughProducts ? 2 * Form.Scale : -Form.Scale,
        _ => -Form.Scale,
    };

    /// <summary>What the sums of slopes are multiplied by to give the queries' gradient.</summary>
    public double SlopeFactor => Form.Similarity switch
    {
        PairSimilarity.Dot => Form.Scale,
        PairSimilarity.NegativeSquaredDistance => 2 * Form.Scale,
        _ => -Form.Scale * Form.Power,
    };
}
