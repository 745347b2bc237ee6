using Szilard.Tensors;
using Szilard.Thermodynamics.Composite;

namespace Szilard.Thermodynamics.Tests.Composite;

public class SlowReservoirTests
{
    /// <summary>A two-level bath from gap 1 to 2 in n equal steps of its thermodynamic length: n·dissipation
    /// → 𝓛²/2. Here the steps are equal in the angle 2·asin√p, whose Fisher information is 1.</summary>
    [Fact]
    public void Slow_strokes_dissipate_their_squared_length()
    {
        double begin = Angle(1), end = Angle(2), dissipated = 0;
        const int Strokes = 2000;
        Ledger ledger = new(CompositeState.AtEquilibrium(Matrix.FromRows([0, 1]), 1));
        for (int k = 1; k <= Strokes; k++)
        {
            double half = (begin + ((end - begin) * k / Strokes)) / 2, p = Math.Sin(half) * Math.Sin(half);
            ledger.Work(Matrix.FromRows([0, Math.Log((1 - p) / p)]), WorkKind.MovingAverage);
            dissipated += ledger.Readout().EntropyProduction;
        }
        double bound = SlowReservoir.Dissipation(end - begin, Strokes);
        Assert.Equal(1, dissipated / bound, 1e-3);
        Assert.Throws<ArgumentOutOfRangeException>(() => SlowReservoir.Dissipation(1, 0));

        static double Angle(double gap) => 2 * Math.Asin(Math.Sqrt(1 / (1 + Math.Exp(gap))));
    }
}
