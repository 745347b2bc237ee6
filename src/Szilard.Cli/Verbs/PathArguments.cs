using System.CommandLine;
using System.Globalization;
using System.Text.Json.Nodes;
using Szilard.Parts;
using Szilard.Tensors;
using Szilard.Thermodynamics.Langevin;

namespace Szilard.Cli.Verbs;

/// <summary><c>szilard fluctuation --path</c>: the entropy that a recorded path of parameters gave off, from
/// the densities of its steps forward and in reverse.</summary>
internal static class PathArguments
{
    private static readonly Option<string?> s_path = StudyOptions.Text(
        "--path", "array", "Parameters along one path, times × parameters, for ln P_F/P_R of its steps.");
    private static readonly Option<string?> s_gradients = StudyOptions.Text(
        "--gradients", "array", "∇L at each of these times, over all data, of the same shape.");
    private static readonly Option<string?> s_noise = StudyOptions.Text(
        "--gradient-noise", "array", "Covariance of a minibatch gradient, n × n; 0 where left out.");
    private static readonly Option<double?> s_rate = Number("--rate", "η of the steps θ − ηg + √(2ηT)ξ.");
    private static readonly Option<double> s_temperature = new("--temperature")
    {
        Description = "T of the noise added on purpose; 0 for plain SGD.",
        HelpName = "number",
        DefaultValueFactory = _ => 0,
    };
    private static readonly Option<string> s_silent = new("--silent")
    {
        Description = "Directions without noise: refuse, project, regularise=…",
        HelpName = "what",
        DefaultValueFactory = _ => "refuse",
    };

    /// <summary>Gives a verb its options.</summary>
    public static void AddTo(Verb verb)
    {
        foreach (Option option in (Option[])[s_path, s_gradients, s_noise, s_rate, s_temperature, s_silent])
            verb.Options.Add(option);
    }

    /// <summary>Adds what a path says, where one was given.</summary>
    /// <exception cref="SzilardException">Arrays do not fit, or some direction has no noise.</exception>
    public static void Check(ParseResult parsed, JsonObject document)
    {
        if (parsed.GetValue(s_path) is not { } file)
            return;
        Matrix path = ArrayArgument.ReadMatrix(file, "a path");
        Dictionary<double[], GradientNoise> noise = new(ReferenceEqualityComparer.Instance);
        double[][] positions = Positions(parsed, path, noise);
        double rate = parsed.GetValue(s_rate) is { } given && given > 0 && double.IsFinite(given)
            ? given
            : throw new SzilardException("A path needs `--rate` > 0: the η of its steps.");
        double temperature = parsed.GetValue(s_temperature);
        if (!(temperature >= 0) || !double.IsFinite(temperature))
            throw new SzilardException($"`--temperature {temperature}`: T is finite and ≥ 0.");
        SilentDirections silent = Silent(parsed, positions, at => noise[at]);
        PathProbability found = PathProbability.Of(
            positions, new MinibatchKernel(path.Columns, at => noise[at], rate, temperature, silent));
        document["path"] = new JsonObject
        {
            ["steps"] = positions.Length - 1,
            ["log_forward"] = Json.Finite(found.LogForward),
            ["log_reverse"] = Json.Finite(found.LogReverse),
            ["bath_entropy"] = Json.Finite(found.BathEntropy),
            ["bath_entropy_per_step"] = Json.Finite(found.BathEntropy / (positions.Length - 1)),
            ["directions"] = silent is SilentDirections.Project project
                ? project.Basis.Columns : path.Columns,
            ["parameters"] = path.Columns,
            ["silent_directions"] = parsed.GetValue(s_silent),
        };
    }

    private static double[][] Positions(
        ParseResult parsed, Matrix path, Dictionary<double[], GradientNoise> noise)
    {
        Matrix gradients = ArrayArgument.ReadMatrix(
            parsed.GetValue(s_gradients) ?? throw new SzilardException(
                "A path needs `--gradients`: ∇L at each of its times."),
            "an array of gradients");
        if (path.Rows < 2 || gradients.Rows != path.Rows || gradients.Columns != path.Columns)
            throw new SzilardException(
                $"The path is {path.Rows}×{path.Columns} and its gradients "
                    + $"{gradients.Rows}×{gradients.Columns}; both are times × "
                + "parameters, of at least 2 times.");
        RequireFinite(path, "path");
        RequireFinite(gradients, "gradient");
        Matrix covariance = Covariance(parsed, path.Columns);
        double[][] positions = new double[path.Rows][];
        for (int n = 0; n < positions.Length; n++)
        {
            positions[n] = path.Row(n).ToArray();
            noise[positions[n]] = new GradientNoise(gradients.Row(n).ToArray(), covariance);
        }
        return positions;
    }

    private static Matrix Covariance(ParseResult parsed, int parameters)
    {
        if (parsed.GetValue(s_noise) is not { } file)
            return new Matrix(parameters, parameters);
        Matrix covariance = ArrayArgument.ReadMatrix(file, "a covariance");
        if (covariance.Rows != parameters || covariance.Columns != parameters)
            throw new SzilardException(
                $"The gradient noise is {covariance.Rows}×{covariance.Columns}, but there are {parameters} "
                    + "parameters: it is the covariance of a minibatch gradient, parameters × parameters.");
        RequireFinite(covariance, "covariance");
        return covariance;
    }

    private static void RequireFinite(Matrix values, string what)
    {
        if (Array.FindIndex(values.Values, v => !double.IsFinite(v)) is >= 0 and var bad)
            throw new SzilardException(
                $"The {what} has {values.Values[bad]} in row {bad / values.Columns}, column "
                    + $"{bad % values.Columns}; all its "
                + "numbers must be finite.");
    }

    private static SilentDirections Silent(
        ParseResult parsed, double[][] positions, Func<double[], GradientNoise> noise)
    {
        string silent = parsed.GetValue(s_silent)!;
        const string Regularise = "regularise=";
        if (silent == "refuse")
            return new SilentDirections.Refuse();
        if (silent == "project")
            return new SilentDirections.Project(MinibatchKernel.RangeAlong(positions, noise));
        return silent.StartsWith(Regularise, StringComparison.Ordinal)
            && double.TryParse(silent[Regularise.Length..], NumberStyles.Float, CultureInfo.InvariantCulture,
                out double variance)
            && variance > 0
            && double.IsFinite(variance)
            ? new SilentDirections.Regularise(variance)
            : throw new SzilardException(
                $"`--silent {silent}`: give refuse, project, or regularise= and a variance > 0.");
    }

    private static Option<double?> Number(string name, string description) =>
        new(name) { Description = description, HelpName = "number" };
}
