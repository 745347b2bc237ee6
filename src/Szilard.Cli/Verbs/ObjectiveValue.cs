using Szilard.Learners.Objectives;
using Szilard.Parts;
using Szilard.Tensors;
using Szilard.Tensors.Kernels;

namespace Szilard.Cli.Verbs;

/// <summary>An objective on two arrays, in double precision.</summary>
/// <param name="Value">The scalar.</param>
/// <param name="Terms">What it is made of.</param>
/// <param name="Plateau">The value of one who tells nothing apart; null where there is none.</param>
/// <param name="GradientLeft">∂value/∂left, of the shape of left.</param>
/// <param name="GradientRight">∂value/∂right, of the shape of right.</param>
internal sealed record ObjectiveValue(
    double Value, IReadOnlyList<(string Name, double Value)> Terms, double? Plateau, Matrix GradientLeft,
    Matrix GradientRight)
{
    /// <summary>Reads and checks the arrays, then evaluates.</summary>
    /// <exception cref="SzilardException">The arrays do not fit each other or the objective.</exception>
    public static ObjectiveValue Of(Objective objective, string left, string right, RandomKey key)
    {
        Matrix a = ArrayArgument.ReadMatrix(left, "`--left`");
        Matrix b = objective is SupervisedClassification
            ? Classes(right, a.Columns)
            : ArrayArgument.ReadMatrix(right, "`--right`");
        Check(objective, a, b, left, right);
        using CpuDevice<double> device = new();
        using Tape tape = new(device);
        Tensor first = tape.Variable(a), second = tape.Variable(b);
        ObjectiveContext context = new(new Dictionary<string, Tensor>(), key);
        Loss loss = objective.Evaluate(first, second, context);
        Gradients gradients = tape.Differentiate(loss.Value);
        return new ObjectiveValue(
            loss.Value.Item(), [.. loss.Terms.Select(t => (t.Name, t.Value.Item()))],
            objective.Plateau(a.Rows), new Matrix(a.Rows, a.Columns, gradients.Of(first)),
            new Matrix(b.Rows, b.Columns, gradients.Of(second)));
    }

    private static void Check(Objective objective, Matrix a, Matrix b, string left, string right)
    {
        if (a.Rows != b.Rows || a.Columns != b.Columns)
            throw new SzilardException(
                $"`{left}` is {a.Rows}×{a.Columns}, but `{right}` is {b.Rows}×{b.Columns}; "
                + "give the same samples in the same dimensions.");
        CheckFinite(a, left);
        CheckFinite(b, right);
        int least = LeastRows(objective);
        if (a.Rows < least)
            throw new SzilardException(
                $"`{objective.Card.Name}` needs at least {least} rows, but `{left}` has {a.Rows}: "
                + "with fewer there are no negatives, or no spread to measure.");
    }

    private static void CheckFinite(Matrix matrix, string path)
    {
        int bad = System.Array.FindIndex(matrix.Values, v => !double.IsFinite(v));
        if (bad >= 0)
            throw new SzilardException(
                $"`{path}` has {matrix.Values[bad]} at row {bad / matrix.Columns}, "
                + $"column {bad % matrix.Columns}; remove that sample.");
    }

    /// <summary>Negatives and variances need two rows, variances over half a batch four.</summary>
    private static int LeastRows(Objective objective) => objective switch
    {
        SupervisedRegression or SupervisedClassification or SimSiam or Byol => 1,
        Whitening { Estimator: "split" } => 4,
        _ => 2,
    };

    /// <summary>A table of label distributions as it is; one axis of labels as one-hot rows.</summary>
    private static Matrix Classes(string argument, int classes)
    {
        NumericArray array = ArrayArgument.Read(argument);
        if (array.Shape.Rank == 2 && array.Shape[1] == classes)
            return array.ToMatrix();
        int[] labels = array.ToLabels();
        Matrix oneHot = new(labels.Length, classes);
        for (int i = 0; i < labels.Length; i++)
        {
            if (labels[i] >= classes)
                throw new SzilardException(
                    $"`{argument}`: label {labels[i]} at row {i} has no column in `--left`, which has "
                    + $"{classes}; give one column per class.");
            oneHot[i, labels[i]] = 1;
        }
        return oneHot;
    }
}
