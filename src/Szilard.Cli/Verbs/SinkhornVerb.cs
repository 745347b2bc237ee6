using System.CommandLine;
using System.Globalization;
using System.Text.Json.Nodes;
using Szilard.Parts;
using Szilard.Tensors;
using Szilard.Tensors.Kernels;
using Szilard.Thermodynamics.Gibbs;

namespace Szilard.Cli.Verbs;

/// <summary><c>szilard sinkhorn</c>: the generalized Gibbs ensemble of recorded energies.</summary>
internal static class SinkhornVerb
{
    private const string Examples = """
        szilard sinkhorn --energies E.npy --beta 20
        szilard sinkhorn --energies E.npy --beta 20 --sweeps 3 --columns-first --out q.npy --json
        """;

    private static readonly Option<string> s_energies = new("--energies")
    {
        Description = "E = −score, items × labels, before any temperature.",
        HelpName = "array",
        Required = true,
    };
    private static readonly Option<double> s_beta = new("--beta")
    {
        Description = "β = 1/ε.",
        HelpName = "number",
        Required = true,
    };
    private static readonly Option<string?> s_row = StudyOptions.Text(
        "--row", "array", "Row marginal, summing to 1; 1/N each where left out.");
    private static readonly Option<string?> s_column = StudyOptions.Text(
        "--column", "array", "Column marginal, summing to 1; 1/K each where left out.");
    private static readonly Option<int?> s_sweeps = new("--sweeps")
    {
        Description = "Exactly so many sweeps over rows and columns.",
        HelpName = "number",
    };
    private static readonly Option<double> s_tolerance = new("--tolerance")
    {
        Description = "Ends where no sum is further off; not with `--sweeps`.",
        HelpName = "number",
        DefaultValueFactory = _ => 1e-12,
    };
    private static readonly Option<bool> s_columnsFirst = new("--columns-first")
    {
        Description = "Columns and then rows, as SwAV's code does it: rows are exact at the end.",
    };
    private static readonly Option<string?> s_out = StudyOptions.Text(
        "--out", "file.npy", "Writes q there.");
    private static readonly Option<bool> s_json = StudyOptions.Json();

    /// <summary>The verb.</summary>
    public static Verb Build(Surroundings surroundings)
    {
        Verb verb = new(
            "sinkhorn", "Generalized Gibbs ensemble: labels of given energies with both marginals held.",
            Examples);
        foreach (Option option in (Option[])
            [s_energies, s_beta, s_row, s_column, s_sweeps, s_tolerance, s_columnsFirst, s_out, s_json])
            verb.Options.Add(option);
        verb.SetAction(parsed =>
        {
            Matrix energies = ArrayArgument.ReadMatrix(
                parsed.GetRequiredValue(s_energies), "an array of energies");
            GibbsEnsemble found = Solve(parsed, energies);
            string[] notes = [.. Notes(parsed, found, energies)];
            if (parsed.GetValue(s_out) is { } file)
                NpyFile.Write(file, NumericArray.From(found.Labels));
            if (parsed.GetValue(s_json))
                Json.Write(surroundings.Out, Document(found, notes));
            else
                WriteText(surroundings, found);
            foreach (string note in notes)
                surroundings.Talk.WriteLine(note);
        });
        return verb;
    }

    private static GibbsEnsemble Solve(ParseResult parsed, Matrix energies)
    {
        if (parsed.GetValue(s_sweeps) is < 1 and var few)
            throw new SzilardException($"`--sweeps {few}`: at least 1 sweep is needed.");
        double tolerance = parsed.GetValue(s_tolerance);
        if (!(tolerance >= 0))
            throw new SzilardException($"`--tolerance {tolerance}`: a distance from the marginals is ≥ 0.");
        SinkhornAim aim = new()
        {
            Rows = Marginal(parsed.GetValue(s_row)),
            Columns = Marginal(parsed.GetValue(s_column)),
            ColumnsFirst = parsed.GetValue(s_columnsFirst),
            Sweeps = parsed.GetValue(s_sweeps) ?? 10_000,
            Tolerance = parsed.GetValue(s_sweeps) is null ? tolerance : -1,
        };
        using Workers workers = new(Environment.ProcessorCount);
        return Sinkhorn.Solve(energies, parsed.GetValue(s_beta), aim, workers);
    }

    private static IEnumerable<string> Notes(ParseResult parsed, GibbsEnsemble found, Matrix energies)
    {
        if (found.Residual > parsed.GetValue(s_tolerance) && parsed.GetValue(s_sweeps) is null)
            yield return
                $"Not converged: after {found.Sweeps} sweeps a sum is {found.Residual:G3} off. At low "
                    + "temperatures sweeps are slow: lower β, or take what there is, whose multipliers are "
                    + "exact for q as it is. Where labels are forbidden by large energies, see whether these "
                    + "marginals can be had at all: items cannot put more mass on a label than those have "
                    + "that it is not forbidden to.";
        if (found.ForcedMass(energies) is var forced && forced > 0)
            yield return
                $"The marginals force the mass {forced:G4} onto labels more than 700 k_BT above the least of "
                    + "their item. Where such energies stand for forbidden labels, these marginals cannot be "
                    + "had: change `--row` or `--column`, or allow more labels.";
    }

    private static double[]? Marginal(string? argument) =>
        argument is null ? null : ArrayArgument.ReadRow(argument, "marginals");

    private static void WriteText(Surroundings surroundings, GibbsEnsemble found)
    {
        ResultTable.Write(
            surroundings, ["quantity", "value"],
            [
                ["internal energy U", Of(found.InternalEnergy)],
                ["entropy S (nats)", Of(found.Entropy)],
                ["mutual information (nats)", Of(found.MutualInformation)],
                ["Massieu S − βU (nats)", Of(found.Massieu)],
                ["μ, least to greatest (nats)",
                 $"{Of(found.Charges.Mu.Min())} … {Of(found.Charges.Mu.Max())}"],
                ["ν, least to greatest (nats)",
                 $"{Of(found.Charges.Nu.Min())} … {Of(found.Charges.Nu.Max())}"],
                ["residual", Of(found.Residual)],
                ["sweeps", $"{found.Sweeps}"],
            ]);
    }

    private static JsonObject Document(GibbsEnsemble found, string[] notes) => new()
    {
        ["internal_energy"] = Json.Finite(found.InternalEnergy),
        ["entropy"] = Json.Finite(found.Entropy),
        ["mutual_information"] = Json.Finite(found.MutualInformation),
        ["massieu"] = Json.Finite(found.Massieu),
        ["mu"] = new JsonArray([.. found.Charges.Mu.Select(Json.Finite)]),
        ["nu"] = new JsonArray([.. found.Charges.Nu.Select(Json.Finite)]),
        ["residual"] = Json.Finite(found.Residual),
        ["sweeps"] = found.Sweeps,
        ["notes"] = new JsonArray([.. notes.Select(n => (JsonNode)n)]),
    };

    private static string Of(double value) => value.ToString("G9", CultureInfo.InvariantCulture);
}
