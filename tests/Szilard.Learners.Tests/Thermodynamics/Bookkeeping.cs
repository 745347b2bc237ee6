using Szilard.Learners.Objectives;
using Szilard.Learners.Tests.Learning;
using Szilard.Learners.Thermodynamics;
using Szilard.Tensors;
using Szilard.Tensors.Kernels;
using Szilard.Thermodynamics.Composite;
using Szilard.Worlds.Views;

namespace Szilard.Learners.Tests.Thermodynamics;

/// <summary>Short runs of float networks whose every step is booked.</summary>
internal static class Bookkeeping
{
    public static readonly Shape Observation = new(6);

    /// <summary>Objectives of networks that are booked without being asked for a surrogate.</summary>
    public static IEnumerable<string> Mapped => Objective.Catalogue.Parts
        .Where(p => p.BuildDefault() is not EnergyObjective and { Map.Level: not MapLevel.None })
        .Select(p => p.Card.Name);

    /// <summary>Small sizes, and no steps on which prototypes stay.</summary>
    public static string Small(string objective) => objective switch
    {
        "swav" => "prototypes=8;freeze=0;queue=32",
        "dino" => "prototypes=8;freeze=0",
        "sela" => "prototypes=8",
        "deepcluster-v2" => "prototypes=4",
        "moco-v2" => "queue=32",
        _ => "",
    };

    /// <summary>Losses and books of a run.</summary>
    public static List<(double Loss, BookedStep? Books)> Run(
        string objective, int steps, string parameters, LedgerSettings? ledger, RunBooks? books = null)
    {
        using CpuDevice<float> device = new();
        NeuralLearner learner = Bench.Learner(
            device, Bench.Design("mlp", "widths=[8];outputs=4;normalisation=batch"), objective, parameters,
            ledger: ledger);
        NeuralState state = learner.Begin(Observation, Bench.Key);
        List<(double, BookedStep?)> booked = [];
        for (int i = 0; i < steps; i++)
        {
            ViewPair views = Bench.Views(Bench.Key.Split("views", i), 16, Observation);
            (state, StepOutcome outcome) = learner.Learn(state, views, Bench.Key.Split("step", i));
            Assert.Null(outcome.Diverged);
            BookedStep? step = outcome.Books;
            booked.Add((outcome.Loss, step is null || books is null ? step : books.Enter(step)));
        }
        return booked;
    }

    /// <summary>All steps, in a gauge.</summary>
    public static LedgerSettings Always(Gauge gauge = Gauge.Raw) => new(1, gauge, Surrogate: false);
}
