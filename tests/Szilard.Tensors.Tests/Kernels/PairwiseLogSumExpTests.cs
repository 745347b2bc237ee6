using Szilard.Tensors.Kernels;

namespace Szilard.Tensors.Tests.Kernels;

public sealed class PairwiseLogSumExpTests
{
    private static readonly (PairSimilarity Similarity, double Power)[] s_similarities =
    [
        (PairSimilarity.Dot, 2), (PairSimilarity.NegativeSquaredDistance, 2),
        (PairSimilarity.NegativePowerDistance, 1), (PairSimilarity.NegativePowerDistance, 2),
        (PairSimilarity.NegativePowerDistance, 2.5), (PairSimilarity.NegativePowerDistance, 3),
        (PairSimilarity.NegativePowerDistance, 4),
    ];

    public static TheoryData<PairForm, bool> Forms()
    {
        TheoryData<PairForm, bool> forms = [];
        foreach ((PairSimilarity similarity, double power) in s_similarities)
        {
            foreach (int? excluded in (int?[])[null, 0, 3, -2])
            {
                forms.Add(new PairForm(similarity, 1.3, power, PairReduction.Total, excluded), false);
                forms.Add(new PairForm(similarity, 1.3, power, PairReduction.MeanOfRows, excluded), false);
                forms.Add(new PairForm(similarity, 0.6, power, PairReduction.MeanOfRows, excluded), true);
            }
        }
        return forms;
    }

    [Theory]
    [MemberData(nameof(Forms))]
    internal void In_double_value_and_gradients_agree_with_the_definition(PairForm form, bool extra)
    {
        using Workers workers = new(2);
        PairCase<double> pairs = new(form, 6, 7, 3, extra);
        PairReference reference = pairs.Reference();
        Assert.Equal(reference.Value(), pairs.Evaluate(workers), 1e-12);
        Assert.Equal(reference.Value(), pairs.ValueOnly(workers), 1e-12);
        for (int i = 0; i < pairs.Queries; i++)
            Assert.Equal(reference.Row(i), pairs.RowValues[i], 1e-12);
        AssertSlopes(reference, reference.Q, pairs.GradientQ);
        AssertSlopes(reference, reference.K, pairs.GradientK);
        if (extra)
            AssertSlopes(reference, reference.Extra!, pairs.GradientExtra!);
    }

    [Theory]
    [InlineData(PairSimilarity.NegativeSquaredDistance, 40)]
    [InlineData(PairSimilarity.Dot, 35)]
    internal void In_double_many_coordinates_agree_with_the_definition(
        PairSimilarity similarity, int dimensions)
    {
        using Workers workers = new(1);
        PairForm form = new(similarity, 0.2, 2, PairReduction.Total, 1);
        PairCase<double> pairs = new(form, 5, 4, dimensions);
        PairReference reference = pairs.Reference();
        Assert.Equal(reference.Value(), pairs.Evaluate(workers), 1e-12);
        AssertSlopes(reference, reference.Q, pairs.GradientQ);
        AssertSlopes(reference, reference.K, pairs.GradientK);
    }

    /// <summary>Several chunks, blocks, panels, and a padded last one of each.</summary>
    [Theory]
    [MemberData(nameof(Forms))]
    internal void In_single_precision_every_width_agrees_with_double(PairForm form, bool extra)
    {
        using Workers workers = new(2);
        foreach (int dimensions in (int[])[9, 33])
        {
            PairCase<float> pairs = new(form, 139, 133, dimensions, extra, spread: 0.5);
            PairCase<double> wide = new(form, 139, 133, dimensions, extra);
            (wide.Q, wide.K) = (PairCase<float>.Wide(pairs.Q), PairCase<float>.Wide(pairs.K));
            wide.Extra = extra ? PairCase<float>.Wide(pairs.Extra!) : null;
            double expected = wide.Evaluate(workers);
            if (dimensions == 9)
                Assert.Equal(wide.Reference().Value(), expected, 1e-10 * (1 + Math.Abs(expected)));
            foreach (LaneWidth width in Enum.GetValues<LaneWidth>())
            {
                Assert.Equal(expected, pairs.Evaluate(workers, width), 3e-6 * (1 + Math.Abs(expected)));
                AssertClose(wide.GradientQ, pairs.GradientQ, 4e-5);
                AssertClose(wide.GradientK, pairs.GradientK, 4e-5);
                if (extra)
                    AssertClose(wide.GradientExtra!, pairs.GradientExtra!, 4e-5);
            }
        }
    }

    /// <summary>2N identical views leave each row 2N − 1 candidates of one and the same logit.</summary>
    [Theory]
    [InlineData(2)]
    [InlineData(64)]
    [InlineData(300)]
    public void Identical_views_of_N_samples_give_the_logarithm_of_2N_less_1(int samples)
    {
        using Workers workers = new(1);
        PairForm form = new(PairSimilarity.Dot, 10, 2, PairReduction.MeanOfRows, 0);
        PairCase<float> pairs = new(form, 2 * samples, 2 * samples, 8);
        Array.Fill(pairs.Q, MathF.Sqrt(1f / 8));
        pairs.K = pairs.Q;
        double dot = 10 * 8 * (double)MathF.Sqrt(1f / 8) * MathF.Sqrt(1f / 8);
        Assert.Equal(Math.Log((2 * samples) - 1) + dot, pairs.Evaluate(workers), 4e-6);
    }

    [Theory]
    [MemberData(nameof(Forms))]
    internal void The_number_of_threads_does_not_change_a_bit(PairForm form, bool extra)
    {
        PairCase<float> pairs = new(form, 515, 389, 10, extra);
        List<byte[]> outcomes = [];
        foreach (int count in (int[])[1, 2, 4])
        {
            using Workers workers = new(count);
            double value = pairs.Evaluate(workers);
            float[] numbers = [.. pairs.GradientQ, .. pairs.GradientK, .. pairs.GradientExtra ?? []];
            outcomes.Add([.. BitConverter.GetBytes(value), .. Bytes(numbers)]);
        }
        Assert.Equal(outcomes[0], outcomes[1]);
        Assert.Equal(outcomes[0], outcomes[2]);
    }

    /// <summary>Where one candidate outweighs the rest beyond single precision, the loss is its
    /// logit.</summary>
    [Theory]
    [InlineData(PairReduction.MeanOfRows)]
    [InlineData(PairReduction.Total)]
    internal void Extreme_logits_stay_finite(PairReduction reduction)
    {
        using Workers workers = new(2);
        foreach ((PairSimilarity similarity, double power) in s_similarities)
        {
            foreach (double scale in (double[])[1e4, -1e4])
            {
                PairForm form = new(similarity, scale, power, reduction, 0);
                PairCase<float> pairs = new(form, 130, 130, 5);
                double expected = pairs.Reference().Value();
                Assert.Equal(expected, pairs.Evaluate(workers), 2e-6 * (Math.Abs(expected) + 1e5));
                Assert.All(pairs.GradientQ, g => Assert.True(float.IsFinite(g)));
                Assert.All(pairs.GradientK, g => Assert.True(float.IsFinite(g)));
            }
        }
    }

    /// <summary>Distances do not see a common shift, however large against the distances.</summary>
    [Theory]
    [InlineData(10)]
    [InlineData(48)]
    public void A_common_shift_of_queries_and_keys_changes_nothing(int dimensions)
    {
        using Workers workers = new(1);
        PairForm form = new(PairSimilarity.NegativeSquaredDistance, 1, 2, PairReduction.MeanOfRows, null);
        PairCase<float> pairs = new(form, 70, 90, dimensions, spread: 0.25);
        pairs.Q = Array.ConvertAll(pairs.Q, x => MathF.Round(x * 1024) / 1024);
        pairs.K = Array.ConvertAll(pairs.K, x => MathF.Round(x * 1024) / 1024);
        double value = pairs.Evaluate(workers);
        double[] gradient = PairCase<float>.Wide(pairs.GradientQ);
        pairs.Q = Array.ConvertAll(pairs.Q, x => x + 1024);
        pairs.K = Array.ConvertAll(pairs.K, x => x + 1024);
        Assert.Equal(value, pairs.Evaluate(workers), 4e-6 * Math.Abs(value));
        AssertClose(gradient, pairs.GradientQ, 4e-5);
    }

    [Fact]
    public void Not_a_number_is_reported_and_not_lost()
    {
        using Workers workers = new(1);
        PairForm form = new(PairSimilarity.Dot, 1, 2, PairReduction.MeanOfRows, null);
        PairCase<float> pairs = new(form, 20, 100, 4);
        pairs.K[77] = float.NaN;
        foreach (LaneWidth width in Enum.GetValues<LaneWidth>())
            Assert.True(double.IsNaN(pairs.Evaluate(workers, width)));
    }

    [Fact]
    public void Rows_without_candidates_and_powers_below_one_are_refused()
    {
        using Workers workers = new(1);
        PairForm form = new(PairSimilarity.Dot, 1, 2, PairReduction.MeanOfRows, 0);
        Assert.Throws<ArgumentException>(() => new PairCase<float>(form, 1, 1, 3).Evaluate(workers));
        form = new(PairSimilarity.NegativePowerDistance, 1, 0.5, PairReduction.Total, null);
        Assert.Throws<ArgumentException>(() => new PairCase<float>(form, 4, 4, 3).Evaluate(workers));
        form = new(PairSimilarity.Dot, 1, 2, PairReduction.Total, null);
        Assert.Throws<ArgumentException>(() => new PairCase<float>(form, 4, 4, 3, true).Evaluate(workers));
    }

    private static ReadOnlySpan<byte> Bytes(float[] numbers) =>
        System.Runtime.InteropServices.MemoryMarshal.AsBytes<float>(numbers);

    private static void AssertSlopes(PairReference reference, double[] numbers, double[] gradient)
    {
        for (int i = 0; i < numbers.Length; i++)
        {
            double slope = reference.Slope(numbers, i);
            Assert.Equal(slope, gradient[i], 1e-7 * Math.Max(Math.Abs(slope), 0.01));
        }
    }

    /// <summary>Within <paramref name="tolerance"/> of the greatest number.</summary>
    private static void AssertClose(double[] expected, float[] actual, double tolerance)
    {
        double size = expected.Max(Math.Abs);
        for (int i = 0; i < expected.Length; i++)
            Assert.Equal(expected[i], actual[i], tolerance * size);
    }
}
