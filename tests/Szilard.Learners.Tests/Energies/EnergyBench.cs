using Szilard.Learners.Encoders;
using Szilard.Learners.Energies;
using Szilard.Learners.Objectives;
using Szilard.Learners.Tests.Learning;
using Szilard.Learners.Tests.Objectives;
using Szilard.Learners.Thermodynamics;
using Szilard.Tensors;
using Szilard.Worlds.Views;

namespace Szilard.Learners.Tests.Energies;

/// <summary>Small energy models, and data that they can learn.</summary>
internal static class EnergyBench
{
    /// <summary>Columns and rows of a square that are wholly on or off, units as rows of numbers: 6
    /// patterns.</summary>
    public static readonly float[][] BarsAndStripes =
        [[0, 0, 0, 0], [1, 1, 1, 1], [1, 0, 1, 0], [0, 1, 0, 1], [1, 1, 0, 0], [0, 0, 1, 1]];

    /// <summary>The machine of the reference notes, T21: W = [[1, −½], [0.3, 0.8]], b = (0.1, −0.2), c = (0,
    /// 0.4).</summary>
    public static readonly double[] OracleWeights = [1, -0.5, 0.3, 0.8], OracleVisible = [0.1, -0.2],
        OracleHidden = [0, 0.4];

    public static EnergyLearner Learner(
        Device device, string encoder, string design, string objective, string parameters = "",
        string optimiser = "adam", string settings = "rate=0.01", LedgerSettings? ledger = null) =>
        new(device, Bench.Design(encoder, design),
            (EnergyObjective)GoldenValueTests.Build(objective, parameters),
                Bench.Optimise(optimiser, settings), 4000,
            ledger);

    /// <summary>Rows one after the other, so often.</summary>
    public static ViewPair Repeated(IReadOnlyList<float[]> rows, int times)
    {
        float[] values = [.. Enumerable.Range(0, times).SelectMany(_ => rows).SelectMany(row => row)];
        Batch batch = new(new Shape(times * rows.Count, rows[0].Length), values);
        return new ViewPair(batch, batch);
    }

    /// <summary>Puts the numbers of the reference notes into a machine of two and two units.</summary>
    public static void SetOracle(EnergyModel model)
    {
        foreach (Parameter parameter in model.Trainable)
            parameter.Set(Array.ConvertAll(parameter.Name switch
            {
                "encoder.weight" => OracleWeights,
                "encoder.hidden_bias" => OracleHidden,
                _ => OracleVisible,
            }, v => (float)v));
    }

    /// <summary>Steps of learning on views that depend on the step alone.</summary>
    public static (EnergyState State, List<StepOutcome> Outcomes) Train(
        EnergyLearner learner, EnergyState state, int steps, Func<long, ViewPair> views)
    {
        List<StepOutcome> outcomes = [];
        for (int i = 0; i < steps; i++)
        {
            (state, StepOutcome outcome) =
                learner.Learn(state, views(state.Step), Bench.Key.Split("step", state.Step));
            Assert.Null(outcome.Diverged);
            outcomes.Add(outcome);
        }
        return (state, outcomes);
    }
}

/// <summary>E = ½k·x² as the one output −E of a network without parameters.</summary>
internal sealed class QuadraticLayer(double stiffness) : ILayer
{
    public IEnumerable<Parameter> Parameters => [];

    public Tensor Forward(Tensor x, bool training) => x.Square().Sum(^1).Scale(-0.5 * stiffness);
}
