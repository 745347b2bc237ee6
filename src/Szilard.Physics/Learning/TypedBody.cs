using System.Numerics;
using System.Numerics.Tensors;
using Szilard.Physics.Networks;
using Szilard.Physics.Rules;
using Szilard.Tensors;
using Szilard.Tensors.Kernels;

namespace Szilard.Physics.Learning;

/// <summary>A body of one precision and one kind of state behind the learner's view of it.</summary>
/// <param name="body">The body.</param>
/// <param name="rule">How it learns.</param>
/// <param name="gain">Factor from observations to inputs.</param>
/// <param name="represent">What is taken as the representation of a state, n×d.</param>
/// <param name="workers">The threads.</param>
internal sealed class TypedBody<T, TState>(
    IBody<T, TState> body, Rule rule, double gain, Func<TState, T[]> represent, Workers workers)
    : PhysicalBody
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly Estimator<T, TState> _estimator = new(body, rule, workers);

    /// <inheritdoc/>
    public override int Outputs => body.Outputs;

    /// <inheritdoc/>
    public override IReadOnlyList<BodyArray> Arrays { get; } =
        [.. body.Parameters.Select(p => new BodyArray(p.Name, p.Shape, NotBelow(p.Least)))];

    /// <inheritdoc/>
    public override float[] Get(int parameter)
    {
        T[] values = body.Parameters[parameter].Values;
        var floats = new float[values.Length];
        TensorPrimitives.ConvertTruncating(values, floats);
        return floats;
    }

    /// <inheritdoc/>
    public override void Set(int parameter, ReadOnlySpan<float> values)
    {
        TensorPrimitives.ConvertTruncating(values, body.Parameters[parameter].Values);
        body.Touched();
    }

    /// <inheritdoc/>
    public override RestingBody Settle(Batch observations)
    {
        if (observations.ItemSize != body.Inputs)
            throw new ArgumentException(
                $"A body of {body.Inputs} inputs was shown {observations.ItemSize} values per sample.");
        var inputs = new T[observations.Values.Length];
        TensorPrimitives.ConvertTruncating<float, T>(observations.Values, inputs);
        if (gain != 1)
            TensorPrimitives.Multiply(inputs, T.CreateTruncating(gain), inputs);
        (TState rest, Relaxation how) = body.Relax(body.Start(observations.Count), inputs, Clamp.Free);
        return new AtRest(this, rest, inputs, observations.Count, how);
    }

    private IReadOnlyList<GradientComparison> Compare(TState rest, T[] inputs, ICost cost)
    {
        if (body is not IDifferentiableBody<T, TState> itself)
            return [];
        T[][] exact = [.. _estimator.Estimates.Select(e => new T[e.Length])];
        itself.Differentiate(rest, inputs, cost, exact);
        T[] all = [.. _estimator.Estimates.SelectMany(e => e)], allExact = [.. exact.SelectMany(e => e)];
        return
        [
            GradientComparison.Of<T>("", all, allExact),
            .. exact.Select((e, p) => GradientComparison.Of<T>(
                body.Parameters[p].Name, _estimator.Estimates[p], e)),
        ];
    }

    /// <summary>The nearest float that is not lower.</summary>
    private static float NotBelow(T least)
    {
        var rounded = float.CreateTruncating(least);
        return T.CreateTruncating(rounded) < least ? float.BitIncrement(rounded) : rounded;
    }

    private sealed class AtRest(
        TypedBody<T, TState> owner, TState rest, T[] inputs, int count, Relaxation how) : RestingBody
    {
        /// <inheritdoc/>
        public override int Count => count;

        /// <inheritdoc/>
        public override double[] Outputs { get; } =
            Array.ConvertAll(owner._estimator.Body.Read(rest), double.CreateTruncating);

        /// <inheritdoc/>
        public override Relaxation How => how;

        /// <inheritdoc/>
        public override float[] Represent() =>
            Array.ConvertAll(owner.Represented(rest), float.CreateTruncating);

        /// <inheritdoc/>
        public override BodyEstimate Estimate(ICost cost, RandomKey key, bool booked = false)
        {
            Estimator<T, TState> estimator = owner._estimator;
            IReadOnlyList<Activity> activity = estimator.Estimate(rest, inputs, cost, key, booked);
            return new BodyEstimate(activity, estimator.Relaxations, estimator.Course);
        }

        /// <inheritdoc/>
        public override double Energy() => owner._estimator.Body.Energy(rest, inputs);

        /// <inheritdoc/>
        public override double StartEnergy()
        {
            IBody<T, TState> body = owner._estimator.Body;
            return body.InputsAreForces ? body.Energy(body.Start(count), inputs) : double.NaN;
        }

        /// <inheritdoc/>
        public override void Write(int parameter, Device device, Storage gradient)
        {
            T[] estimate = owner._estimator.Estimates[parameter];
            if (estimate is float[] singles)
                device.Write(singles, gradient);
            else
                device.Write(Array.ConvertAll(estimate, double.CreateTruncating), gradient);
        }

        /// <inheritdoc/>
        public override IReadOnlyList<GradientComparison> Compare(ICost cost) =>
            owner.Compare(rest, inputs, cost);
    }

    private T[] Represented(TState rest) => represent(rest);
}
