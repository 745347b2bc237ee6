using MathNet.Numerics.LinearAlgebra;
using Szilard.Learners.Objectives;
using Szilard.Learners.Singular;
using Szilard.Learners.Tests.Learning;
using Szilard.Observables.Singular;
using Szilard.Parts;
using Szilard.Tensors;
using Szilard.Tensors.Kernels;
using Szilard.Worlds.Views;

namespace Szilard.Learners.Tests.Singular;

public sealed class NeuralPotentialTests
{
    private static readonly CancellationToken _stop = TestContext.Current.CancellationToken;

    /// <summary>A linear network on squared error is a quadratic well, whose curvatures are twice the
    /// eigenvalues of the inputs' second moments (with the constant), once for each output, over the outputs.
    /// At targets that it meets exactly, the walk reads the discretised form of that well: within 4 standard
    /// errors (false alarms 1e-4).</summary>
    [Fact]
    public void A_linear_network_is_a_quadratic_well()
    {
        const int inputs = 3, outputs = 2, count = 64;
        using CpuDevice<float> device = new();
        NeuralLearner learner = Bench.Learner(
            device, Bench.Design("mlp", $"widths=[];outputs={outputs}"), "supervised-regression");
        NeuralState state = learner.Begin(new Shape(inputs), Bench.Key);
        Batch x = Bench.Normal(Bench.Key.Split("inputs"), count, inputs);
        ViewPair told = new(x, learner.Encode(state, x));
        NeuralPotential site = new(
            device, state, new SupervisedRegression(), FrozenPairs.Of(told, 32), Bench.Key, 1);
        LangevinSettings settings = new()
        {
            InverseTemperature = 20,
            Localisation = 5,
            Step = 0.02,
            Chains = 4,
            BurnIn = 500,
            Draws = 6000,
        };
        LangevinTrace trace = LangevinSampler.Run(
            [site.Potential], site.Point(), settings, Bench.Key, new Workers(1), _stop);
        LearningCoefficient read = LearningCoefficient.Of(trace);

        QuadraticWell well = new([.. Curvatures(x, inputs, outputs)]);
        Assert.Equal((inputs + 1) * outputs, site.Potential.Dimensions);
        Assert.Equal(well.Curvatures.Max(), trace.LargestCurvature, 0.05 * well.Curvatures.Max());
        Assert.InRange(
            Math.Abs(read.Value - well.Coefficient(20, 5, 0.02)), 0, 4 * read.StandardError);
        Assert.InRange(read.StandardError, 0, 0.05 * read.Value);
    }

    /// <summary>Central differences along random directions, in single precision; two blocks with candidates
    /// of their own.</summary>
    [Theory]
    [InlineData("info-nce", "similarity=gaussian")]
    [InlineData("whitening", "")]
    [InlineData("sigreg", "")]
    [InlineData("byol", "")]
    [InlineData("e-ssl", "similarity=gaussian;weight=2")]
    public void The_gradient_is_that_of_the_value(string objective, string parameters)
    {
        using CpuDevice<float> device = new();
        NeuralLearner learner = Bench.Learner(
            device, Bench.Design("mlp", "widths=[8];outputs=3"), objective, parameters);
        Shape observation = new(4);
        NeuralState state = learner.Begin(observation, Bench.Key);
        Objective wanted = Objective.Catalogue.Build(objective, Bench.Parse(parameters));
        FrozenPairs pairs = FrozenPairs.Of(Bench.Views(Bench.Key, 32, observation), 16);
        NeuralPotential site = new(device, state, wanted, pairs, Bench.Key, 1);
        double[] w = site.Point(), gradient = new double[w.Length], scratch = new double[w.Length];
        site.Potential.Value(w, gradient);
        for (int i = 0; i < 5; i++)
        {
            double[] along = [.. Bench.Normal(Bench.Key.Split("along", i), w.Length).Values.Select(
                v => (double)v)];
            double Ahead(double step) =>
                site.Potential.Value([.. w.Zip(along, (a, b) => a + (step * b))], scratch);
            double slope = gradient.Zip(along, (a, b) => a * b).Sum();
            double difference = (Ahead(2e-3) - Ahead(-2e-3)) / 4e-3;
            Assert.Equal(difference, slope, 0.01 + (0.03 * Math.Abs(slope)));
        }
        Assert.Equal((2, 16, 32), (pairs.Blocks.Count, pairs.Block, pairs.Count));
    }

    [Theory]
    [InlineData("info-nce", "likelihood", false)]
    [InlineData("nt-xent", "likelihood", false)]
    [InlineData("supervised-classification", "likelihood", false)]
    [InlineData("whitening", "statistic", false)]
    [InlineData("sigreg", "statistic", true)]
    [InlineData("vicreg", "statistic", true)]
    [InlineData("s-tec", "statistic", true)]
    [InlineData("e-ssl", "statistic", true)]
    [InlineData("moco-v2", "frozen", true)]
    [InlineData("byol", "frozen", true)]
    [InlineData("swav", "no-gradient", true)]
    [InlineData("dino", "frozen", true)]
    [InlineData("simsiam", "no-gradient", true)]
    public void What_the_coefficient_means_depends_on_the_loss(string objective, string name, bool flagged)
    {
        PotentialMeaning meaning = PotentialMeaning.Of(Objective.Catalogue.Get(objective).BuildDefault());
        Assert.Equal((name, flagged), (meaning.Name, meaning.Flagged));
        Assert.Equal(name != "likelihood", meaning.Sentence.Contains("LLC", StringComparison.Ordinal));
    }

    [Fact]
    public void A_single_pair_is_refused() =>
        Assert.Throws<SzilardException>(
            () => FrozenPairs.Of(Bench.Views(Bench.Key, 8, new Shape(2)), 1));

    private static IEnumerable<double> Curvatures(Batch x, int inputs, int outputs)
    {
        Matrix<double> moments = Matrix<double>.Build.Dense(inputs + 1, inputs + 1, (i, j) =>
            Enumerable.Range(0, x.Count).Average(n => At(n, i) * At(n, j)));
        double At(int row, int column) => column < inputs ? x.Item(row)[column] : 1;
        return moments.Evd(Symmetricity.Symmetric).EigenValues
            .SelectMany(v => Enumerable.Repeat(2 * v.Real / outputs, outputs));
    }
}
