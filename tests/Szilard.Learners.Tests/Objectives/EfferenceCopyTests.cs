using Szilard.Learners.Objectives;
using Szilard.Learners.Tests.Learning;
using Szilard.Observables;
using Szilard.Parts;
using Szilard.Tensors;
using Szilard.Tensors.Kernels;

namespace Szilard.Learners.Tests.Objectives;

/// <summary>InfoNCE beside a head that tells what was done, held against plain loops.</summary>
public sealed class EfferenceCopyTests : IDisposable
{
    private const int Bins = 3, Told = 2;
    private static readonly Matrix _left = Fill(4, (i, k) => Math.Sin(1 + (2.1 * i) + (0.7 * k)));
    private static readonly Matrix _right = Fill(4, (i, k) => Math.Cos(0.3 + (0.9 * i) - (1.3 * k)));
    private static readonly Matrix _actions = Matrix.FromRows([0.5, 2], [-1, 2], [3, 2], [0.7, -4]);
    private readonly CpuDevice<double> _device = new();

    public void Dispose() => _device.Dispose();

    [Fact]
    public void The_head_adds_the_cross_entropy_of_plain_loops()
    {
        using Tape tape = new(_device);
        EfferenceCopies objective = Build("weight=0.7;bins=3;similarity=dot");
        IReadOnlyList<Parameter> own = objective.Declare(
            new ObjectiveSite(_device, 3, Bench.Key, Actions: Told));
        ObjectiveContext context = Context(tape, own);
        Loss loss = objective.Evaluate(tape.Constant(_left), tape.Constant(_right), context);
        double contrast = loss.Terms.Single(t => t.Name == "contrast").Value.Item();
        Assert.Equal(
            GoldenValueTests.Evaluate("info-nce", "similarity=dot", _left, _right).Value, contrast, 1e-12);
        Assert.Equal(contrast + (0.7 * Slow(own)), loss.Value.Item(), 1e-10);
    }

    /// <summary>Ranks of (½, −1, 3, 0.7) are 1, 0, 3, 2 of 4; of (2, 2, 2, −4) they are 1, 1, 1, 0.</summary>
    [Fact]
    public void Bins_are_filled_equally_and_equal_values_share_one()
    {
        Assert.Equal([0, 0, 0, 0, 2, 0, 1, 0], EfferenceCopies.BinsOf(_actions, 3));
        int[] even = EfferenceCopies.BinsOf(new Matrix(12, 1, [.. Enumerable.Range(0, 12).Select(
            i => Math.Sin(i * i))]), 4);
        Assert.Equal([3, 3, 3, 3], even.CountBy(b => b).OrderBy(c => c.Key).Select(c => c.Value));
    }

    /// <summary>Without weights the first bin is answered always: bins are 0, 0, 2, 1 of one parameter, all 0
    /// of the other, whose fullest bins hold a half and everything.</summary>
    [Fact]
    public void The_head_tells_how_often_it_is_right()
    {
        EfferenceCopies objective = Build("bins=3");
        Parameter[] silent =
        [
            .. objective.Declare(new ObjectiveSite(_device, 3, Bench.Key, Actions: Told)).Select(
                p => new Parameter(_device, p.Name, p.Shape, new float[p.Shape.Size])),
        ];
        using Tape tape = new(_device);
        NamedReading told = Assert.Single(objective.Inspect(
            tape.Constant(_left), tape.Constant(_right), Context(tape, silent)));
        Assert.Equal((0.75, 0.75), (told.Reading.Value, told.Reading.Chance));
    }

    [Fact]
    public void The_head_is_differentiated_towards_both_views()
    {
        EfferenceCopies objective = Build("weight=0.7;bins=3");
        IReadOnlyList<Parameter> own = objective.Declare(
            new ObjectiveSite(_device, 3, Bench.Key, Actions: Told));
        using Tape tape = new(_device);
        (Tensor a, Tensor b) = (tape.Variable(_left), tape.Variable(_right));
        Gradients gradients = tape.Differentiate(Judged(tape, a, b));
        double[] left = gradients.Of(a), right = gradients.Of(b);
        for (int i = 0; i < left.Length; i++)
        {
            Assert.Equal(Slope(_left, i, other => Value(other, _right)), left[i], 1e-7);
            Assert.Equal(Slope(_right, i, other => Value(_left, other)), right[i], 1e-7);
        }

        double Slope(Matrix at, int index, Func<Matrix, double> value)
        {
            (Matrix above, Matrix below) = (at.Map(v => v), at.Map(v => v));
            above.Values[index] += 1e-6;
            below.Values[index] -= 1e-6;
            return (value(above) - value(below)) / 2e-6;
        }

        Tensor Judged(Tape on, Tensor x, Tensor y) => objective.Evaluate(
            x, y, Context(on, own)).Value;

        double Value(Matrix x, Matrix y)
        {
            using Tape fresh = new(_device);
            return Judged(fresh, fresh.Constant(x), fresh.Constant(y)).Item();
        }
    }

    [Fact]
    public void Views_that_do_not_tell_what_changed_are_refused()
    {
        EfferenceCopies objective = Build("");
        Assert.Contains("do not tell", Assert.Throws<SzilardException>(
            () => objective.Declare(new ObjectiveSite(_device, 3, Bench.Key))).Message);
        IReadOnlyList<Parameter> own = objective.Declare(
            new ObjectiveSite(_device, 3, Bench.Key, Actions: 1));
        using Tape tape = new(_device);
        ObjectiveContext silent = new(own.ToDictionary(p => p.Name, tape.Watch), Bench.Key);
        Assert.Contains("do not tell", Assert.Throws<SzilardException>(
            () => objective.Evaluate(tape.Constant(_left), tape.Constant(_right), silent)).Message);
    }

    /// <summary>−mean log softmax over the bins of each of two parameters, from the arrays as
    /// declared.</summary>
    private static double Slow(IReadOnlyList<Parameter> own)
    {
        const int Columns = Told * Bins;
        Dictionary<string, float[]> arrays = own.ToDictionary(p => p.Name, p => p.ToSingles());
        float[] a = arrays["objective.efference.left"], b = arrays["objective.efference.right"];
        float[] bias = arrays["objective.efference.bias"];
        int[,] bins = { { 0, 0 }, { 0, 0 }, { 2, 0 }, { 1, 0 } };
        double sum = 0;
        for (int i = 0; i < 4; i++)
            for (int p = 0; p < Told; p++)
            {
                double[] logits = [.. Enumerable.Range(p * Bins, Bins).Select(
                    c => bias[c] + Enumerable.Range(0, 3).Sum(
                        k => (_left[i, k] * a[(k * Columns) + c]) + (_right[i, k] * b[(k * Columns) + c])))];
                sum += Math.Log(logits.Sum(Math.Exp)) - logits[bins[i, p]];
            }
        return sum / (4 * Told);
    }

    private static ObjectiveContext Context(Tape tape, IReadOnlyList<Parameter> own) =>
        new(own.ToDictionary(p => p.Name, tape.Watch), Bench.Key) { Actions = _actions };

    private static EfferenceCopies Build(string parameters) =>
        (EfferenceCopies)GoldenValueTests.Build("s-tec", parameters);

    private static Matrix Fill(int rows, Func<int, int, double> value)
    {
        Matrix matrix = new(rows, 3);
        for (int i = 0; i < rows; i++)
            for (int k = 0; k < 3; k++)
                matrix[i, k] = value(i, k);
        return matrix;
    }
}
