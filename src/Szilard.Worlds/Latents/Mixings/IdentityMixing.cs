namespace Szilard.Worlds.Latents;

/// <summary>x = z: the causes are seen as they are.</summary>
/// <param name="dimensions">n.</param>
public sealed class IdentityMixing(int dimensions) : IMixing
{
    /// <inheritdoc/>
    public string Name => "identity";

    /// <inheritdoc/>
    public int Inputs => dimensions;

    /// <inheritdoc/>
    public int Outputs => dimensions;

    /// <inheritdoc/>
    public bool Injective => true;

    /// <inheritdoc/>
    public double? ConditionNumber => 1;

    /// <inheritdoc/>
    public void Forward(ReadOnlySpan<double> latents, Span<double> observations) =>
        latents.CopyTo(observations);

    /// <inheritdoc/>
    public void Inverse(ReadOnlySpan<double> observations, Span<double> latents) =>
        observations.CopyTo(latents);
}
