using Szilard.Tensors;

namespace Szilard.Learners.Energies;

/// <summary>What negative chains did in one step of learning.</summary>
/// <param name="Start">Where they began, one row each.</param>
/// <param name="End">Where they ended.</param>
/// <param name="EntropyFlow">Mean over chains of ln P(path)/P(path reversed), nats: the entropy that went
/// into the bath; NaN where it was not asked for or has no finite value.</param>
/// <param name="Acceptance">Mean probability with which a Metropolis test at the bath's own temperature would
/// have accepted a move, 1 for chains in detailed balance; NaN where it was not asked for.</param>
public sealed record ChainRun(Batch Start, Batch End, double EntropyFlow, double Acceptance)
{
    /// <summary>Root mean square of End − Start over all coordinates; for units 0 and 1 the square is the
    /// share that flipped.</summary>
    public double Displacement
    {
        get
        {
            double sum = 0;
            for (int i = 0; i < Start.Values.Length; i++)
                sum += Math.Pow((double)End.Values[i] - Start.Values[i], 2);
            return Math.Sqrt(sum / Math.Max(1, Start.Values.Length));
        }
    }
}
