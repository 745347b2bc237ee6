using MathNet.Numerics.LinearRegression;
using Szilard.Experiments.Conditionals;
using Szilard.Experiments.Plans;
using Szilard.Experiments.Singular;
using Szilard.Experiments.Tests.Running;
using Szilard.Learners;
using Szilard.Records;
using Szilard.Tensors;
using Szilard.Worlds;

namespace Szilard.Experiments.Tests.Conditionals;

/// <summary>The verb's numbers by a second way: least squares of another library on the same pairs.</summary>
public sealed class ConditionalByHandTests : IDisposable
{
    private readonly Bench _bench = new();

    public void Dispose() => _bench.Dispose();

    /// <summary>Encode, map to the latents, regress child on anchor, invert the residual variance: all by
    /// MathNet's QR. The two agree to rounding.</summary>
    [Fact]
    public void Slopes_and_precisions_of_a_trained_run_are_those_of_plain_regressions()
    {
        const int pairs = 600;
        RunFolder folder = _bench.Finish(Bench.Study("training.steps=100"));
        RunConditional read = RunConditional.Of(folder, pairs, 1);
        RunRecord record = folder.Record();
        using RunPlan plan = RunPlan.Build(StudyRunner.SpecificationOf(record).Run, record.Seed, "", 1);
        LearnerState state = TrainedPoints.Read(plan, TrainedPoints.Of(folder)[^1].Path);
        RandomKey key = plan.Key.Split("conditional");
        Situations sample = plan.World.Sample(pairs, Split.Test, key);
        Matrix anchors = plan.Learner.Encode(state, plan.Views.Plain(sample)).ToMatrix();
        Matrix children =
            plan.Learner.Encode(state, plan.Views.Show(sample, key.Split("views")).Right).ToMatrix();
        for (int k = 0; k < 2; k++)
        {
            double[] map = MultipleRegression.QR(Rows(anchors), sample.Latents!.Column(k), intercept: true);
            double[] anchor = Mapped(anchors, map), child = Mapped(children, map);
            (double offset, double slope) = SimpleRegression.Fit(anchor, child);
            double mean = anchor.Zip(child, (z, c) => c - offset - (slope * z)).Average(r => r * r);
            Assert.Equal(slope, read.Inferred.Slopes[k], 1e-6);
            Assert.Equal(1 / mean, read.Inferred.Precisions[k], 1e-5 / mean);
        }
    }

    private static double[][] Rows(Matrix x) =>
        [.. Enumerable.Range(0, x.Rows).Select(i => x.Row(i).ToArray())];

    private static double[] Mapped(Matrix x, double[] map) =>
        [.. Enumerable.Range(0, x.Rows).Select(i => map[0] + (map[1] * x[i, 0]) + (map[2] * x[i, 1]))];
}
