using Szilard.Parts;
using Szilard.Tensors;
using Szilard.Tensors.Kernels;

namespace Szilard.Experiments.Inquiries;

/// <summary>What a computation is given beside its parameters.</summary>
/// <param name="Key">All its randomness.</param>
/// <param name="Workers">Threads; the results do not depend on them.</param>
/// <param name="Data">Folder with data; empty where none was named.</param>
/// <param name="Tell">Is told how it goes.</param>
/// <param name="Stop">Ends it early.</param>
public sealed record ComputationContext(
    RandomKey Key, Workers Workers, string Data, Action<string> Tell, CancellationToken Stop);

/// <summary>One number that came out.</summary>
/// <param name="Quantity">Its name, as predictions call it.</param>
/// <param name="Value">The number.</param>
/// <param name="StandardError">Its standard error; NaN where it is exact but for rounding.</param>
public sealed record Measurement(string Quantity, double Value, double StandardError = double.NaN);

/// <summary>What came out of a computation.</summary>
/// <param name="Measurements">Numbers by name, each name once.</param>
/// <param name="Plots">Figures.</param>
public sealed record Outcome(IReadOnlyList<Measurement> Measurements, params IReadOnlyList<Plot> Plots);

/// <summary>A computation that an inquiry rests on, as data: it recomputes a published figure or tries a
/// claim. A closed family; <see cref="Computations.All"/> lists it.</summary>
public abstract record Computation
{
    /// <summary>Name, what it does, source and parameters.</summary>
    public abstract PartCard Card { get; }

    /// <summary>The names of the numbers that it gives, so that a prediction of something else is found
    /// before anything runs.</summary>
    public abstract IReadOnlyList<string> Quantities { get; }

    /// <summary>Computes.</summary>
    /// <exception cref="OperationCanceledException">It was stopped.</exception>
    /// <exception cref="SzilardException">Data is missing or cannot be read.</exception>
    public abstract Outcome Run(ComputationContext context);
}
