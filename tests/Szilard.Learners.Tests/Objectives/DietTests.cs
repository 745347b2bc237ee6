using Szilard.Learners.Objectives;
using Szilard.Learners.Tests.Learning;
using Szilard.Learners.Thermodynamics;
using Szilard.Parts;
using Szilard.Tensors;
using Szilard.Tensors.Kernels;

namespace Szilard.Learners.Tests.Objectives;

/// <summary>Cross-entropy over the instance index, held against plain loops.</summary>
public sealed class DietTests : IDisposable
{
    private static readonly int[] _items = [3, 0, 6, 3];

    private static readonly Matrix _head = Fill(7, 3, (j, k) => Math.Sin(1 + (2.1 * j) + (0.7 * k)));
    private static readonly Matrix _outputs = Fill(4, 3, (i, k) => Math.Cos(0.3 + (0.9 * i) - (1.3 * k)));
    private readonly CpuDevice<double> _device = new();

    public void Dispose() => _device.Dispose();

    [Theory]
    [InlineData(1)]
    [InlineData(0.2)]
    public void The_value_is_that_of_plain_loops(double temperature)
    {
        using Tape tape = new(_device);
        double value = Evaluate(tape, tape.Variable(_outputs), tape.Variable(_head), temperature).Item();
        Assert.Equal(Slow(_outputs, _head, temperature), value, 1e-12);
    }

    /// <summary>∂L/∂z_i = Σ_j (p_ij − [j = item of i]) w_j/(nτ), ∂L/∂w_j = Σ_i (p_ij − [j = item of i])
    /// z_i/(nτ).
    /// </summary>
    [Fact]
    public void The_gradients_are_those_of_the_softmax()
    {
        const double Temperature = 0.5;
        using Tape tape = new(_device);
        Tensor z = tape.Variable(_outputs), w = tape.Variable(_head);
        Gradients gradients = tape.Differentiate(Evaluate(tape, z, w, Temperature));
        Matrix towardsOutputs = new(4, 3), towardsHead = new(7, 3);
        for (int i = 0; i < 4; i++)
            for (int j = 0; j < 7; j++)
                for (int k = 0; k < 3; k++)
                {
                    double pull = (Probability(_outputs, _head, Temperature, i, j) - (j == _items[i] ? 1 : 0))
                        / (4 * Temperature);
                    towardsOutputs[i, k] += pull * _head[j, k];
                    towardsHead[j, k] += pull * _outputs[i, k];
                }
        AssertEqual(towardsOutputs.Values, gradients.Of(z));
        AssertEqual(towardsHead.Values, gradients.Of(w));
    }

    /// <summary>With the other rows as items it is InfoNCE by products: the map's "K = items".</summary>
    [Fact]
    public void Plain_arrays_are_judged_as_by_info_nce() =>
        Assert.Equal(
            GoldenValueTests.Evaluate("info-nce", "similarity=dot;temperature=0.5", GoldenValueTests.Z2,
                GoldenValueTests.Z1).Value,
            GoldenValueTests.Evaluate("diet", "temperature=0.5").Value, 1e-12);

    [Fact]
    public void Rows_of_the_head_begin_on_the_sphere_and_are_put_back_onto_it_only_when_asked()
    {
        ObjectiveSite site = new(_device, 3, Bench.Key, 7);
        foreach (bool normalise in (bool[])[true, false])
        {
            Diet diet = new(1, normalise);
            Parameter head = diet.Declare(site).Single();
            Assert.Equal(new Shape(7, 3), head.Shape);
            Assert.All(Lengths(head), length => Assert.Equal(1, length, 1e-6));
            head.Set(Array.ConvertAll(head.ToSingles(), v => 2 * v));
            diet.Project(new Dictionary<string, Parameter> { [head.Name] = head });
            Assert.All(Lengths(head), length => Assert.Equal(normalise ? 1 : 2, length, 1e-6));
        }
    }

    [Fact]
    public void A_world_without_end_is_refused() =>
        Assert.Contains("without end", Assert.Throws<SzilardException>(
            () => new Diet(1, false).Declare(new ObjectiveSite(_device, 3, Bench.Key))).Message);

    [Fact]
    public void Labels_are_told_and_know_the_logarithm_of_the_number_of_items()
    {
        using Tape tape = new(_device);
        Tensor z = tape.Constant(_outputs);
        var told = (LabelledItems)new Diet(0.5, false).Compose(z, z, Context(tape.Constant(_head))).Single();
        Assert.Equal(Math.Log(7), told.PriorEntropy);
        Assert.Equal(2, told.Beta);
        Assert.Equal(_items, ((MeasuredLabels)told.Labels).Labels);
        Assert.Equal(-Dot(_outputs, 1, _head, 5), told.Energies[1, 5], 1e-12);
    }

    private static Tensor Evaluate(Tape tape, Tensor z, Tensor w, double temperature) =>
        new Diet(temperature, false).Evaluate(tape.Constant(new Matrix(4, 3)), z, Context(w)).Value;

    private static ObjectiveContext Context(Tensor head) =>
        new(new Dictionary<string, Tensor> { ["objective.prototypes"] = head }, Bench.Key) { Items = _items };

    private static double Slow(Matrix z, Matrix w, double temperature) => Enumerable.Range(0, z.Rows)
        .Average(i => -Math.Log(Probability(z, w, temperature, i, _items[i])));

    private static double Probability(Matrix z, Matrix w, double temperature, int i, int j) =>
        Math.Exp(Dot(z, i, w, j) / temperature)
        / Enumerable.Range(0, w.Rows).Sum(other => Math.Exp(Dot(z, i, w, other) / temperature));

    private static double Dot(Matrix a, int i, Matrix b, int j) =>
        Enumerable.Range(0, a.Columns).Sum(k => a[i, k] * b[j, k]);

    private static double[] Lengths(Parameter head)
    {
        float[] values = head.ToSingles();
        return [.. values.Chunk(head.Shape[1]).Select(row => Math.Sqrt(row.Sum(v => (double)v * v)))];
    }

    private static void AssertEqual(double[] expected, double[] actual) =>
        Assert.All(expected.Zip(actual), pair => Assert.Equal(pair.First, pair.Second, 1e-12));

    private static Matrix Fill(int rows, int columns, Func<int, int, double> value)
    {
        Matrix matrix = new(rows, columns);
        for (int i = 0; i < rows; i++)
            for (int k = 0; k < columns; k++)
                matrix[i, k] = value(i, k);
        return matrix;
    }
}
