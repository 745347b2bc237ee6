namespace Szilard.Physics.Networks.Ising;

/// <summary>The Boltzmann distribution of free spins beside fixed ones, by enumeration: with the
/// Walsh–Hadamard transform all 2^f energies come from the couplings, and all moments from the weights, in
/// f·2^f additions.</summary>
/// <remarks>A product of spins is named by a mask of free spins: Π_{i∈mask} s_i, where bit b of a
/// configuration is set for s = −1. E(c) = Σ_mask coefficient·(−1)^popcount(mask ∧ c) is the transform of the
/// coefficients, and Z·⟨Π_mask s⟩ the transform of exp(−E).</remarks>
internal sealed class SpinEnsemble
{
    private readonly double[] _values;
    private readonly int[] _bits;

    /// <summary>An ensemble with an energy of zero.</summary>
    /// <param name="fixedSpins">The value of each fixed spin; NaN where it is free.</param>
    public SpinEnsemble(ReadOnlySpan<double> fixedSpins)
    {
        _bits = new int[fixedSpins.Length];
        int free = 0;
        for (int i = 0; i < _bits.Length; i++)
            _bits[i] = double.IsNaN(fixedSpins[i]) ? 1 << free++ : 0;
        (_values, Moments) = (fixedSpins.ToArray(), new double[1 << free]);
    }

    /// <summary>⟨Π_mask s⟩ for every mask of free spins, after <see cref="Weigh"/>.</summary>
    public double[] Moments { get; }

    /// <summary>ln Z over the free spins.</summary>
    public double LogPartition { get; private set; }

    /// <summary>Begins an energy of zero.</summary>
    public void Clear() => Array.Clear(Moments);

    /// <summary>Adds −coefficient·s_i to the energy.</summary>
    public void AddField(int i, double coefficient) => Add(_bits[i], -coefficient * Factor(i));

    /// <summary>Adds −coefficient·s_i·s_j to the energy.</summary>
    public void AddCoupling(int i, int j, double coefficient) =>
        Add(_bits[i] ^ _bits[j], -coefficient * Factor(i) * Factor(j));

    /// <summary>Energies to moments.</summary>
    public void Weigh()
    {
        Transform(Moments);
        double least = Moments.Min();
        for (int c = 0; c < Moments.Length; c++)
            Moments[c] = Math.Exp(least - Moments[c]);
        Transform(Moments);
        double total = Moments[0];
        LogPartition = Math.Log(total) - least;
        for (int mask = 0; mask < Moments.Length; mask++)
            Moments[mask] /= total;
    }

    /// <summary>⟨s_i⟩.</summary>
    public double Mean(int i) => Factor(i) * Moments[_bits[i]];

    /// <summary>⟨s_i s_j⟩.</summary>
    public double Mean(int i, int j) => Factor(i) * Factor(j) * Moments[_bits[i] ^ _bits[j]];

    /// <summary>⟨s_o s_i⟩ − ⟨s_o⟩⟨s_i⟩; also for o = i.</summary>
    public double Covariance(int o, int i) => Factor(o) * Factor(i)
        * (Moments[_bits[o] ^ _bits[i]] - (Moments[_bits[o]] * Moments[_bits[i]]));

    /// <summary>⟨s_o s_i s_j⟩ − ⟨s_o⟩⟨s_i s_j⟩.</summary>
    public double Covariance(int o, int i, int j) => Factor(o) * Factor(i) * Factor(j)
        * (Moments[_bits[o] ^ _bits[i] ^ _bits[j]] - (Moments[_bits[o]] * Moments[_bits[i] ^ _bits[j]]));

    private double Factor(int i) => _bits[i] == 0 ? _values[i] : 1;

    private void Add(int mask, double value) => Moments[mask] += value;

    private static void Transform(double[] x)
    {
        for (int half = 1; half < x.Length; half *= 2)
            for (int block = 0; block < x.Length; block += 2 * half)
                for (int i = block; i < block + half; i++)
                    (x[i], x[i + half]) = (x[i] + x[i + half], x[i] - x[i + half]);
    }
}
