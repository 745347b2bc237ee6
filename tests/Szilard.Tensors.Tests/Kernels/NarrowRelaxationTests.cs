using Szilard.Tensors.Kernels;

namespace Szilard.Tensors.Tests.Kernels;

public sealed class NarrowRelaxationTests
{
    private const double Stiffness = 0.6;

    [Theory]
    [InlineData(1, 1, 1, false, true)]
    [InlineData(3, 40, 10, false, true)]
    [InlineData(3, 40, 10, true, false)]
    [InlineData(20, 33, 4, true, true)]
    [InlineData(9, 16, 7, false, false)]
    public void Steps_are_those_of_the_formula(
        int samples, int wide, int narrow, bool alternating, bool clips)
    {
        foreach (LaneWidth width in Enum.GetValues<LaneWidth>())
        {
            foreach (bool pulled in new[] { false, true })
            {
                Problem problem = new(samples, wide, narrow);
                double expected = problem.Plainly(3, 0.7, alternating, clips, pulled);
                using Workers workers = new(2);
                float[] h = Narrow(problem.H), y = Narrow(problem.Y);
                float largest = NarrowRelaxation.Run<float>(
                    width, workers, new(Narrow(problem.W), Narrow(problem.B)), new(0.7f, alternating, clips),
                    3, Narrow(problem.D), pulled ? Narrow(problem.P) : [], (float)Stiffness, h, y);
                Assert.Equal(expected, largest, 1e-4);
                Near(problem.ThenH, h);
                Near(problem.ThenY, y);
            }
        }
    }

    [Fact]
    public void Many_steps_at_once_are_the_same_bits_as_one_after_the_other()
    {
        Problem problem = new(5, 50, 10);
        using Workers workers = new(2);
        NarrowPair<float> pair = new(Narrow(problem.W), Narrow(problem.B));
        NarrowPace<float> pace = new(0.5f, false, true);
        float[] h = Narrow(problem.H), y = Narrow(problem.Y), d = Narrow(problem.D);
        float[] other = [.. h], third = [.. y];
        NarrowRelaxation.Run<float>(workers, pair, pace, 6, d, default, 0, h, y);
        for (int step = 0; step < 6; step++)
            NarrowRelaxation.Run<float>(workers, pair, pace, 1, d, default, 0, other, third);
        Assert.Equal(h, other);
        Assert.Equal(y, third);
    }

    [Fact]
    public void Units_at_rest_report_that_nothing_moves()
    {
        using Workers workers = new(1);
        double[] h = [0.5], y = [0];
        Assert.Equal(0, NarrowRelaxation.Run<double>(
            workers, new([0], [0]), new(1, true, true), 9, [0.5], default, 0, h, y));
        Assert.Equal(0.5, h[0]);
    }

    [Fact]
    public void More_outputs_than_registers_are_refused()
    {
        Assert.Throws<ArgumentException>(() => new NarrowPair<float>(new float[22], new float[11]));
        Assert.Throws<ArgumentException>(() => new NarrowPair<float>(new float[5], new float[2]));
    }

    [Fact]
    public void Lengths_that_do_not_fit_are_refused()
    {
        using Workers workers = new(1);
        NarrowPair<float> pair = new(new float[4], new float[2]);
        float[] two = new float[2], three = new float[3];
        Assert.Throws<ArgumentException>(() => NarrowRelaxation.Run<float>(
            workers, pair, new(0.5f, false, true), 1, two, default, 0, three, two));
        Assert.Throws<ArgumentOutOfRangeException>(() => NarrowRelaxation.Run<float>(
            workers, pair, new(0.5f, false, true), 0, two, default, 0, two, two));
    }

    private static float[] Narrow(double[] values) => Array.ConvertAll(values, v => (float)v);

    private static void Near(double[] expected, float[] actual)
    {
        for (int i = 0; i < expected.Length; i++)
            Assert.Equal(expected[i], actual[i], 1e-4);
    }

    /// <summary>The formulas as they are written, in double precision.</summary>
    private sealed class Problem
    {
        private readonly int _samples, _wide, _narrow;

        public Problem(int samples, int wide, int narrow)
        {
            (_samples, _wide, _narrow) = (samples, wide, narrow);
            RandomStream stream = RandomKey.FromSeed(8).Stream();
            double[] Draw(int count, double low, double high) =>
                [.. Enumerable.Range(0, count).Select(_ => stream.NextUniform(low, high))];
            (W, B) = (Draw(wide * narrow, -0.4, 0.4), Draw(narrow, -0.2, 0.2));
            (D, P) = (Draw(samples * wide, -1, 1.5), Draw(samples * narrow, -0.5, 0.5));
            (H, Y) = (Draw(samples * wide, 0, 1), Draw(samples * narrow, 0, 1));
            (ThenH, ThenY) = ([.. H], [.. Y]);
        }

        public double[] W { get; }

        public double[] B { get; }

        public double[] D { get; }

        public double[] P { get; }

        public double[] H { get; }

        public double[] Y { get; }

        public double[] ThenH { get; }

        public double[] ThenY { get; }

        /// <summary>Takes steps; the largest movement in the last.</summary>
        public double Plainly(int steps, double epsilon, bool alternating, bool clips, bool pulled)
        {
            double largest = 0;
            for (int step = 0; step < steps; step++)
            {
                double[] h = [.. ThenH], y = [.. ThenY];
                for (int i = 0; i < h.Length; i++)
                    ThenH[i] = Math.Clamp(h[i] + (epsilon * (D[i] + FromAbove(y, i) - h[i])), 0, 1);
                double[] seen = alternating ? ThenH : h;
                for (int i = 0; i < y.Length; i++)
                {
                    double pull = pulled ? P[i] + (Stiffness * y[i]) : 0;
                    double moved = y[i] + (epsilon * (B[i % _narrow] + FromBelow(seen, i) - pull - y[i]));
                    ThenY[i] = clips ? Math.Clamp(moved, 0, 1) : moved;
                }
                largest = ThenH.Concat(ThenY).Zip(h.Concat(y), (a, b) => Math.Abs(a - b)).Max();
            }
            return largest;
        }

        private double FromAbove(double[] y, int at)
        {
            (int sample, int unit) = Math.DivRem(at, _wide);
            return Enumerable.Range(0, _narrow).Sum(c => W[(unit * _narrow) + c] * y[(sample * _narrow) + c]);
        }

        private double FromBelow(double[] h, int at)
        {
            (int sample, int unit) = Math.DivRem(at, _narrow);
            return Enumerable.Range(0, _wide).Sum(i => W[(i * _narrow) + unit] * h[(sample * _wide) + i]);
        }
    }
}
