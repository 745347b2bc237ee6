using System.Numerics;
using Szilard.Tensors;

namespace Szilard.Physics.Networks;

/// <summary>What a body can adapt: one array of parameters, changed in place by rules.</summary>
/// <param name="Name">As in the checkpoint: <c>weight-1</c>, <c>conductance</c>.</param>
/// <param name="Shape">How the values are laid out, row-major.</param>
/// <param name="Values">The values.</param>
/// <param name="Least">The least value allowed (a conductance cannot vanish); −∞ where there is none.</param>
public sealed record BodyParameter<T>(string Name, Shape Shape, T[] Values, T Least)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>;

/// <summary>How a relaxation ended.</summary>
/// <param name="Steps">Steps taken.</param>
/// <param name="Residual">The largest remaining force, in units of the body's energy gradient.</param>
/// <param name="Converged">The residual fell below the tolerance before the step limit. Where a body is meant
/// to stop early (a fixed number of steps), false is no fault.</param>
public sealed record Relaxation(int Steps, double Residual, bool Converged);

/// <summary>What holds the outputs of a body. A closed family.</summary>
public abstract record Clamp
{
    /// <summary>Nothing. Among the clamps of a rule it stands for the state at rest itself, without further
    /// relaxation.</summary>
    public static Clamp Free { get; } = new Unclamped();

    private sealed record Unclamped : Clamp;
}

/// <summary>The outputs y are drawn by a cost: the body minimises F = E + β·C(y).</summary>
/// <param name="Strength">β, of either sign; 0 is free.</param>
/// <param name="Cost">C.</param>
public sealed record Nudge(double Strength, ICost Cost) : Clamp;

/// <summary>The outputs are held at given values, n×k.</summary>
/// <param name="Outputs">The values.</param>
public sealed record Hold(double[] Outputs) : Clamp;

/// <summary>What is wanted of the outputs of a batch: Σ over samples of a cost, so that its gradient for one
/// sample does not depend on the size of the batch. It may couple the samples (self-supervised objectives
/// do). Several threads may ask at once.</summary>
public interface ICost
{
    /// <summary>The sum of costs over the batch.</summary>
    /// <param name="outputs">n×k.</param>
    /// <param name="count">n.</param>
    double Value(ReadOnlySpan<double> outputs, int count);

    /// <summary>∂C/∂outputs, n×k, overwritten.</summary>
    void Gradient(ReadOnlySpan<double> outputs, int count, Span<double> gradient);
}

/// <summary>A physical system that computes by coming to rest: its state s minimises an energy E(s; x, θ), in
/// which inputs x are boundary conditions and parameters θ are its own. Learning rules see nothing but its
/// currents ∂E/∂θ in different states, as synapses would.</summary>
/// <typeparam name="T">Precision of parameters and currents.</typeparam>
/// <typeparam name="TState">The state of one batch, all samples.</typeparam>
public interface IBody<T, TState>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>Inputs per sample.</summary>
    int Inputs { get; }

    /// <summary>Outputs per sample.</summary>
    int Outputs { get; }

    /// <summary>What can be learned.</summary>
    IReadOnlyList<BodyParameter<T>> Parameters { get; }

    /// <summary>True where inputs enter the energy as forces, so that a relaxation from
    /// <see cref="Start"/> does nothing but give off heat; false where inputs are imposed, and whatever
    /// imposes them works meanwhile.</summary>
    bool InputsAreForces => false;

    /// <summary>A state from which to relax, for <paramref name="count"/> samples.</summary>
    TState Start(int count);

    /// <summary>Comes to rest under a clamp. The state that was given in may be reused for the one returned.
    /// </summary>
    /// <param name="from">Where relaxation begins.</param>
    /// <param name="inputs">n×inputs.</param>
    /// <param name="clamp">What holds the outputs.</param>
    (TState State, Relaxation How) Relax(TState from, ReadOnlySpan<T> inputs, Clamp clamp);

    /// <summary>Comes to rest under each of several clamps, each time from the same state, which stays as it
    /// is. Under <see cref="Clamp.Free"/> the state itself is taken, without further relaxation.</summary>
    IReadOnlyList<(TState State, Relaxation How)> RelaxEach(
        TState from, ReadOnlySpan<T> inputs, IReadOnlyList<Clamp> clamps)
    {
        var reached = new (TState State, Relaxation How)[clamps.Count];
        for (int i = 0; i < reached.Length; i++)
        {
            reached[i] = clamps[i] == Clamp.Free
                ? (Copy(from), new Relaxation(0, 0, true))
                : Relax(Copy(from), inputs, clamps[i]);
        }
        return reached;
    }

    /// <summary>Tells the body that values of its parameters were changed from outside, so that it forgets
    /// what it had computed from them. Most bodies keep nothing.</summary>
    void Touched()
    {
    }

    /// <summary>A copy that further relaxation does not touch.</summary>
    TState Copy(TState state);

    /// <summary>The outputs in a state, n×outputs.</summary>
    T[] Read(TState state);

    /// <summary>E averaged over the batch, without any cost.</summary>
    double Energy(TState state, ReadOnlySpan<T> inputs);

    /// <summary>∂E/∂θ averaged over the batch, one array for each parameter, overwritten.</summary>
    void Currents(TState state, ReadOnlySpan<T> inputs, IReadOnlyList<T[]> currents);
}
