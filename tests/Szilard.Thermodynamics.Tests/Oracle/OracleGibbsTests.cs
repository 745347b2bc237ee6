using Szilard.Tensors;
using Szilard.Thermodynamics.Composite;
using Szilard.Thermodynamics.Gibbs;
using Szilard.Thermodynamics.Tests.Composite;

namespace Szilard.Thermodynamics.Tests.Oracle;

/// <summary>Ensembles and temperatures: T3, T23, T24 and T28 of the reference oracle.</summary>
public class OracleGibbsTests
{
    /// <summary>2×2 with even marginals has a closed form.</summary>
    [Fact]
    public void T3_two_by_two_has_its_closed_form()
    {
        GibbsEnsemble found = Samples.Labels(Samples.Before, 2);
        Assert.Equal(0.462070909989378, found.Labels[0, 0], 1e-12);
        Assert.Equal(0.424611996214287, found.MutualInformation, 1e-12);
        Assert.Equal(0.344822725026554, found.InternalEnergy, 1e-12);
        Assert.Equal(0.961682364905604, found.Entropy, 1e-12);
        Assert.Equal(-0.5, found.Charges.Mu[0] - found.Charges.Mu[1], 1e-12);
        Assert.Equal(1.5, found.Charges.Nu[0] - found.Charges.Nu[1], 1e-12);
        Assert.Equal(0.772036914852495, found.Charges.Mu[0] + found.Charges.Nu[0], 1e-12);
        Assert.Equal(0.272036914852495, found.Massieu, 1e-12);
        Assert.Equal(found.Entropy - (2 * found.InternalEnergy), found.Massieu, 1e-12);
    }

    /// <summary>Energies 0, 1, 2 at τ = 1 and ½.</summary>
    [Theory]
    [InlineData(1, 0.424789617395559, 0.832395581839939, -0.40760596444438, 0.424404544689254)]
    [InlineData(2, 0.149062907779132, 0.441057444058163, -0.0714658142499497, 0.634382549025982)]
    public void T23_a_temperature_has_its_energy_entropy_and_heat_capacity(
        double beta, double energy, double entropy, double free, double capacity)
    {
        CompositeState state = CompositeState.AtEquilibrium(Matrix.FromRows([0, 1, 2]), beta);
        (double u, double s, double c) = EffectiveTemperature.At(state, beta);
        Assert.Equal(energy, u, 1e-12);
        Assert.Equal(entropy, s, 1e-12);
        Assert.Equal(capacity, c, 1e-12);
        Assert.Equal(free, state.EquilibriumFreeEnergy, 1e-12);
        Assert.Equal(entropy, state.Read().Entropy, 1e-12);
    }

    /// <summary>Four items, two labels, τ_t = ½: the centre against the chemical potential that it stands
    /// for.</summary>
    [Fact]
    public void T24_a_centre_is_the_first_cumulant_of_the_chemical_potential()
    {
        Matrix energies = Matrix.FromRows([-0.3, 0], [-0.1, -0.2], [-0.5, 0.2], [-0.1, 0]);
        double[] centre = Centring.Centre(energies);
        Assert.Equal(0.25, centre[0] - centre[1], 1e-12);
        GibbsEnsemble held = Samples.Labels(energies, 2);
        Assert.Equal(0.246362126310911, (held.Charges.Mu[0] - held.Charges.Mu[1]) / 2, 1e-9);
        CompositeState centred = CompositeState.AtEquilibrium(Centring.Apply(energies, centre), 2);
        Assert.Equal(0.49832460028103, centred.Marginal()[0], 1e-9);
        Assert.Equal(0.5, held.Labels.Column(0).Sum(), 1e-9);
    }

    /// <summary>The warmer the bath, the nearer the two: the difference falls with 1/T.</summary>
    [Fact]
    public void T24_the_centre_becomes_exact_in_a_hot_bath()
    {
        Matrix energies = Samples.Energies(24, 6, 2);
        double[] centre = Centring.Centre(energies);
        double hot = Off(0.02), hotter = Off(0.002);
        Assert.True(hotter < hot / 5, $"{hotter} of {hot}");

        double Off(double beta)
        {
            double[] mu = Samples.Labels(energies, beta).Charges.Mu;
            return Math.Abs(((mu[0] - mu[1]) / beta) - (centre[0] - centre[1]));
        }
    }

    /// <summary>Points 1 to 4 of the worked cycle.</summary>
    [Fact]
    public void T28_effective_temperatures_agree_at_equilibrium_only()
    {
        Matrix q = Samples.Labels(Samples.Before, 2).Labels;
        EffectiveTemperature gibbs = EffectiveTemperature.Of(CompositeState.AtEquilibrium(Samples.Before, 1));
        Assert.Equal(1, gibbs.ByEnergy, 1e-9);
        Assert.Equal(0, gibbs.Distance, 1e-9);
        EffectiveTemperature labelled = EffectiveTemperature.Of(CompositeState.Of(Samples.Before, q, 1));
        Assert.Equal(2.00337552560026, labelled.ByEnergy, 1e-9);
        Assert.True(labelled.Distance > 0.01);
        Assert.Equal(
            1.56494543795798,
            EffectiveTemperature.Of(CompositeState.Of(Samples.After, q, 1)).ByEnergy, 1e-9);
        EffectiveTemperature back = EffectiveTemperature.Of(CompositeState.AtEquilibrium(Samples.After, 1));
        Assert.Equal(1, back.ByEnergy, 1e-9);
        CompositeState learned = CompositeState.Of(Samples.After, q, 1);
        Assert.Equal(0.22137308803399, learned.InternalEnergy, 1e-9);
        Assert.Equal(0.961682364905604, learned.Read().Entropy, 1e-9);
    }
}
