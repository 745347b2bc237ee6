using System.Runtime.ExceptionServices;
using Szilard.Parts;

namespace Szilard.Experiments.Inquiries;

/// <summary>A scientific claim that can be tried: what is claimed, what is computed, what is predicted.
/// </summary>
/// <param name="Name">Kebab-case.</param>
/// <param name="Claim">One sentence.</param>
/// <param name="Source">Who says so.</param>
/// <param name="Minutes">How long it takes on two cores.</param>
/// <param name="Computation">What is computed.</param>
/// <param name="Settings">Its parameters as resolved.</param>
/// <param name="Predictions">What is expected, at least one.</param>
public sealed record Inquiry(
    string Name, string Claim, string Source, double Minutes, Computation Computation, Settings Settings,
    IReadOnlyList<Prediction> Predictions)
{
    /// <summary>Computes and compares.</summary>
    /// <exception cref="OperationCanceledException">It was stopped.</exception>
    /// <exception cref="SzilardException">Data is missing or cannot be read.</exception>
    public InquiryResult Run(ComputationContext context)
    {
        long start = TimeProvider.System.GetTimestamp();
        Outcome outcome = Compute(context);
        Dictionary<string, Measurement> measured = outcome.Measurements.ToDictionary(m => m.Quantity);
        return new InquiryResult(
            this, [.. Predictions.Select(p => new Finding(p, measured[p.Quantity]))], outcome,
            TimeProvider.System.GetElapsedTime(start).TotalSeconds);
    }

    /// <summary>Threads wrap what fails on them; the reader wants the failure itself.</summary>
    private Outcome Compute(ComputationContext context)
    {
        try
        {
            return Computation.Run(context);
        }
        catch (AggregateException wrapped)
            when (wrapped.InnerException is SzilardException or OperationCanceledException)
        {
            ExceptionDispatchInfo.Throw(wrapped.InnerException);
            throw;
        }
    }
}

/// <summary>What an inquiry found.</summary>
/// <param name="Inquiry">What was asked.</param>
/// <param name="Findings">Each prediction beside its measurement.</param>
/// <param name="Outcome">All that was computed.</param>
/// <param name="Seconds">How long it took.</param>
public sealed record InquiryResult(
    Inquiry Inquiry, IReadOnlyList<Finding> Findings, Outcome Outcome, double Seconds)
{
    /// <summary>Whether all predictions held.</summary>
    public bool Held => Findings.All(f => f.Held);

    /// <summary>What was measured beside, of which nothing is predicted.</summary>
    public IEnumerable<Measurement> Unpredicted =>
        Outcome.Measurements.ExceptBy(Findings.Select(f => f.Measured.Quantity), m => m.Quantity);
}
