using Szilard.Tensors.Kernels;

namespace Szilard.Tensors.Tests.Autodiff;

/// <summary>The contract of the gradient table: every operation against central differences in
/// double.</summary>
public sealed class GradientTableTests
{
    private const double Step = 1e-6;

    /// <summary>One row per operation: name, shapes of the inputs, the function, whether inputs are kept
    /// positive.</summary>
    private static readonly (string Name, int[][] Inputs, Func<Tensor[], Tensor> F, bool Positive)[] Cases =
    [
        ("add", [[3, 4], [3, 4]], t => t[0].Add(t[1]), false),
        ("add to itself", [[3, 4]], t => t[0].Add(t[0]), false),
        ("add a row", [[3, 4], [4]], t => t[0].Add(t[1]), false),
        ("add a column", [[3, 4], [3, 1]], t => t[0].Add(t[1]), false),
        ("outer sum", [[3, 1], [4]], t => t[0].Add(t[1]), false),
        ("subtract", [[3, 4], [3, 4]], t => t[0].Subtract(t[1]), false),
        ("subtract from a row", [[4], [3, 4]], t => t[0].Subtract(t[1]), false),
        ("multiply", [[3, 4], [3, 4]], t => t[0].Multiply(t[1]), false),
        ("multiply middle axis", [[2, 3, 4], [3, 1]], t => t[0].Multiply(t[1]), false),
        ("square by product", [[3, 4]], t => t[0].Multiply(t[0]), false),
        ("divide", [[3, 4], [3, 4]], t => t[0].Divide(t[1]), true),
        ("divide by a row", [[3, 4], [1, 4]], t => t[0].Divide(t[1]), true),
        ("divide by a scalar", [[3, 4], []], t => t[0].Divide(t[1]), true),
        ("scale", [[3, 4]], t => t[0].Scale(-2.5, 1), false),
        ("abs", [[3, 4]], t => t[0].Abs(), false),
        ("cos", [[3, 4]], t => t[0].Cos(), false),
        ("exp", [[3, 4]], t => t[0].Exp(), false),
        ("log", [[3, 4]], t => t[0].Log(), true),
        ("relu", [[3, 4]], t => t[0].Relu(), false),
        ("leaky relu", [[3, 4]], t => t[0].LeakyRelu(0.2), false),
        ("gelu", [[3, 4]], t => t[0].Gelu(), false),
        ("power", [[3, 4]], t => t[0].Power(2.7), true),
        ("sigmoid", [[3, 4]], t => t[0].Sigmoid(), false),
        ("sin", [[3, 4]], t => t[0].Sin(), false),
        ("softplus", [[3, 4]], t => t[0].Softplus(), false),
        ("sqrt", [[3, 4]], t => t[0].Sqrt(), true),
        ("square", [[3, 4]], t => t[0].Square(), false),
        ("tanh", [[3, 4]], t => t[0].Tanh(), false),
        ("sum of rows", [[3, 4]], t => t[0].Sum(^1), false),
        ("sum of columns", [[3, 4]], t => t[0].Sum(0), false),
        ("mean of the middle axis", [[2, 3, 4]], t => t[0].Mean(1), false),
        ("variance", [[5, 3]], t => t[0].Variance(true), false),
        ("covariance", [[5, 3]], t => t[0].Covariance(false), false),
        ("product", [[3, 4], [4, 2]], t => t[0].MatMul(t[1]), false),
        ("product aT", [[4, 3], [4, 2]], t => t[0].MatMul(t[1], transposeA: true), false),
        ("product bT", [[3, 4], [2, 4]], t => t[0].MatMul(t[1], transposeB: true), false),
        ("product aT bT", [[4, 3], [2, 4]], t => t[0].MatMul(t[1], true, true), false),
        ("linear", [[3, 4], [4, 2], [2]], t => t[0].Linear(t[1], t[2]), false),
        ("linear without bias", [[3, 4], [4, 2]], t => t[0].Linear(t[1]), false),
        ("linear relu", [[3, 4], [4, 2], [2]], t => t[0].Linear(t[1], t[2], new(UnaryKind.Relu)), false),
        (
            "linear leaky", [[3, 4], [4, 2], [2]],
            t => t[0].Linear(t[1], t[2], new(UnaryKind.LeakyRelu, 0.1)), false),
        ("linear gelu", [[3, 4], [4, 2], [2]], t => t[0].Linear(t[1], t[2], new(UnaryKind.Gelu)), false),
        ("linear tanh", [[3, 4], [4, 2], [2]], t => t[0].Linear(t[1], t[2], new(UnaryKind.Tanh)), false),
        ("reshape", [[3, 4]], t => t[0].Reshape(new Shape(2, 6)), false),
        ("transpose", [[3, 4]], t => t[0].Transpose(), false),
        ("gather", [[3, 4]], t => t[0].GatherRows([2, 0, 2, 1]), false),
        ("pick", [[3, 4]], t => t[0].Pick([1, 3, 0]), false),
        ("slice", [[5, 2]], t => t[0].SliceRows(1, 3), false),
        ("concat", [[2, 3], [4, 3]], t => t[0].ConcatRows(t[1]), false),
        ("concat with itself", [[2, 3]], t => t[0].ConcatRows(t[0]), false),
        ("convolve", [[2, 5, 4, 2], [3, 3, 2, 3], [3]], t => t[0].Convolve(t[1], t[2], 1, 1), false),
        ("convolve stride", [[2, 6, 5, 1], [3, 3, 1, 2]], t => t[0].Convolve(t[1], null, 2, 1), false),
        ("max pool", [[2, 4, 5, 3]], t => t[0].MaxPool(2), false),
        ("global average", [[2, 3, 3, 4]], t => t[0].GlobalAveragePool(), false),
        ("batch norm", [[6, 3], [3], [3]], t => BatchNorm(t, 1), false),
        ("batch norm leaky", [[6, 3], [3], [3]], t => BatchNorm(t, 0.1), false),
        ("batch norm of images", [[2, 3, 2, 3], [3], [3]], t => BatchNorm(t, 0), false),
        ("layer norm", [[4, 5], [5], [5]], t => t[0].LayerNorm(t[1], t[2]), false),
        ("unit rows", [[4, 3]], t => t[0].NormalizeRows(), false),
        ("log softmax", [[4, 3]], t => t[0].LogSoftmax(), false),
        ("pairs dot", [[4, 3], [5, 3]], t => Pairs(t, PairSimilarity.Dot, null), false),
        (
            "pairs squared", [[4, 3], [5, 3]],
            t => Pairs(t, PairSimilarity.NegativeSquaredDistance, null), false),
        ("pairs power", [[4, 3], [5, 3]], t => Pairs(t, PairSimilarity.NegativePowerDistance, null), false),
        ("pairs self", [[4, 3]], t => Pairs([t[0], t[0]], PairSimilarity.Dot, 0), false),
        ("pairs extra", [[4, 3], [5, 3], [4, 1]], t => Pairs(t, PairSimilarity.Dot, null), false),
        ("pairs total", [[4, 3]], t => t[0].PairLogSumExp(
            t[0], new PairForm(PairSimilarity.NegativeSquaredDistance, 2, 2, PairReduction.Total, 0)), false),
        ("characteristic", [[5, 3]], t => t[0].CharacteristicFunction(4, 0.3, 0.7), false),
    ];

    public static TheoryData<int> Indices => [.. Enumerable.Range(0, Cases.Length)];

    [Theory]
    [MemberData(nameof(Indices))]
    public void The_gradient_is_the_central_difference(int index)
    {
        (string name, int[][] shapes, Func<Tensor[], Tensor> f, bool positive) = Cases[index];
        using CpuDevice<double> device = new();
        double[][] inputs = [.. shapes.Select((s, i) => Numbers(new Shape(s).Size, i, positive))];
        double[][] gradients = Gradients(device, shapes, inputs, f);
        for (int i = 0; i < inputs.Length; i++)
        {
            for (int j = 0; j < inputs[i].Length; j++)
            {
                double expected = Difference(device, shapes, inputs, f, i, j);
                double tolerance = 1e-7 * (1 + Math.Abs(expected));
                Assert.True(
                    Math.Abs(expected - gradients[i][j]) < tolerance,
                    $"{name}: input {i}, element {j}: {gradients[i][j]} instead of {expected}");
            }
        }
    }

    private static double[][] Gradients(
        Device device, int[][] shapes, double[][] inputs, Func<Tensor[], Tensor> f)
    {
        using Tape tape = new(device);
        Tensor[] leaves = [.. inputs.Select(x => tape.Variable(new Matrix(1, x.Length, x)))];
        Gradients gradients = tape.Differentiate(Project(f(InShape(leaves, shapes))));
        return [.. leaves.Select(gradients.Of)];
    }

    private static double Difference(
        Device device, int[][] shapes, double[][] inputs, Func<Tensor[], Tensor> f, int i, int j)
    {
        double kept = inputs[i][j];
        inputs[i][j] = kept + Step;
        double above = Value(device, shapes, inputs, f);
        inputs[i][j] = kept - Step;
        double below = Value(device, shapes, inputs, f);
        inputs[i][j] = kept;
        return (above - below) / (2 * Step);
    }

    private static double Value(Device device, int[][] shapes, double[][] inputs, Func<Tensor[], Tensor> f)
    {
        using Tape tape = new(device);
        Tensor[] leaves = [.. inputs.Select(x => tape.Variable(new Matrix(1, x.Length, x)))];
        return Project(f(InShape(leaves, shapes))).Item();
    }

    /// <summary>Leaves are matrices of doubles; what is tested gets views of them.</summary>
    private static Tensor[] InShape(Tensor[] leaves, int[][] shapes) =>
        [.. leaves.Zip(shapes, (leaf, shape) => leaf.Reshape(new Shape(shape)))];

    /// <summary>A scalar in which every element of y has its own weight.</summary>
    private static Tensor Project(Tensor y)
    {
        double[] weights = Numbers(y.Shape.Size, 99, positive: false);
        Tensor flat = y.Reshape(new Shape(1, y.Shape.Size));
        return flat.Multiply(y.Tape.Constant(new Matrix(1, weights.Length, weights))).Sum();
    }

    private static double[] Numbers(int count, int index, bool positive)
    {
        RandomStream random = RandomKey.FromSeed(5).Split("input", index).Stream();
        double[] values = new double[count];
        random.FillNormal(values);
        return positive ? [.. values.Select(v => 0.3 + Math.Abs(v))] : values;
    }

    private static Tensor BatchNorm(Tensor[] t, double slope)
    {
        Device device = t[0].Tape.Device;
        (Storage mean, Storage variance) = (device.Rent(t[1].Shape.Size), device.Rent(t[1].Shape.Size));
        return t[0].BatchNorm(t[1], t[2], 1e-5, slope, mean, variance);
    }

    private static Tensor Pairs(Tensor[] t, PairSimilarity similarity, int? excluded) => t[0].PairLogSumExp(
        t[1], new PairForm(similarity, 0.7, 3, PairReduction.MeanOfRows, excluded),
        t.Length > 2 ? t[2] : null);
}
