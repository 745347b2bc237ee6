using Szilard.Learners.Objectives;
using Szilard.Learners.Tests.Learning;
using Szilard.Learners.Tests.Objectives;
using Szilard.Tensors;
using Szilard.Tensors.Kernels;

namespace Szilard.Learners.Tests.SelfLabels;

/// <summary>SeLa's table by value, for six items whose likeliest label is the first one, all of them.
/// Prototypes are the axes, so that scores are the coordinates of the items' directions. The transport is
/// worked out here by plain loops: columns, then rows, until no label's share is off by more than a
/// tenth.</summary>
public sealed class RelabellingTests
{
    private const int Labels = 3;
    private const double Temperature = 0.1;

    private static readonly double[][] _scores =
    [
        .. ((double[][])[[5, 4, 1], [5, 3, 2], [6, 2, 3], [4, 1, 3.6], [5, 3.5, 3], [6, 1, 1]])
            .Select(row => row.Select(v => v / Math.Sqrt(row.Sum(x => x * x))).ToArray()),
    ];

    /// <summary>Row i of the batch is this item.</summary>
    private static readonly int[] _items = [3, 0, 5, 1, 4, 2];

    [Theory]
    [InlineData(2)]
    [InlineData(5)]
    [InlineData(10)]
    public void A_hard_table_holds_the_likeliest_label_of_the_balanced_plan(double lambda)
    {
        double[][] plan = Plan(lambda / Temperature);
        int[] expected = [.. plan.Select(Likeliest)];
        Assert.All(plan, row => Assert.True(row.Max() > 1.05 * row.Order().ElementAt(1)));
        Assert.All(_scores, row => Assert.Equal(0, Likeliest(row)));
        Relabelled(lambda, "hard", (own, _) =>
            Assert.Equal(expected, own["objective.labels"].ToSingles().Select(label => (int)label)));
    }

    /// <summary>Where labels are cold the plan is the assignment of greatest total score that gives each
    /// label two items, here the best of all ninety.</summary>
    [Fact]
    public void Cold_labels_are_the_best_balanced_assignment()
    {
        int[] best = Assignments(_scores.Length)
            .Where(a => Enumerable.Range(0, Labels).All(k => a.Count(label => label == k) == 2))
            .MaxBy(a => a.Select((label, i) => _scores[i][label]).Sum())!;
        Assert.Equal([1, 1, 0, 2, 2, 0], best);
        Relabelled(10, "hard", (own, _) =>
            Assert.Equal(best, own["objective.labels"].ToSingles().Select(label => (int)label)));
    }

    [Fact]
    public void A_soft_table_holds_the_balanced_plan_and_its_multipliers()
    {
        double[][] plan = Plan(2 / Temperature);
        Relabelled(2, "soft", (own, _) =>
        {
            float[] table = own["objective.labels"].ToSingles(), mu = own["objective.potentials"].ToSingles();
            for (int i = 0; i < plan.Length; i++)
                for (int k = 0; k < Labels; k++)
                    Assert.Equal(plan.Length * plan[i][k], table[(i * Labels) + k], 1e-4);
            for (int k = 1; k < Labels; k++)
                Assert.Equal(
                    (2 / Temperature * (_scores[0][k] - _scores[0][0])) - Math.Log(plan[0][k] / plan[0][0]),
                    mu[k] - mu[0], 1e-4);
        });
    }

    /// <summary>−mean ln softmax(s/τ) at the kept labels, of each item by its own.</summary>
    [Fact]
    public void The_loss_is_the_cross_entropy_with_the_labels_of_the_table()
    {
        int[] labels = [1, 1, 0, 2, 2, 0];
        double expected = _scores.Select((row, i) =>
            Math.Log(row.Sum(s => Math.Exp(s / Temperature))) - (row[labels[i]] / Temperature)).Average();
        Relabelled(10, "hard", (_, loss) => Assert.Equal(expected, loss, 1e-6));
    }

    /// <summary>Stores all items, makes the table anew, and looks at the objective's arrays and at the loss
    /// of the next step.</summary>
    private static void Relabelled(
        double lambda, string labels, Action<IReadOnlyDictionary<string, Parameter>, double> look)
    {
        using CpuDevice<double> device = new();
        using Tape tape = new(device);
        Objective objective = GoldenValueTests.Build(
            "sela",
            FormattableString.Invariant($"prototypes={Labels};temperature={Temperature};lambda={lambda};")
                + $"labels={labels};relabel_every=1");
        Dictionary<string, Parameter> own = objective
            .Declare(new ObjectiveSite(device, Labels, Bench.Key, _items.Length)).ToDictionary(p => p.Name);
        own["objective.prototypes"].Set([1, 0, 0, 0, 1, 0, 0, 0, 1]);
        Matrix rows = new(_items.Length, Labels, [.. _items.SelectMany(item => _scores[item])]);
        Tensor z = tape.Constant(rows), twice = tape.Constant(rows.Map(v => 2 * v));
        objective.Settle(own, z, twice, Context(0));
        look(own, objective.Evaluate(z, twice, Context(1)).Value.Item());

        ObjectiveContext Context(long step) =>
            new(own.ToDictionary(p => p.Key, p => tape.Watch(p.Value)), Bench.Key)
            {
                Items = _items,
                Step = step,
            };
    }

    private static double[][] Plan(double beta)
    {
        double[][] q = [.. _scores.Select(row => row.Select(s => Math.Exp(beta * s)).ToArray())];
        double worst;
        do
        {
            double[] shares = Shares(q);
            foreach (double[] row in q)
            {
                for (int k = 0; k < Labels; k++)
                    row[k] /= Labels * shares[k];
                double sum = row.Sum();
                for (int k = 0; k < Labels; k++)
                    row[k] /= q.Length * sum;
            }
            worst = Shares(q).Max(share => Math.Abs((Labels * share) - 1));
        }
        while (worst > 0.1);
        return q;
    }

    private static double[] Shares(double[][] q) =>
        [.. Enumerable.Range(0, Labels).Select(k => q.Sum(row => row[k]))];

    private static int Likeliest(double[] row) => Array.IndexOf(row, row.Max());

    private static IEnumerable<int[]> Assignments(int items) => items == 0
        ? [[]]
        : Assignments(items - 1).SelectMany(a => Enumerable.Range(0, Labels).Select(k => (int[])[.. a, k]));
}
