namespace Szilard.Observables.Agreement;

/// <summary>An array as a score has prepared it, so that each shuffled pairing costs no more than it
/// must.</summary>
public interface IPreparedArray
{
    /// <summary>What is odd about the array where it can be compared nevertheless; empty otherwise.</summary>
    string Remark => "";

    /// <summary>The score with another array that the same score prepared; NaN where it is not
    /// defined.</summary>
    /// <param name="other">The other array, as many rows.</param>
    /// <param name="order">Row i of this array goes with row order[i] of the other.</param>
    double With(IPreparedArray other, int[] order);
}
