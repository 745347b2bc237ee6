using System.CommandLine;
using System.Numerics.Tensors;
using Szilard.Parts;
using Szilard.Tensors;
using Szilard.Thermodynamics.Composite;

namespace Szilard.Cli.Verbs;

/// <summary>What <c>szilard ledger</c> is given.</summary>
internal static class LedgerArguments
{
    /// <summary>Rows of labels that were kept in single precision sum to their weights no better than
    /// this.</summary>
    private const double Single = 1e-5;

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
    private static readonly Option<double[]> s_model = new("--beta-s")
    {
        Description = "β_s = 1/τ of the model's softmax: one, or one for each state.",
        HelpName = "number…",
        AllowMultipleArgumentsPerToken = true,
        DefaultValueFactory = _ => [1],
    };
    private static readonly Option<double?> s_bath = new("--beta-t")
    {
        Description = "β_t = 1/ε of the bath that makes labels; by default the first β_s.",
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

    /// <summary>Gives a verb its options.</summary>
    public static void AddTo(Verb verb)
    {
        s_gauge.CompletionSources.Add(_ => s_gauges.Keys);
        foreach (Option option in (Option[])
            [s_energies, s_labels, s_conditional, s_model, s_bath, s_row, s_column, s_gauge])
            verb.Options.Add(option);
    }

    /// <summary>The name of a gauge, as it is given.</summary>
    public static string NameOf(Gauge gauge) => s_gauges.First(g => g.Value == gauge).Key;

    /// <summary>The process that was recorded.</summary>
    /// <exception cref="SzilardException">An array cannot be read, or is no such array.</exception>
    public static RecordedProcess Read(ParseResult parsed)
    {
        string gauge = parsed.GetValue(s_gauge)!;
        if (!s_gauges.TryGetValue(gauge, out Gauge chosen))
            throw new SzilardException($"There is no gauge `{gauge}`{Spelling.Hint(gauge, s_gauges.Keys)}");
        Matrix[] energies =
            [.. parsed.GetRequiredValue(s_energies)
                .Select(a => ArrayArgument.ReadMatrix(a, "an array of energies"))];
        Matrix[] labels =
            [.. parsed.GetRequiredValue(s_labels)
                .Select(a => ArrayArgument.ReadMatrix(a, "an array of labels"))];
        double[]? weights = parsed.GetValue(s_row) is { } row ? ArrayArgument.ReadRow(row, "weights") : null;
        bool conditional = parsed.GetValue(s_conditional);
        labels = Array.ConvertAll(labels, q => Joint(q, weights, conditional));
        if (parsed.GetValue(s_column) is { } column)
            RequireMarginal(labels, ArrayArgument.ReadRow(column, "marginals"));
        double[] betas = parsed.GetValue(s_model)!;
        return new RecordedProcess
        {
            Energies = energies,
            Labels = labels,
            ModelBetas = betas,
            LabelBeta = parsed.GetValue(s_bath) ?? betas[0],
            Weights = weights,
            Gauge = chosen,
        };
    }

    /// <summary>Joint labels whose rows sum to the weights, where they do so to the rounding of single
    /// precision; others are left as they are, and refused by the books.</summary>
    private static Matrix Joint(Matrix labels, double[]? weights, bool conditional)
    {
        if (weights is not null && weights.Length != labels.Rows)
            throw new SzilardException($"{weights.Length} weights were given for {labels.Rows} items.");
        Matrix joint = new(labels.Rows, labels.Columns);
        for (int i = 0; i < labels.Rows; i++)
        {
            double weight = weights?[i] ?? (1.0 / labels.Rows), aim = conditional ? 1 : weight;
            double sum = TensorPrimitives.Sum<double>(labels.Row(i));
            if (conditional && !(Math.Abs(sum - 1) <= Single))
                throw new SzilardException(
                    $"Labels of item {i} sum to {sum:G9}; rows of conditional labels sum to 1. Leave "
                        + "`--conditional` out for a "
                    + "joint distribution, or normalise them.");
            bool near = sum > 0 && Math.Abs(sum - aim) <= Single * aim;
            TensorPrimitives.Multiply<double>(labels.Row(i), near ? weight / sum : 1, joint.Row(i));
        }
        return joint;
    }

    private static void RequireMarginal(Matrix[] labels, double[] wanted)
    {
        for (int k = 0; k < labels.Length; k++)
        {
            if (labels[k].Columns != wanted.Length)
                throw new SzilardException(
                    $"The column marginal has {wanted.Length} entries, but there are {labels[k].Columns} "
                        + "labels.");
            for (int j = 0; j < wanted.Length; j++)
            {
                double sum = labels[k].Column(j).Sum();
                if (!(Math.Abs(sum - wanted[j]) <= 1e-6))
                    throw new SzilardException(
                        $"Label {j} of array {k} has the mass {sum:G6}, but its marginal is {wanted[j]:G6}. "
                            + "For labels of a Sinkhorn that was stopped early leave `--column` out: their "
                            + "own multipliers are found.");
            }
        }
    }

    private static Option<string[]> Arrays(string name, string description) => new(name)
    {
        Description = description,
        HelpName = "array…",
        Required = true,
        AllowMultipleArgumentsPerToken = true,
    };
}
