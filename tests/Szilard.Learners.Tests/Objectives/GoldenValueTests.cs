using Szilard.Learners.Objectives;
using Szilard.Tensors;
using Szilard.Tensors.Kernels;

namespace Szilard.Learners.Tests.Objectives;

/// <summary>Values that were computed independently from closed-form inputs (no shared random numbers): the
/// reference notes' golden vectors. z1[i][j] = sin(1 + .7i + 1.3j + .11ij), z2 = z1 + .3 cos(.5 + .9i −
/// .4j).</summary>
public sealed class GoldenValueTests
{
    internal static readonly Matrix Z1 = Fill((i, j) => Math.Sin(1 + (.7 * i) + (1.3 * j) + (.11 * i * j)));
    internal static readonly Matrix Z2 = Fill((i, j) => Z1[i, j] + (.3 * Math.Cos(.5 + (.9 * i) - (.4 * j))));

    [Theory]
    [InlineData("nt-xent", "temperature=0.1", 0.1408494381211939)]
    [InlineData("nt-xent", "temperature=0.2", 0.5019107410104903)]
    [InlineData("nt-xent", "temperature=0.5", 1.129322912215695)]
    [InlineData("info-nce", "similarity=cosine;temperature=0.5;negatives=both-views", 1.129322912215695)]
    [InlineData("simsiam", "", -0.9577804332323604)]
    [InlineData("barlow-twins", "lambda=0.005", 0.02534940487629221)]
    [InlineData("barlow-twins", "lambda=0.005;scale=0.025", 0.0006337351219073053)]
    [InlineData("barlow-twins", "lambda=0.005;standardiser=unbiased", 0.16053154057700825)]
    [InlineData("barlow-twins", "lambda=0.0051", 0.025765780012204434)]
    [InlineData("vicreg", "", 7.651067916648687)]
    [InlineData("vicreg", "variant=solo", 13.413327040116654)]
    [InlineData("vicreg", "variant=eb-jepa;invariance=1;variance=1;covariance=80", 19.60747551194999)]
    public void Matches_the_golden_value(string name, string parameters, double expected) =>
        Assert.Equal(expected, Evaluate(name, parameters).Value, 1e-9);

    /// <summary>MoCo v3's 2τ(CE₁₂ + CE₂₁) is 4τ times the symmetric InfoNCE.</summary>
    [Fact]
    public void The_symmetric_candidate_set_is_that_of_moco_v3() =>
        Assert.Equal(
            0.21505894308050577,
            4 * 0.2 * Evaluate("info-nce", "similarity=cosine;temperature=0.2;negatives=symmetric").Value,
            1e-9);

    [Fact]
    public void The_terms_of_vicreg_match_theirs()
    {
        IReadOnlyDictionary<string, double> terms = Evaluate("vicreg", "").Terms;
        Assert.Equal(0.04690296400012018, terms["invariance"], 1e-9);
        Assert.Equal((0.23809647811357082 + 0.2228842517638665) / 2, terms["variance"], 1e-9);
        Assert.Equal(0.34863453817942447 + 0.3676001549982918, terms["covariance"], 1e-9);
    }

    [Fact]
    public void Alignment_and_uniformity_match_theirs()
    {
        IReadOnlyDictionary<string, double> terms = Evaluate("alignment-uniformity", "", Z1, Z1).Terms;
        Assert.Equal(-2.504618084977, terms["uniformity"], 1e-9);
        Assert.Equal(0.084439133535, Evaluate("alignment-uniformity", "").Terms["alignment"], 1e-9);
    }

    /// <summary>(1 − ρ²)/2 where the representation is the latents: two children ρ·z + √(1 − ρ²)·ε of one
    /// parent, all three of variance 1 and uncorrelated in the sample.</summary>
    [Theory]
    [InlineData("whitening")]
    [InlineData("sigreg")]
    public void The_alignment_of_identified_latents_is_that_of_theory(string name)
    {
        const double rho = .95;
        double noise = Math.Sqrt(1 - (rho * rho));
        Matrix left = new(8, 1), right = new(8, 1);
        for (int i = 0; i < 8; i++)
        {
            double parent = rho * ((2 * (i & 1)) - 1);
            left[i, 0] = parent + (noise * ((i & 2) - 1));
            right[i, 0] = parent + (noise * (((i & 4) / 2) - 1));
        }
        Assert.Equal(.04875, Evaluate(name, "", left, right).Terms["alignment"], 1e-12);
    }

    /// <summary>In one dimension every direction is ±1, so that no random number matters.</summary>
    [Fact]
    public void The_epps_pulley_statistic_matches_eb_jepa()
    {
        Matrix column = new(6, 1, Z1.Column(0));
        Assert.Equal(
            0.051818769586, Evaluate("sigreg", "variant=eb-jepa", column, column).Terms["normality"], 1e-9);
    }

    [Theory]
    [InlineData("nt-xent", "temperature=0.5", 0.012644954417)]
    [InlineData("vicreg", "", -0.975065305386)]
    [InlineData("barlow-twins", "lambda=0.005", -0.005106027920)]
    public void The_gradient_matches_the_golden_one(string name, string parameters, double expected) =>
        Assert.Equal(expected, Evaluate(name, parameters).Gradient[0], 2e-8);

    /// <summary>Where all rows are equal, each candidate is as likely: ln(number of candidates).</summary>
    [Theory]
    [InlineData("nt-xent", "")]
    [InlineData("info-nce", "negatives=cross")]
    [InlineData("info-nce", "negatives=symmetric;similarity=gaussian")]
    [InlineData("info-nce", "negatives=both-views;similarity=lp;p=3")]
    [InlineData("info-nce", "negatives=anchors;similarity=dot")]
    [InlineData("an-info-nce", "")]
    public void Equal_rows_give_the_plateau(string name, string parameters)
    {
        Matrix equal = Fill((_, j) => j + 1);
        Assert.Equal(
            Build(name, parameters).Plateau(6)!.Value, Evaluate(name, parameters, equal, equal).Value, 1e-9);
    }

    [Fact]
    public void Barlow_twins_does_not_see_affine_changes_of_columns()
    {
        Matrix changed = Z1.Map(v => (2 * v) + 4);
        double plain = Evaluate("barlow-twins", "", Z1, Z1).Value,
        affine = Evaluate("barlow-twins", "", Z1, changed).Value;
        Assert.Equal(plain, affine, 1e-6);
    }

    /// <summary>What an objective says of two arrays.</summary>
    /// <param name="name">Of the objective.</param>
    /// <param name="parameters">Its parameters.</param>
    /// <param name="left">Outputs for the left view; z1 where null.</param>
    /// <param name="right">Outputs for the right view; z2 where null.</param>
    /// <param name="targets">What targets are made from, held fixed; null for the outputs themselves.</param>
    /// <param name="own">The objective's arrays by name.</param>
    internal static (double Value, IReadOnlyDictionary<string, double> Terms, double[] Gradient) Evaluate(
        string name, string parameters, Matrix? left = null, Matrix? right = null,
        (Matrix Left, Matrix Right)? targets = null, params ReadOnlySpan<(string Name, Matrix Values)> own)
    {
        using CpuDevice<double> device = new();
        using Tape tape = new(device);
        Tensor a = tape.Variable(left ?? Z1), b = tape.Variable(right ?? Z2);
        Dictionary<string, Tensor> arrays = [];
        foreach ((string array, Matrix values) in own)
            arrays.Add(array, tape.Constant(values));
        ObjectiveContext context = new(arrays, RandomKey.FromSeed(1))
        {
            Teacher = targets is { } t
                ? new TeacherOutputs(tape.Constant(t.Left), tape.Constant(t.Right), arrays) : null,
        };
        Loss loss = Build(name, parameters).Evaluate(a, b, context);
        double[] gradient = tape.Differentiate(loss.Value).Of(a);
        return (loss.Value.Item(), loss.Terms.ToDictionary(t => t.Name, t => t.Value.Item()), gradient);
    }

    internal static Objective Build(string name, string parameters) => Objective.Catalogue.Build(
        name,
        parameters.Split(';', StringSplitOptions.RemoveEmptyEntries).Select(p => p.Split('='))
            .ToDictionary(p => p[0], p => (object)p[1]));

    private static Matrix Fill(Func<int, int, double> f)
    {
        Matrix matrix = new(6, 4);
        for (int i = 0; i < 6; i++)
            for (int j = 0; j < 4; j++)
                matrix[i, j] = f(i, j);
        return matrix;
    }
}
