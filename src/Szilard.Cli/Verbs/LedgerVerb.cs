using System.CommandLine;
using System.Globalization;
using System.Text.Json.Nodes;
using Szilard.Thermodynamics.Composite;
using Szilard.Thermodynamics.Gibbs;

namespace Szilard.Cli.Verbs;

/// <summary><c>szilard ledger</c>: the books of a process whose energies and labels were recorded
/// anywhere.</summary>
internal static class LedgerVerb
{
    private const string Examples = """
        szilard ledger --energies E0.npy E1.npy E2.npy --labels q.npy --beta-s 10
        szilard ledger --energies E0.npy E1.npy --labels q0.npy q1.npy --beta-s 10 --beta-t 20 --json
        """;

    private static readonly Option<bool> s_json = StudyOptions.Json();

    /// <summary>The verb.</summary>
    public static Verb Build(Surroundings surroundings)
    {
        Verb verb = new(
            "ledger", "Work, heat, entropy production and information of recorded energies and labels.",
            Examples);
        LedgerArguments.AddTo(verb);
        verb.Options.Add(s_json);
        verb.SetAction(parsed =>
        {
            ProcessBooks books = LedgerArguments.Read(parsed).Book();
            if (parsed.GetValue(s_json))
                Json.Write(surroundings.Out, Document(books));
            else
                WriteText(surroundings, books);
            foreach (string note in books.Notes)
                surroundings.Talk.WriteLine(note);
        });
        return verb;
    }

    private static void WriteText(Surroundings surroundings, ProcessBooks books)
    {
        ResultTable.Write(
            surroundings,
            ["state", "U", "S", "F", "F_eq", "loss", "KL", "I labels", "I stored", "β̃ U", "β̃ S"],
            [.. books.States.Select((state, k) =>
            {
                StateReading r = state.Read();
                EffectiveTemperature t = EffectiveTemperature.Of(state);
                return (string[])
                [
                    $"{k}", Of(r.InternalEnergy), Of(r.Entropy), Of(r.FreeEnergy),
                    Of(r.EquilibriumFreeEnergy),
                    Of(r.Loss), Of(r.Divergence), Of(r.LabelInformation), Of(r.StoredInformation),
                    Of(t.ByEnergy),
                    Of(t.ByEntropy),
                ];
            })]);
        ResultTable.Write(
            surroundings, ["stroke", "work", "heat", "β(W − ΔF)", "entropy production", "efficiency"],
            [.. books.Strokes.Select(s => (string[])
            [
                Kind(s), Of((s as WorkStroke)?.Work ?? 0), Of((s as HeatStroke)?.Heat ?? 0),
                Of((s as WorkStroke)?.ExcessWork ?? double.NaN), Of(Production(s)),
                Of((s as WorkStroke)?.DemonEfficiency ?? double.NaN),
            ])]);
        surroundings.Out.WriteLine(
            $"gauge {LedgerArguments.NameOf(books.Totals.Gauge)}: W {Of(books.Totals.TotalWork)}, Q "
                + $"{Of(books.Totals.TotalHeat)}, "
            + $"Σ {Of(books.Totals.TotalEntropyProduction)} nats, closure error "
            + $"{Of(books.Totals.ClosureError)}");
    }

    private static JsonObject Document(ProcessBooks books) => new()
    {
        ["gauge"] = LedgerArguments.NameOf(books.Totals.Gauge),
        ["states"] = new JsonArray([.. books.States.Select(State)]),
        ["strokes"] = new JsonArray([.. books.Strokes.Select(Stroke)]),
        ["work"] = Json.Finite(books.Totals.TotalWork),
        ["heat"] = Json.Finite(books.Totals.TotalHeat),
        ["entropy_production"] = Json.Finite(books.Totals.TotalEntropyProduction),
        ["excess_work"] = Json.Finite(books.Totals.TotalExcessWork),
        ["closure_error"] = Json.Finite(books.Totals.ClosureError),
        ["notes"] = new JsonArray([.. books.Notes.Select(n => (JsonNode)n)]),
    };

    private static JsonObject State(CompositeState state)
    {
        StateReading r = state.Read();
        EffectiveTemperature t = EffectiveTemperature.Of(state);
        return new JsonObject
        {
            ["internal_energy"] = Json.Finite(r.InternalEnergy),
            ["entropy"] = Json.Finite(r.Entropy),
            ["label_entropy"] = Json.Finite(r.LabelEntropy),
            ["equilibrium_free_energy"] = Json.Finite(r.EquilibriumFreeEnergy),
            ["free_energy"] = Json.Finite(r.FreeEnergy),
            ["loss"] = Json.Finite(r.Loss),
            ["kl"] = Json.Finite(r.Divergence),
            ["label_information"] = Json.Finite(r.LabelInformation),
            ["stored_information"] = Json.Finite(r.StoredInformation),
            ["beta_by_energy"] = Json.Finite(t.ByEnergy),
            ["beta_by_entropy"] = Json.Finite(t.ByEntropy),
        };
    }

    private static JsonObject Stroke(Stroke stroke)
    {
        WorkStroke? work = stroke as WorkStroke;
        HeatStroke? heat = stroke as HeatStroke;
        return new JsonObject
        {
            ["kind"] = Kind(stroke),
            ["work"] = Json.Finite(work?.Work ?? 0),
            ["heat"] = Json.Finite(heat?.Heat ?? 0),
            ["free_energy_change"] = Json.Finite(work?.FreeEnergyChange ?? double.NaN),
            ["excess_work"] = Json.Finite(work?.ExcessWork ?? double.NaN),
            ["entropy_change"] = Json.Finite(stroke.EntropyChange),
            ["entropy_production"] = Json.Finite(Production(stroke)),
            ["demon_efficiency"] = Json.Finite(work?.DemonEfficiency ?? double.NaN),
            ["information_gained"] = Json.Finite(heat?.InformationGained ?? 0),
        };
    }

    /// <summary>A work stroke at fixed labels produces none by itself.</summary>
    private static double Production(Stroke stroke) => (stroke as HeatStroke)?.EntropyProduction ?? 0;

    private static string Kind(Stroke stroke) => stroke switch
    {
        WorkStroke => "work",
        HeatStroke { Kind: HeatKind.Readout } => "readout",
        HeatStroke { Kind: HeatKind.Labelling } => "labelling",
        HeatStroke { Kind: HeatKind.Measurement } => "measurement",
        HeatStroke => "relaxation",
        _ => "reset",
    };

    private static string Of(double value) => double.IsNaN(value)
        ? "—"
        : double.IsInfinity(value) ? "∞" : value.ToString("G6", CultureInfo.InvariantCulture);
}
