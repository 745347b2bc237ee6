using System.Numerics;
using Szilard.Tensors.Kernels;

namespace Szilard.Tensors.Tests.Kernels;

public sealed unsafe class AdamTests
{
    /// <summary>Three steps against the published recursion, written out.</summary>
    [Theory]
    [InlineData(0, 0)]
    [InlineData(0.01, 0)]
    [InlineData(0, 0.1)]
    public void In_double_steps_follow_the_recursion(double decay, double decoupled)
    {
        double[] p = ElementwiseTests.Numbers<double>(37), expected = [.. p];
        double[] m = new double[37], v = new double[37];
        Trajectory trajectory = new(LaneWidth.Widest, 2, decay, decoupled);
        double[] actual = trajectory.Follow(p, 3);
        for (int t = 1; t <= 3; t++)
        {
            for (int i = 0; i < p.Length; i++)
            {
                double g = Trajectory.Gradient(i, t);
                expected[i] -= 0.01 * decoupled * expected[i];
                g += decay * expected[i];
                m[i] = (0.9 * m[i]) + ((1 - 0.9) * g);
                v[i] = (0.999 * v[i]) + ((1 - 0.999) * g * g);
                double root = Math.Sqrt(v[i]) / Math.Sqrt(1 - Math.Pow(0.999, t));
                expected[i] -= 0.01 / (1 - Math.Pow(0.9, t)) * m[i] / (root + 1e-8);
            }
        }
        for (int i = 0; i < p.Length; i++)
            Assert.Equal(expected[i], actual[i], 1e-13);
    }

    /// <summary>The first step has the size of the rate, whatever the gradient.</summary>
    [Fact]
    public void The_first_step_of_every_width_has_the_size_of_the_rate()
    {
        foreach (LaneWidth width in Enum.GetValues<LaneWidth>())
        {
            float[] moved = new Trajectory(width, 1, 0, 0).Follow(new float[77], 1);
            Assert.All(moved, p => Assert.Equal(0.01f, MathF.Abs(p), 1e-8f));
        }
    }

    [Fact]
    public void In_single_precision_every_width_agrees_with_double()
    {
        float[] start = ElementwiseTests.Numbers<float>(19_003);
        double[] expected = new Trajectory(LaneWidth.Widest, 1, 0.01, 0.02)
            .Follow(Array.ConvertAll(start, v => (double)v), 4);
        foreach (LaneWidth width in Enum.GetValues<LaneWidth>())
        {
            float[] actual = new Trajectory(width, 2, 0.01, 0.02).Follow(start, 4);
            for (int i = 0; i < start.Length; i++)
                Assert.Equal(expected[i], actual[i], 1e-6 * (1 + Math.Abs(expected[i])));
        }
    }

    [Fact]
    public void The_number_of_threads_does_not_change_a_bit()
    {
        float[] start = ElementwiseTests.Numbers<float>(70_003);
        float[] one = new Trajectory(LaneWidth.Widest, 1, 0.01, 0).Follow(start, 2);
        Assert.Equal(one, new Trajectory(LaneWidth.Widest, 2, 0.01, 0).Follow(start, 2));
        Assert.Equal(one, new Trajectory(LaneWidth.Widest, 4, 0.01, 0).Follow(start, 2));
    }

    private sealed record Trajectory(LaneWidth Width, int Threads, double Decay, double Decoupled)
    {
        public static double Gradient(int index, int step) =>
            (1 + (index % 5)) * Math.Cos(index + (0.3 * step));

        public T[] Follow<T>(T[] start, int steps)
            where T : unmanaged, IBinaryFloatingPointIeee754<T>
        {
            using Workers workers = new(Threads);
            T[] p = [.. start], g = new T[p.Length], m = new T[p.Length], v = new T[p.Length];
            for (int t = 1; t <= steps; t++)
            {
                for (int i = 0; i < g.Length; i++)
                    g[i] = T.CreateTruncating(Gradient(i, t));
                fixed (T* pp = p, pg = g, pm = m, pv = v)
                {
                    Adam.Step(
                        Width, workers, p.Length, pp, pg, pm, pv, Of<T>(0.01), Of<T>(0.9), Of<T>(0.999),
                        Of<T>(1e-8), Of<T>(1 - Math.Pow(0.9, t)), Of<T>(1 - Math.Pow(0.999, t)), Of<T>(Decay),
                        Of<T>(Decoupled));
                }
            }
            return p;
        }

        private static T Of<T>(double value)
            where T : unmanaged, IBinaryFloatingPointIeee754<T> => T.CreateTruncating(value);
    }
}
