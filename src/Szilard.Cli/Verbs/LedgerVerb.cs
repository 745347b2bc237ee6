using System.CommandLine;
using System.Globalization;
using System.Text.Json.Nodes;
using Szilard.Parts;
using Szilard.Tensors;
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

    private static readonly Dictionary<string, Gauge> s_gauges = new()
    {
        ["raw"] = Gauge.Raw,
        ["row-min"] = Gauge.RowMinimum,
        ["row-mean"] = Gauge.RowMean,
        ["self-information"] = Gauge.SelfInformation,
    };

    private static readonly Option<string[]> s_energies = Arrays(
        "--energies", "E = −score of each state, items × labels, before any temperature.");
    private static readonly Option<string[]> s_labels = Arrays(
        "--labels", "q: one array for all states, or one for each; rows sum to the weights.");
    private static readonly Option<bool> s_conditional = new("--conditional")
    {
        Description = "Rows of the labels sum to 1 instead: they are multiplied by the weights.",
    };
    private static readonly Option<double> s_model = Number("--beta-s", "β_s = 1/τ of the model's softmax.", 1);
    private static readonly Option<double?> s_bath = new("--beta-t")
    {
        Description = "β_t = 1/ε of the bath in which labels are made; β_s where it is left out.",
        HelpName = "number",
    };
    private static readonly Option<string?> s_row = StudyOptions.Text(
        "--row", "array", "Weights of the items, summing to 1; 1/N each where left out.");
    private static readonly Option<string?> s_column = StudyOptions.Text(
        "--column", "array", "The marginal that labels are held to; labels that miss it are refused.");
    private static readonly Option<string> s_gauge = new("--gauge")
    {
        Description = "raw, row-min, row-mean or self-information.",
        HelpName = "name",
        DefaultValueFactory = _ => "raw",
    };
    private static readonly Option<bool> s_json = StudyOptions.Json();

    /// <summary>The verb.</summary>
    public static Verb Build(Surroundings surroundings)
    {
        Verb verb = new(
            "ledger", "Work, heat, entropy production and information of recorded energies and labels.", Examples);
        s_gauge.CompletionSources.Add(_ => s_gauges.Keys);
        foreach (Option option in (Option[])
            [s_energies, s_labels, s_conditional, s_model, s_bath, s_row, s_column, s_gauge, s_json])
            verb.Options.Add(option);
        verb.SetAction(parsed =>
        {
            ProcessBooks books = Read(parsed).Book();
            if (parsed.GetValue(s_json))
                Json.Write(surroundings.Out, Document(books));
            else
                WriteText(surroundings, books);
        });
        return verb;
    }

    private static RecordedProcess Read(ParseResult parsed)
    {
        string gauge = parsed.GetValue(s_gauge)!;
        if (!s_gauges.TryGetValue(gauge, out Gauge chosen))
            throw new SzilardException($"There is no gauge `{gauge}`{Spelling.Hint(gauge, s_gauges.Keys)}");
        Matrix[] energies =
            [.. parsed.GetRequiredValue(s_energies).Select(a => ArrayArgument.ReadMatrix(a, "an array of energies"))];
        Matrix[] labels =
            [.. parsed.GetRequiredValue(s_labels).Select(a => ArrayArgument.ReadMatrix(a, "an array of labels"))];
        double[]? weights = parsed.GetValue(s_row) is { } row ? ArrayArgument.ReadRow(row, "weights") : null;
        if (parsed.GetValue(s_conditional))
            labels = Array.ConvertAll(labels, q => Joint(q, weights));
        if (parsed.GetValue(s_column) is { } column)
            RequireMarginal(labels, ArrayArgument.ReadRow(column, "marginals"));
        return new RecordedProcess
        {
            Energies = energies,
            Labels = labels,
            ModelBeta = parsed.GetValue(s_model),
            LabelBeta = parsed.GetValue(s_bath) ?? parsed.GetValue(s_model),
            Weights = weights,
            Gauge = chosen,
        };
    }

    private static Matrix Joint(Matrix labels, double[]? weights)
    {
        if (weights is not null && weights.Length != labels.Rows)
            throw new SzilardException($"{weights.Length} weights were given for {labels.Rows} items.");
        Matrix joint = new(labels.Rows, labels.Columns);
        for (int i = 0; i < labels.Rows; i++)
            for (int j = 0; j < labels.Columns; j++)
                joint[i, j] = labels[i, j] * (weights?[i] ?? (1.0 / labels.Rows));
        return joint;
    }

    private static void RequireMarginal(Matrix[] labels, double[] wanted)
    {
        for (int k = 0; k < labels.Length; k++)
        {
            if (labels[k].Columns != wanted.Length)
                throw new SzilardException(
                    $"The column marginal has {wanted.Length} entries, but there are {labels[k].Columns} labels.");
            for (int j = 0; j < wanted.Length; j++)
            {
                double sum = labels[k].Column(j).Sum();
                if (!(Math.Abs(sum - wanted[j]) <= 1e-6))
                    throw new SzilardException(
                        $"Label {j} of array {k} has the mass {sum:G6}, but its marginal is {wanted[j]:G6}. For labels "
                        + "of a Sinkhorn that was stopped early leave `--column` out: their own multipliers are found.");
            }
        }
    }

    private static void WriteText(Surroundings surroundings, ProcessBooks books)
    {
        ResultTable.Write(
            surroundings, ["state", "U", "S", "F", "F_eq", "loss", "KL", "I labels", "I stored", "β̃ U", "β̃ S"],
            [.. books.States.Select((state, k) =>
            {
                StateReading r = state.Read();
                EffectiveTemperature t = EffectiveTemperature.Of(state);
                return (string[])
                [
                    $"{k}", Of(r.InternalEnergy), Of(r.Entropy), Of(r.FreeEnergy), Of(r.EquilibriumFreeEnergy),
                    Of(r.Loss), Of(r.Divergence), Of(r.LabelInformation), Of(r.StoredInformation), Of(t.ByEnergy),
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
            $"gauge {GaugeName(books.Totals.Gauge)}: W {Of(books.Totals.TotalWork)}, Q {Of(books.Totals.TotalHeat)}, "
            + $"Σ {Of(books.Totals.TotalEntropyProduction)} nats, closure error {Of(books.Totals.ClosureError)}");
        if (books.Strokes.OfType<HeatStroke>().Any(s => s.Kind == HeatKind.Relaxation))
            surroundings.Talk.WriteLine(
                "Labels that are of no Gibbs form at β_t: their bath is not known, so neither is its entropy production.");
        if (books.Strokes.OfType<HeatStroke>().Any(s => s.Kind == HeatKind.Measurement))
            surroundings.Talk.WriteLine(
                "Hard labels: a relaxation to them would produce infinite entropy (absolute irreversibility); they are "
                + "booked as a measurement, with the information gained.");
    }

    private static JsonObject Document(ProcessBooks books) => new()
    {
        ["gauge"] = GaugeName(books.Totals.Gauge),
        ["states"] = new JsonArray([.. books.States.Select(State)]),
        ["strokes"] = new JsonArray([.. books.Strokes.Select(Stroke)]),
        ["work"] = Json.Finite(books.Totals.TotalWork),
        ["heat"] = Json.Finite(books.Totals.TotalHeat),
        ["entropy_production"] = Json.Finite(books.Totals.TotalEntropyProduction),
        ["excess_work"] = Json.Finite(books.Totals.TotalExcessWork),
        ["closure_error"] = Json.Finite(books.Totals.ClosureError),
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

    private static string GaugeName(Gauge gauge) => s_gauges.First(g => g.Value == gauge).Key;

    private static string Of(double value) => double.IsNaN(value)
        ? "—"
        : double.IsInfinity(value) ? "∞" : value.ToString("G6", CultureInfo.InvariantCulture);

    private static Option<string[]> Arrays(string name, string description) => new(name)
    {
        Description = description,
        HelpName = "array…",
        Required = true,
        AllowMultipleArgumentsPerToken = true,
    };

    private static Option<double> Number(string name, string description, double otherwise) => new(name)
    {
        Description = description,
        HelpName = "number",
        DefaultValueFactory = _ => otherwise,
    };
}
