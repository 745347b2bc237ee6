using Szilard.Learners;
using Szilard.Learners.Objectives;
using Szilard.Physics.Networks;
using Szilard.Tensors;

namespace Szilard.Physics.Learning;

/// <summary>What an objective says of outputs.</summary>
/// <param name="Loss">The scalar.</param>
/// <param name="Terms">Its named terms.</param>
/// <param name="OwnGradients">∂loss/∂parameter for each of the objective's own arrays.</param>
public sealed record ObjectiveJudgement(
    double Loss, IReadOnlyList<KeyValuePair<string, double>> Terms, IReadOnlyList<double[]> OwnGradients);

/// <summary>Any objective of the library as the cost of a body's outputs: C = n·loss, n rows, so that the
/// force on one sample does not shrink with the batch and C/n is the loss itself. Evaluated in
/// double.</summary>
/// <remarks>Outputs hold the left views and then the right ones, row i of either belonging together; or the
/// left ones alone, where there is a target.</remarks>
/// <param name="objective">What is wanted.</param>
/// <param name="target">The target; null where two views are compared.</param>
/// <param name="own">The objective's own arrays, which stay as they are while the body relaxes.</param>
/// <param name="key">Randomness of the objective, the same for all clamps of a step.</param>
/// <param name="devices">Where to evaluate.</param>
/// <param name="frame">How two views look at the outputs; targets are held against them as they are.</param>
public sealed class ObjectiveCost(
    Objective objective, Batch? target, IReadOnlyList<StateArray> own, RandomKey key, CostDevices devices,
    OutputFrame frame)
    : ICost
{
    private const double Middle = 0.5;
    private readonly OutputFrame _frame = target is null ? frame : OutputFrame.Plain;

    /// <inheritdoc/>
    public double Value(ReadOnlySpan<double> outputs, int count)
    {
        double home = 0;
        foreach (double y in outputs)
            home += (y - Middle) * (y - Middle);
        return (count * Judge(outputs, count).Loss) + (_frame.Homeostasis * home / 2);
    }

    /// <inheritdoc/>
    public void Gradient(ReadOnlySpan<double> outputs, int count, Span<double> gradient)
    {
        Matrix rows = Rows(outputs, count);
        double[] slope = devices.With(device =>
        {
            using Tape tape = new(device);
            Tensor y = tape.Variable(rows);
            Loss loss = Evaluate(y, own.ToDictionary(a => a.Name, a => tape.Constant(a.Shape, a.Values)));
            return loss.Value.Tracked ? tape.Differentiate(loss.Value).Of(y) : new double[rows.Values.Length];
        });
        for (int i = 0; i < slope.Length; i++)
            gradient[i] = (count * slope[i]) + (_frame.Homeostasis * (outputs[i] - Middle));
    }

    /// <summary>The loss, its terms, and which way the objective's own arrays should move.</summary>
    /// <param name="outputs">n×k.</param>
    /// <param name="count">n.</param>
    public ObjectiveJudgement Judge(ReadOnlySpan<double> outputs, int count)
    {
        Matrix rows = Rows(outputs, count);
        return devices.With(device =>
        {
            using Tape tape = new(device);
            Tensor[] arrays = [.. own.Select(a => Leaf(tape, a))];
            Loss loss = Evaluate(
                tape.Constant(rows), own.Zip(arrays).ToDictionary(a => a.First.Name, a => a.Second));
            KeyValuePair<string, double>[] terms =
                [.. loss.Terms.Select(t => KeyValuePair.Create(t.Name, t.Value.Item()))];
            double value = loss.Value.Item();
            if (!loss.Value.Tracked)
                return new ObjectiveJudgement(
                    value, terms, [.. own.Select(a => new double[a.Values.Length])]);
            Gradients gradients = tape.Differentiate(loss.Value);
            return new ObjectiveJudgement(value, terms, [.. arrays.Select(gradients.Of)]);
        });
    }

    private Loss Evaluate(Tensor outputs, Dictionary<string, Tensor> arrays)
    {
        ObjectiveContext context = new(arrays, key);
        if (_frame.Scale != 1 || _frame.Centre != 0)
            outputs = outputs.Scale(_frame.Scale, -_frame.Scale * _frame.Centre);
        if (target is not null)
            return objective.Evaluate(outputs, outputs.Tape.Constant(target), context);
        int pairs = outputs.Shape[0] / 2;
        return objective.Evaluate(outputs.SliceRows(0, pairs), outputs.SliceRows(pairs, pairs), context);
    }

    private Matrix Rows(ReadOnlySpan<double> outputs, int count)
    {
        bool paired = target is null ? count % 2 == 0 : target.Count == count;
        if (count == 0 || outputs.Length % count != 0 || !paired)
            throw new ArgumentException(
                $"{outputs.Length} outputs of {count} samples are neither pairs of views nor as many as "
                    + "the targets.");
        return new Matrix(count, outputs.Length / count, outputs.ToArray());
    }

    private static Tensor Leaf(Tape tape, StateArray array) => tape.Variable(array.Shape, array.Values);
}
