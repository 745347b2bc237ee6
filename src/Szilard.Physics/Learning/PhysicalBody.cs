using Szilard.Physics.Networks;
using Szilard.Physics.Rules;
using Szilard.Tensors;

namespace Szilard.Physics.Learning;

/// <summary>A body and the rule that it learns by, as a learner sees them: whatever the precision of the body
/// and the form of its state, floats go in and gradients come out. It keeps no state between
/// relaxations.</summary>
public abstract class PhysicalBody
{
    /// <summary>Outputs per sample.</summary>
    public abstract int Outputs { get; }

    /// <summary>What can be learned: name, shape and least value.</summary>
    public abstract IReadOnlyList<BodyArray> Arrays { get; }

    /// <summary>The values of one parameter, rounded to floats.</summary>
    public abstract float[] Get(int parameter);

    /// <summary>Replaces the values of one parameter.</summary>
    public abstract void Set(int parameter, ReadOnlySpan<float> values);

    /// <summary>Comes to rest under observations, from the state of <see cref="IBody{T, TState}.Start"/>,
    /// with nothing holding the outputs.</summary>
    /// <param name="observations">Their items are flattened.</param>
    public abstract RestingBody Settle(Batch observations);
}

/// <summary>What a learner has to know of a parameter of a body.</summary>
/// <param name="Name">As in the checkpoint: <c>weight-1</c>.</param>
/// <param name="Shape">Its lengths.</param>
/// <param name="Least">The least value allowed, as a float that is no lower; −∞ where there is none.</param>
public sealed record BodyArray(string Name, Shape Shape, float Least);

/// <summary>What a rule made of one batch.</summary>
/// <param name="Activity">How many values of each parameter felt a change and will move.</param>
/// <param name="Clamped">How the body came to rest under each clamp.</param>
/// <param name="Course">The energies along the way through the clamps; empty where they were not asked
/// for.</param>
public sealed record BodyEstimate(
    IReadOnlyList<Activity> Activity, IReadOnlyList<Relaxation> Clamped,
    IReadOnlyList<CourseEnergy> Course);

/// <summary>A body at rest under one batch, until the next one is put in.</summary>
public abstract class RestingBody
{
    /// <summary>Samples n.</summary>
    public abstract int Count { get; }

    /// <summary>The outputs, n×k.</summary>
    public abstract double[] Outputs { get; }

    /// <summary>How rest was reached.</summary>
    public abstract Relaxation How { get; }

    /// <summary>The representation, n×d.</summary>
    public abstract float[] Represent();

    /// <summary>Asks the rule for its estimate of the gradient of a cost, averaged over the batch.</summary>
    /// <param name="cost">What is wanted of the outputs.</param>
    /// <param name="key">For a random sign.</param>
    /// <param name="booked">Whether the energies along the way are wanted.</param>
    public abstract BodyEstimate Estimate(ICost cost, RandomKey key, bool booked = false);

    /// <summary>E of the state at rest under the parameters of the moment, averaged over the batch.</summary>
    public abstract double Energy();

    /// <summary>E of the state from which the body came to rest; NaN where inputs are imposed, so that the
    /// way from there is not heat alone.</summary>
    public abstract double StartEnergy();

    /// <summary>Copies the latest estimate for one parameter to a device.</summary>
    public abstract void Write(int parameter, Device device, Storage gradient);

    /// <summary>The latest estimate beside the exact gradient of the cost: all parameters together under an
    /// empty name, then each; none where the body cannot differentiate itself.</summary>
    public abstract IReadOnlyList<GradientComparison> Compare(ICost cost);
}
