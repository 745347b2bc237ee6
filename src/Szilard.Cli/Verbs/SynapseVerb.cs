using System.CommandLine;
using System.Globalization;
using System.Text.Json.Nodes;
using Szilard.Physics.Synapses;
using Szilard.Physics.Synapses.Responses;

namespace Szilard.Cli.Verbs;

/// <summary><c>szilard synapse</c>: what one synapse with memory learns in a cycle.</summary>
internal static class SynapseVerb
{
    private const string Examples = """
        szilard synapse --area 0 --tau-f 0.5 --tau-s 10 --threshold 10 --amplitude 5,10,20,50
        szilard synapse --kernel markov --gamma 0.01 --tau-f 3 --tau-s 15 --mean 10 --amplitude 10,30 --json
        szilard synapse --area 0.05 --mean 25 --amplitude 0,50 --noise-memory 6 --noise-cycles 400
        szilard synapse --kernel response.npy --duration 1 --signal s.npy --threshold 2 --amplitude 1,5
        """;

    /// <summary>The verb.</summary>
    public static Verb Build(Surroundings surroundings)
    {
        SynapseOptions options = new();
        Option<bool> json = StudyOptions.Json();
        Verb verb = new(
            "synapse", "Weight change per cycle of a synapse with memory: simulated, predicted, regime.",
            Examples);
        options.AddTo(verb);
        verb.Options.Add(json);
        verb.SetAction(parsed =>
        {
            (Synapse synapse, double[] amplitudes, MarkovCost? cost) = options.Read(parsed);
            WeightCurve curve = synapse.Curve(amplitudes);
            IReadOnlyList<NoisyChange> noisy = options.Stir(parsed, synapse, amplitudes);
            if (parsed.GetValue(json))
                Json.Write(surroundings.Out, Document(synapse, curve, cost, noisy));
            else
                WriteText(surroundings, synapse, curve, cost, noisy);
        });
        return verb;
    }

    private static void WriteText(
        Surroundings surroundings, Synapse synapse, WeightCurve curve, MarkovCost? cost,
        IReadOnlyList<NoisyChange> noisy)
    {
        surroundings.Out.WriteLine(
            $"kernel {synapse.Kernel.Card.Name}: area {Of(synapse.Kernel.Area)}, first moment "
            + $"{Of(synapse.Kernel.FirstMoment)}, time scale {Of(synapse.Kernel.TimeScale)}");
        ResultTable.Write(
            surroundings, ["amplitude", "simulated Δw", "predicted Δw", "regime"],
            [.. Enumerable.Range(0, curve.Amplitudes.Length).Select(i => (string[])
            [
                Of(curve.Amplitudes[i]), Of(curve.Changes[i]), PredictedText(curve.Predicted[i]),
                Word(curve.Regimes[i]),
            ])]);
        if (noisy.Count > 0)
            ResultTable.Write(
                surroundings,
                ["amplitude", "noisy Δw", "± error", "predicted", "without noise", "rectification bias"],
                [.. noisy.Select(n => (string[])
                [
                    Of(n.Amplitude), Of(n.Mean), Of(n.StandardError), Of(n.Predicted), Of(n.Quiet),
                    Of(n.Bias),
                ])]);
        surroundings.Out.WriteLine(
            $"A_min {Of(curve.Range.Least)}, A_max {Of(curve.Range.Greatest)}, "
            + $"range {Of(curve.Range.Width)}");
        if (cost is not null)
            surroundings.Out.WriteLine(
                $"dissipation {Of(cost.Dissipation)} k_BT per unit of the ladder's time, {Of(cost.PerCycle)} "
                + "k_BT per cycle; "
                + (cost.Adapts
                    ? "the ladder adapts"
                    : "NO ADAPTATION: the ladder does not forget a constant signal"));
        foreach (string remark in curve.Remarks)
            surroundings.Talk.WriteLine(remark);
    }

    private static string PredictedText(Prediction prediction) => double.IsNaN(prediction.Change)
        ? $"— ({prediction.Reason})"
        : prediction.Holds ? Of(prediction.Change) : $"{Of(prediction.Change)} ({prediction.Reason})";

    private static JsonObject Document(
        Synapse synapse, WeightCurve curve, MarkovCost? cost, IReadOnlyList<NoisyChange> noisy)
    {
        JsonObject document = new()
        {
            ["kernel"] = synapse.Kernel.Card.Name,
            ["area"] = Json.Finite(synapse.Kernel.Area),
            ["first_moment"] = Json.Finite(synapse.Kernel.FirstMoment),
            ["time_scale"] = Json.Finite(synapse.Kernel.TimeScale),
            ["protocol"] = synapse.Protocol.Card.Name,
            ["nonlinearity"] = synapse.Nonlinearity.Card.Name,
            ["mean"] = Json.Finite(synapse.Mean),
            ["changes"] = new JsonArray(
                [.. Enumerable.Range(0, curve.Amplitudes.Length).Select(i => Change(curve, i))]),
            ["a_onset"] = Json.Finite(curve.Range.Onset),
            ["a_min"] = Json.Finite(curve.Range.Least),
            ["a_max"] = Json.Finite(curve.Range.Greatest),
            ["remarks"] = new JsonArray([.. curve.Remarks.Select(r => (JsonNode)r)]),
        };
        if (noisy.Count > 0)
            document["noisy"] = new JsonArray([.. noisy.Select(Noisy)]);
        if (cost is not null)
        {
            document["dissipation"] = Json.Finite(cost.Dissipation);
            document["cost_per_cycle"] = Json.Finite(cost.PerCycle);
            document["adapts"] = cost.Adapts;
        }
        return document;
    }

    private static JsonObject Change(WeightCurve curve, int i) => new()
    {
        ["amplitude"] = Json.Finite(curve.Amplitudes[i]),
        ["simulated"] = Json.Finite(curve.Changes[i]),
        ["predicted"] = Json.Finite(curve.Predicted[i].Change),
        ["prediction_holds"] = curve.Predicted[i].Holds,
        ["regime"] = Word(curve.Regimes[i]),
    };

    private static JsonObject Noisy(NoisyChange change) => new()
    {
        ["amplitude"] = Json.Finite(change.Amplitude),
        ["mean"] = Json.Finite(change.Mean),
        ["standard_error"] = Json.Finite(change.StandardError),
        ["predicted"] = Json.Finite(change.Predicted),
        ["quiet"] = Json.Finite(change.Quiet),
        ["bias"] = Json.Finite(change.Bias),
    };

    private static string Word(Regime regime) => regime switch
    {
        Regime.Still => "i",
        Regime.Learned => "ii",
        _ => "iii",
    };

    private static string Of(double value) =>
        double.IsInfinity(value) ? "∞" : value.ToString("G6", CultureInfo.InvariantCulture);
}
