using Szilard.Learners;
using Szilard.Learners.Objectives;
using Szilard.Physics.Learning;
using Szilard.Tensors;
using Szilard.Tensors.Kernels;
using Szilard.Worlds.Views;

namespace Szilard.Physics.Tests.Learning;

/// <summary>Every objective of the library as the cost of a body's outputs.</summary>
public sealed class ObjectiveCostTests : IDisposable
{
    private const int Rows = 12, Columns = 3;
    private readonly CostDevices _devices = new();

    /// <summary>Those that a body may be given: a study refuses objectives with a teacher, queue or table on
    /// one.</summary>
    public static TheoryData<string> Names =>
    [
        .. Objective.Catalogue.Cards.Select(c => c.Name)
            .Where(name => !Objective.Catalogue.Get(name).BuildDefault().KeepsState),
    ];

    public void Dispose() => _devices.Dispose();

    /// <summary>Where the gradient is stopped the derivative of the value is not the gradient, so that the
    /// stop is switched off.</summary>
    [Theory, MemberData(nameof(Names))]
    public void Its_gradient_is_the_central_difference_of_its_value(string name)
    {
        ObjectiveCost cost = Cost(name, name == "simsiam" ? "stop_gradient=false" : "");
        double[] y = Outputs(), gradient = new double[y.Length];
        cost.Gradient(y, Rows, gradient);
        for (int i = 0; i < y.Length; i++)
        {
            double slope = (Shifted(i, 1e-6) - Shifted(i, -1e-6)) / 2e-6;
            Assert.Equal(slope, gradient[i], 1e-6 * (1 + Math.Abs(slope)));
        }

        double Shifted(int index, double by)
        {
            double[] moved = [.. y];
            moved[index] += by;
            return cost.Value(moved, Rows);
        }
    }

    /// <summary>So that the force on one sample does not shrink with the batch, and the estimate of a rule is
    /// that of the loss itself.</summary>
    [Theory, MemberData(nameof(Names))]
    public void Its_value_is_the_loss_times_the_rows(string name)
    {
        ObjectiveCost cost = Cost(name, "");
        ObjectiveJudgement judged = cost.Judge(Outputs(), Rows);
        Assert.True(double.IsFinite(judged.Loss));
        Assert.NotEmpty(judged.Terms);
        Assert.Equal(Rows * judged.Loss, cost.Value(Outputs(), Rows), 1e-9 * Math.Abs(judged.Loss) * Rows);
    }

    /// <summary>The predictor's arrays are floats; the step that was really taken counts.</summary>
    [Fact]
    public void The_objectives_own_arrays_have_their_gradients()
    {
        ObjectiveCost cost = Cost("simsiam", "predictor_width=5");
        StateArray[] own = Own("simsiam", "predictor_width=5");
        IReadOnlyList<double[]> gradients = cost.Judge(Outputs(), Rows).OwnGradients;
        Assert.Equal(own.Length, gradients.Count);
        foreach ((StateArray array, double[] gradient) in own.Zip(gradients))
        {
            for (int i = 0; i < gradient.Length; i++)
            {
                float above = array.Values[i] + 1e-4f, below = array.Values[i] - 1e-4f;
                double slope = (With(array, i, above) - With(array, i, below)) / ((double)above - below);
                Assert.Equal(slope, gradient[i], 1e-6);
            }
        }

        double With(StateArray array, int index, float value)
        {
            StateArray[] moved = [.. own.Select(a => a with { Values = [.. a.Values] })];
            moved.Single(a => a.Name == array.Name).Values[index] = value;
            return new ObjectiveCost(
                Build("simsiam", "predictor_width=5"), null, moved, PhysicalBench.Key, _devices,
                OutputFrame.Plain)
                .Judge(Outputs(), Rows).Loss;
        }
    }

    /// <summary>The force through scale, centre and homeostasis is the slope of the value, and a constant
    /// pull is
    /// the tangent of it.</summary>
    [Fact]
    public void A_frame_scales_the_force_and_holds_outputs_together()
    {
        ObjectiveCost cost = new(
            Build("info-nce", "similarity=gaussian"), null, [], PhysicalBench.Key, _devices,
            new OutputFrame(0.5, 7, 0.3, Live: false));
        double[] outputs = Outputs(), force = new double[outputs.Length], same = new double[outputs.Length];
        cost.Gradient(outputs, Rows, force);
        ConstantPull pull = new(cost, outputs, Rows);
        for (int i = 0; i < outputs.Length; i++)
        {
            double[] above = [.. outputs], below = [.. outputs];
            (above[i], below[i]) = (above[i] + 1e-5, below[i] - 1e-5);
            double slope = (cost.Value(above, Rows) - cost.Value(below, Rows)) / 2e-5;
            Assert.Equal(slope, force[i], 1e-5);
            Assert.Equal(force[i], (pull.Value(above, Rows) - pull.Value(below, Rows)) / 2e-5, 1e-6);
            pull.Gradient(above, Rows, same);
            Assert.Equal(force, same);
        }
        Assert.Equal(cost.Value(outputs, Rows), pull.Value(outputs, Rows), 1e-9);
    }

    [Theory, MemberData(nameof(Names))]
    public void A_layered_network_learns_by_it(string name)
    {
        using CpuDevice<float> device = new();
        using PhysicalLearner learner = PhysicalBench.Learner(
            device, "layered-hopfield", "equilibrium-propagation", name,
            settings: "rate=0.001;momentum=0;schedule=constant");
        PhysicalState state = learner.Begin(PhysicalBench.Observation, PhysicalBench.Key);
        float[][] before = [.. learner.Save(state).Select(a => a.Values)];
        state = PhysicalBench.Train(learner, state, 2, name);
        IReadOnlyList<StateArray> after = learner.Save(state);
        Assert.All(
            after.Zip(before).Where(p => !p.First.Name.StartsWith("optimiser", StringComparison.Ordinal)),
            p => Assert.False(p.First.Values.SequenceEqual(p.Second), p.First.Name));
    }

    private ObjectiveCost Cost(string name, string parameters) => new(
        Build(name, parameters), Target(name), Own(name, parameters), PhysicalBench.Key, _devices,
        OutputFrame.Plain);

    private static Objective Build(string name, string parameters) =>
        Objective.Catalogue.Build(name, PhysicalBench.Parse(parameters));

    private static StateArray[] Own(string name, string parameters)
    {
        using CpuDevice<float> device = new();
        return
        [
            .. Build(name, parameters).Declare(new ObjectiveSite(device, Columns, PhysicalBench.Key))
                .Select(p => new StateArray(p.Name, p.Shape, p.ToSingles())),
        ];
    }

    private static Batch? Target(string name)
    {
        if (!Build(name, "").RightIsTarget)
            return null;
        ViewPair views = PhysicalBench.Views(PhysicalBench.Key, name, Rows, 2, Columns);
        return views.Right;
    }

    private static double[] Outputs() =>
        [.. PhysicalBench.Uniform(PhysicalBench.Key.Split("y"), Rows * Columns, 0, 1).Select(y => (double)y)];
}
