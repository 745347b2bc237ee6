using System.Globalization;
using Szilard.Learners.Objectives;
using Szilard.Learners.Tests.Learning;
using Szilard.Parts;
using Szilard.Tensors;
using Szilard.Tensors.Kernels;
using Szilard.Worlds.Latents;
using Szilard.Worlds.Views;

namespace Szilard.Learners.Tests.Objectives;

/// <summary>InfoNCE over reachable candidates, held against plain loops and against the posterior.</summary>
public sealed class ReachableCandidatesTests : IDisposable
{
    private readonly CpuDevice<double> _device = new();

    public void Dispose() => _device.Dispose();

    [Theory]
    [InlineData("similarity=dot;temperature=0.7", false)]
    [InlineData("similarity=gaussian;temperature=0.4", false)]
    [InlineData("similarity=gaussian;temperature=0.4;negatives=symmetric", true)]
    [InlineData("similarity=lp;p=2;temperature=1.3;negatives=symmetric", true)]
    public void Is_the_cross_entropy_of_plain_loops(string settings, bool symmetric)
    {
        Matrix a = GoldenValueTests.Z1, b = GoldenValueTests.Z2;
        static bool Reached(int i, int j) => ((2 * i) + j) % 3 != 0;
        double slow = Slow(a, b, settings, Reached);
        if (symmetric)
            slow = 0.5 * (slow + Slow(b, a, settings, (i, j) => Reached(j, i)));
        Loss loss = Evaluate(settings, a, b, new Reach(a.Rows, Reached));
        Assert.Equal(slow, loss.Value.Item(), 1e-10);
        Assert.Equal(slow, Term(loss, "log_partition") - Term(loss, "positive_logit"), 1e-10);
    }

    [Theory]
    [InlineData("similarity=cosine;temperature=0.5")]
    [InlineData("similarity=gaussian;negatives=symmetric")]
    public void Where_all_are_reachable_it_is_info_nce(string settings)
    {
        Matrix a = GoldenValueTests.Z1, b = GoldenValueTests.Z2;
        Assert.Equal(
            GoldenValueTests.Evaluate("info-nce", settings, a, b).Value,
            Evaluate(settings, a, b, new Reach(a.Rows, (_, _) => true)).Value.Item(), 1e-10);
    }

    /// <summary>Which candidate is the positive has the posterior e^(κ cos)/Σ over the reachable ones, so
    /// that of all temperatures the true causes have the least loss at 1/κ: the slope of the mean loss there
    /// is 0. Among all candidates it is not. Five standard errors, a false alarm in 1 of 1.7 million.</summary>
    [Theory]
    [InlineData(3, 10, 30)]
    [InlineData(4, 3, 60)]
    public void The_true_causes_in_a_cone_have_the_least_loss_at_their_own_concentration(
        int n, double kappa, double cone)
    {
        (double mean, double error) = Slope(n, kappa, cone, reachable: true);
        Assert.InRange(mean, -5 * error, 5 * error);
        (mean, error) = Slope(n, kappa, cone, reachable: false);
        Assert.True(Math.Abs(mean) > 10 * error, $"{mean} ± {error}");
    }

    /// <summary>The numbers on which the study <c>g4-support</c> rests, by plain loops with a reach of their
    /// own: the cosine of 45°. Five standard errors.</summary>
    [Fact]
    public void The_least_losses_of_g4_support_are_as_its_study_says()
    {
        const int Batches = 12, Batch = 256;
        double constant = 0, reachable = 0, all = 0, lower = 0;
        foreach ((ViewPair pair, _) in Pairs(4, 10, 45, Batches, Batch))
        {
            Matrix left = Rows(pair.Left), right = Rows(pair.Right);
            bool Near(int i, int j) =>
                Enumerable.Range(0, 4).Sum(d => left[i, d] * right[j, d]) > Math.Sqrt(0.5);
            double Loss(double temperature, Func<int, int, bool> reached) => Slow(
                left, right, FormattableString.Invariant($"similarity=dot;temperature={temperature:R}"),
                reached) / Batches;
            constant += Loss(1e6, Near);
            reachable += Loss(0.1, Near);
            all += Loss(0.1, (_, _) => true);
            lower += Loss(1 / 12.0, (_, _) => true);
        }
        Assert.Equal(2.886, reachable, 5 * 0.015);
        double exact = MeanLogOfOneAndBinomial(Batch - 1, ((Math.PI / 4) - 0.5) / Math.PI);
        Assert.Equal(3.1663, exact, 5e-5);
        Assert.Equal(exact, constant, 5 * 0.003);
        Assert.Equal(3.002, all, 5 * 0.014);
        Assert.True(lower < all - 0.02, $"{lower} at 1/12, {all} at 1/10");
    }

    [Fact]
    public void Views_that_do_not_tell_are_refused()
    {
        using Tape tape = new(_device);
        Tensor z = tape.Constant(GoldenValueTests.Z1);
        Assert.Contains(
            "do not tell",
            Assert.Throws<SzilardException>(() => Build("").Evaluate(z, z, Told(null))).Message);
    }

    [Theory]
    [InlineData("negatives=both-views", "cross or symmetric")]
    [InlineData("negatives=anchors", "cross or symmetric")]
    [InlineData("similarity=lp;p=3", "`p: 2`")]
    public void What_it_cannot_count_is_a_fault(string settings, string remedy)
    {
        List<Fault> faults = [];
        SettingsReader.Read(InfoNce.Part.Card, Given($"support=reachable;{settings}"), faults);
        Assert.Contains(remedy, Assert.Single(faults).Sentence);
    }

    [Fact]
    public void Nothing_is_known_of_its_plateau_and_nothing_is_booked()
    {
        using Tape tape = new(_device);
        Tensor z = tape.Constant(GoldenValueTests.Z1);
        Assert.Null(Build("").Plateau(8));
        Assert.Null(Build("").Floor(8, 1));
        Assert.Empty(Build("").Compose(z, z, Told(null)));
    }

    /// <summary>The mean of dL/dβ at β = κ over batches, by central differences, and its standard
    /// error.</summary>
    private (double Mean, double Error) Slope(int n, double kappa, double cone, bool reachable)
    {
        const int Batches = 400, Batch = 64;
        const double H = 0.01;
        var slopes = new double[Batches];
        foreach ((ViewPair pair, int b) in Pairs(n, kappa, cone, Batches, Batch))
        {
            Matrix left = Rows(pair.Left), right = Rows(pair.Right);
            double At(double beta) => Evaluate(
                FormattableString.Invariant($"similarity=dot;temperature={1 / beta:R}"), left, right,
                reachable ? pair.Reach! : new Reach(Batch, (_, _) => true)).Value.Item();
            slopes[b] = (At(kappa + H) - At(kappa - H)) / (2 * H);
        }
        double mean = slopes.Average();
        return (mean, Math.Sqrt(slopes.Sum(s => (s - mean) * (s - mean)) / (Batches * (Batches - 1.0))));
    }

    /// <summary>The loss of a map that tells nothing apart: other candidates are near with the share that a
    /// cap has of the sphere.</summary>
    private static double MeanLogOfOneAndBinomial(int count, double share)
    {
        double mean = 0, probability = Math.Pow(1 - share, count);
        for (int k = 0; k <= count; k++)
        {
            mean += probability * Math.Log(1 + k);
            probability *= (count - k) / (k + 1.0) * share / (1 - share);
        }
        return mean;
    }

    private static IEnumerable<(ViewPair Pair, int Batch)> Pairs(
        int n, double kappa, double cone, int batches, int batch)
    {
        LatentWorld world = LatentWorld.Build(SettingsReader.Read(
            LatentWorld.Card,
            Given($"space=sphere;marginal=uniform;conditional=von-mises-fisher;dimensions={n};kappa={kappa};"
                + $"cone={cone}"), []));
        RedrawViews views = new(world);
        for (int b = 0; b < batches; b++)
        {
            RandomKey key = RandomKey.FromSeed(3).Split("batch", b);
            yield return (views.Show(world.Draw(batch, b, key), key), b);
        }
    }

    private static Matrix Rows(Batch batch) =>
        new(batch.Count, batch.ItemSize, [.. batch.Values.Select(v => (double)v)]);

    private static double Slow(Matrix a, Matrix b, string settings, Func<int, int, bool> reached)
    {
        Dictionary<string, object> given = Given(settings);
        double temperature = double.Parse((string)given["temperature"], CultureInfo.InvariantCulture);
        double sum = 0;
        double Score(int i, int j)
        {
            double dot = 0, square = 0;
            for (int d = 0; d < a.Columns; d++)
            {
                dot += a[i, d] * b[j, d];
                square += (a[i, d] - b[j, d]) * (a[i, d] - b[j, d]);
            }
            return (string)given["similarity"] switch
            {
                "dot" => dot,
                "gaussian" => -0.5 * square,
                _ => -square,
            } / temperature;
        }
        for (int i = 0; i < a.Rows; i++)
        {
            double partition = 0;
            for (int j = 0; j < b.Rows; j++)
                partition += i == j || reached(i, j) ? Math.Exp(Score(i, j)) : 0;
            sum += Math.Log(partition) - Score(i, i);
        }
        return sum / a.Rows;
    }

    private Loss Evaluate(string settings, Matrix a, Matrix b, Reach reach)
    {
        Tape tape = new(_device);
        return Build(settings).Evaluate(tape.Constant(a), tape.Constant(b), Told(reach));
    }

    private static double Term(Loss loss, string name) =>
        loss.Terms.Single(t => t.Name == name).Value.Item();

    private static ObjectiveContext Told(Reach? reach) =>
        new(new Dictionary<string, Tensor>(), Bench.Key) { Reach = reach };

    private static Objective Build(string settings) =>
        GoldenValueTests.Build("info-nce", $"support=reachable;{settings}".TrimEnd(';'));

    private static Dictionary<string, object> Given(string settings) =>
        settings.Split(';', StringSplitOptions.RemoveEmptyEntries).Select(s => s.Split('='))
            .ToDictionary(s => s[0], s => (object)s[1]);
}
