using Szilard.Parts;
using Szilard.Tensors;
using Szilard.Tensors.Kernels;
using Szilard.Thermodynamics.Composite;
using Szilard.Thermodynamics.Gibbs;
using Szilard.Thermodynamics.Tests.Composite;

namespace Szilard.Thermodynamics.Tests.Gibbs;

public class SinkhornTests
{
    /// <summary>For any feasible q: βU − S = (βU* − S*) + KL(q‖q*).</summary>
    [Fact]
    public void The_ensemble_is_the_least_and_pythagoras_holds()
    {
        Matrix e = Samples.Energies(3, 4, 4);
        GibbsEnsemble least = Samples.Labels(e, 1.3), other = Samples.Labels(Samples.Energies(4, 4, 4), 0.7);
        double energy = 0, divergence = 0;
        for (int k = 0; k < 16; k++)
        {
            energy += other.Labels.Values[k] * e.Values[k];
            divergence += other.Labels.Values[k] * Math.Log(other.Labels.Values[k] / least.Labels.Values[k]);
        }
        Assert.Equal((1.3 * energy) - other.Entropy, -least.Massieu + divergence, 1e-9);
    }

    [Fact]
    public void Any_marginals_are_met()
    {
        double[] rows = [0.1, 0.2, 0.3, 0.15, 0.25], columns = [0.4, 0.3, 0.2, 0.1];
        GibbsEnsemble found = Sinkhorn.Solve(
            Samples.Energies(5), 4, new SinkhornAim { Rows = rows, Columns = columns, Tolerance = 1e-14 });
        CompositeState state = CompositeState.Of(Samples.Energies(5), found.Labels, 4, rows);
        Assert.All(state.Marginal().Zip(columns), p => Assert.Equal(p.Second, p.First, 1e-12));
    }

    /// <summary>A label that no sum of a pass can see: e^(−2000) is below every number, and still gets its
    /// share.</summary>
    [Fact]
    public void Energies_beyond_the_range_of_exponentials_are_no_harm()
    {
        Matrix e = Matrix.FromRows([0, 2000], [0, 2000.5], [0, 1999]);
        GibbsEnsemble found = Sinkhorn.Solve(e, 1, new SinkhornAim());
        Assert.Equal(0.5, found.Labels.Column(1).Sum(), 1e-12);
        GibbsPotentials singles = Sinkhorn.Potentials(
            new EnergyArray<float>([.. e.Values.Select(v => (float)v)], 2), 1,
            new SinkhornAim { Tolerance = 1e-6 }, Alone);
        Assert.Equal(
            found.Charges.Mu[0] - found.Charges.Mu[1], singles.Columns[1] - singles.Columns[0], 1e-3);
    }

    /// <summary>SwAV's published loop, written out: prototypes, then samples, three times.</summary>
    [Fact]
    public void Columns_first_is_the_published_loop()
    {
        Matrix e = Samples.Energies(6, 8, 3);
        double[,] q = new double[8, 3];
        for (int i = 0; i < 8; i++)
            for (int j = 0; j < 3; j++)
                q[i, j] = Math.Exp(-e[i, j] / 0.5);
        for (int sweep = 0; sweep < 3; sweep++)
        {
            for (int j = 0; j < 3; j++)
                Scale(j, column: true);
            for (int i = 0; i < 8; i++)
                Scale(i, column: false);
        }
        GibbsEnsemble found = Sinkhorn.Solve(
            e, 2, new SinkhornAim { Sweeps = 3, Tolerance = -1, ColumnsFirst = true });
        for (int i = 0; i < 8; i++)
            for (int j = 0; j < 3; j++)
                Assert.Equal(q[i, j], found.Labels[i, j], 1e-12);

        void Scale(int at, bool column)
        {
            int count = column ? 8 : 3;
            double sum = 0;
            for (int k = 0; k < count; k++)
                sum += column ? q[k, at] : q[at, k];
            for (int k = 0; k < count; k++)
            {
                if (column)
                    q[k, at] /= sum * 3;
                else
                    q[at, k] /= sum * 8;
            }
        }
    }

    /// <summary>A fixed number of sweeps scales a table; a tolerance that is never met takes the logarithmic
    /// passes. Both are the same mathematics, in either precision and for any number of threads.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(10)]
    public void Scaling_a_table_gives_what_the_logarithmic_passes_give(int sweeps)
    {
        Matrix e = Samples.Energies(12, 150, 19);
        SinkhornAim scaled = new() { Sweeps = sweeps, Tolerance = -1, ColumnsFirst = true };
        GibbsEnsemble table = Sinkhorn.Solve(e, 1.5, scaled),
            passes = Sinkhorn.Solve(e, 1.5, scaled with { Tolerance = 0 });
        for (int k = 0; k < e.Values.Length; k++)
            Assert.Equal(passes.Labels.Values[k], table.Labels.Values[k], 1e-12);
        Assert.Equal(passes.Residual, table.Residual, 1e-12);
        for (int j = 0; j < 19; j++)
            Assert.Equal(passes.Charges.Mu[j], table.Charges.Mu[j], 1e-9);
        Assert.Equal(passes.Charges.Nu[7], table.Charges.Nu[7], 1e-9);
        float[] single = [.. e.Values.Select(v => (float)v)], one = new float[single.Length],
            two = new float[one.Length];
        using Workers crew = new(2);
        GibbsPotentials alone = Sinkhorn.Labels(single, 19, 1.5, scaled, Alone, one);
        Assert.Equal(alone.Rows, Sinkhorn.Labels(single, 19, 1.5, scaled, crew, two).Rows);
        Assert.Equal(one, two);
        for (int k = 0; k < one.Length; k++)
            Assert.Equal(table.Labels.Values[k], one[k], 2e-6);
    }

    /// <summary>Exponents that no single precision holds: the logarithmic passes take over.</summary>
    [Fact]
    public void What_a_table_cannot_hold_is_left_to_the_logarithm()
    {
        Matrix e = Matrix.FromRows([0, 500], [1, 499.5], [500, 0]);
        SinkhornAim aim = new() { Sweeps = 4, Tolerance = -1, ColumnsFirst = true };
        GibbsEnsemble found = Sinkhorn.Solve(e, 1, aim),
            passes = Sinkhorn.Solve(e, 1, aim with { Tolerance = 0 });
        for (int k = 0; k < 6; k++)
            Assert.Equal(passes.Labels.Values[k], found.Labels.Values[k], 1e-12);
    }

    [Fact]
    public void Blocks_of_a_product_give_what_the_whole_gives_for_any_number_of_threads()
    {
        const int Items = 300, Labels = 37, Dimensions = 5;
        RandomStream stream = RandomKey.FromSeed(8).Stream();
        float[] z = new float[Items * Dimensions], c = new float[Labels * Dimensions];
        foreach (float[] array in new[] { z, c })
            for (int k = 0; k < array.Length; k++)
                array[k] = (float)stream.NextNormal();
        Matrix e = new(Items, Labels);
        for (int i = 0; i < Items; i++)
            for (int j = 0; j < Labels; j++)
                for (int d = 0; d < Dimensions; d++)
                    e[i, j] -= (double)z[(i * Dimensions) + d] * c[(j * Dimensions) + d];
        GibbsEnsemble exact = Sinkhorn.Solve(e, 1.5, new SinkhornAim { Sweeps = 20, Tolerance = -1 });
        using Workers two = new(2);
        SinkhornAim aim = new() { Sweeps = 20, Tolerance = -1 };
        GibbsPotentials one = Sinkhorn.Potentials(
            new EnergyProduct<float>(Alone, z, c, Dimensions, 64), 1.5, aim, Alone);
        GibbsPotentials other = Sinkhorn.Potentials(
            new EnergyProduct<float>(two, z, c, Dimensions, 64), 1.5, aim, two);
        Assert.Equal(one.Columns, other.Columns);
        Assert.Equal(one.Rows, other.Rows);
        for (int j = 0; j < Labels; j++)
            Assert.Equal(-exact.Charges.Mu[j], one.Columns[j], 1e-4);
    }

    [Fact]
    public void A_warm_start_needs_fewer_sweeps()
    {
        Matrix e = Samples.Energies(9, 30, 10);
        SinkhornAim aim = new() { Tolerance = 1e-12 };
        GibbsEnsemble cold = Sinkhorn.Solve(e, 2, aim);
        GibbsEnsemble warm = Sinkhorn.Solve(
            e, 2, aim with { Start = Array.ConvertAll(cold.Charges.Mu, m => -m) });
        Assert.True(warm.Sweeps < cold.Sweeps, $"{warm.Sweeps} of {cold.Sweeps}");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Marginals_that_cannot_agree_are_refused(bool sum)
    {
        double[] columns = sum ? [0.5, 0.6] : [0.5];
        SzilardException refusal = Assert.Throws<SzilardException>(
            () => Sinkhorn.Solve(Samples.Before, 1, new SinkhornAim { Columns = columns }));
        Assert.Contains("column marginal", refusal.Message);
    }

    private static readonly Workers Alone = new(1);
}
