using Szilard.Parts;
using Szilard.Tensors;
using Szilard.Thermodynamics.Composite;

namespace Szilard.Thermodynamics.Tests.Composite;

/// <summary>Identities (1) to (4) on random systems, and T2 of the reference oracle.</summary>
public class StateTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Cross_entropy_is_energy_above_equilibrium_and_splits(long seed)
    {
        CompositeState state = Samples.Random(seed);
        StateReading r = state.Read();
        Assert.Equal(r.LabelEntropy + r.Divergence, r.Loss, 1e-12);
        Assert.Equal(state.Beta * (r.InternalEnergy - r.EquilibriumFreeEnergy), r.Loss, 1e-12);
        Assert.Equal(state.Beta * (r.FreeEnergy - r.EquilibriumFreeEnergy), r.Divergence, 1e-12);
        Assert.Equal(r.Divergence, r.LabelInformation - r.StoredInformation, 1e-12);
        Matrix p = state.Model();
        double[] c = state.Marginal();
        double stored = 0;
        for (int i = 0; i < p.Rows; i++)
            for (int j = 0; j < p.Columns; j++)
                stored += state.Labels[i, j] * Math.Log(p[i, j] / state.Weights[i] / c[j]);
        Assert.Equal(stored, r.StoredInformation, 1e-12);
    }

    [Fact]
    public void Without_energies_the_loss_is_that_of_one_who_tells_nothing_apart()
    {
        CompositeState state = CompositeState.AtEquilibrium(new Matrix(6, 3000), 10);
        StateReading r = state.Read();
        Assert.Equal(8.006367567650246, r.Loss, 1e-12);
        Assert.Equal(0, r.StoredInformation, 1e-12);
        Assert.Equal(0, r.Divergence, 1e-12);
    }

    [Fact]
    public void Large_energies_do_not_overflow()
    {
        CompositeState state = CompositeState.AtEquilibrium(
            Matrix.FromRows([1e6, 1e6 + 1], [-1e6, 1e6]), 200);
        StateReading r = state.Read();
        Assert.True(double.IsFinite(r.Loss) && double.IsFinite(r.EquilibriumFreeEnergy));
        Assert.Equal(0, r.Divergence, 1e-9);
    }

    [Theory]
    [InlineData("beta", "inverse temperature")]
    [InlineData("energy", "label 1 is NaN")]
    [InlineData("negative", "probabilities are ≥ 0")]
    [InlineData("rows", "sum to 1, but its weight is 0.5")]
    [InlineData("shape", "items × labels")]
    [InlineData("weights", "summing to 1")]
    public void Bad_input_is_refused_with_the_numbers(string fault, string reason)
    {
        Matrix e = Matrix.FromRows([0, 1], [2, 0.5]), q = Matrix.FromRows([0.25, 0.25], [0.4, 0.1]);
        SzilardException refusal = Assert.Throws<SzilardException>(() => fault switch
        {
            "beta" => CompositeState.Of(e, q, 0),
            "energy" => CompositeState.Of(Matrix.FromRows([0, double.NaN], [2, 0.5]), q, 1),
            "negative" => CompositeState.Of(e, Matrix.FromRows([0.6, -0.1], [0.4, 0.1]), 1),
            "rows" => CompositeState.Of(e, Matrix.FromRows([0.5, 0.5], [0.4, 0.1]), 1),
            "shape" => CompositeState.Of(e, Matrix.FromRows([0.25, 0.25]), 1),
            _ => CompositeState.Of(e, q, 1, [0.7, 0.7]),
        });
        Assert.Contains(reason, refusal.Message);
    }
}
