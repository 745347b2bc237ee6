namespace Szilard.Worlds.Latents;

/// <summary>A mixing that cannot be undone on purpose: the last latents are not seen at all, and of the first
/// ones only the distance from the centre: x = g(|z₁ − c₁|, …, z_m), m = n − unseen.</summary>
/// <remarks>Gap "deterministic injective g" of an identifiability laboratory. A latent that is independent of
/// the others and unseen has R² = 0 for every encoder; a folded one that is symmetric about the centre has
/// linear R² = 0.</remarks>
public sealed class PartialMixing : IMixing
{
    private readonly IMixing _inner;
    private readonly double[] _centre;

    /// <summary>Hides and folds before the given mixing.</summary>
    /// <param name="inner">The mixing of what remains.</param>
    /// <param name="centre">The n coordinates of the point about which latents are folded.</param>
    /// <param name="folded">How many of the first latents lose their sign.</param>
    /// <exception cref="ArgumentException">Fewer latents than the mixing takes, or more folds than
    /// those.</exception>
    public PartialMixing(IMixing inner, double[] centre, int folded)
    {
        if (centre.Length < inner.Inputs || folded > inner.Inputs || folded < 0)
            throw new ArgumentException(
                $"{centre.Length} latents with {folded} folded do not fit a mixing of {inner.Inputs}.");
        (_inner, _centre, Folded) = (inner, centre, folded);
    }

    /// <summary>How many of the first latents are seen without their sign.</summary>
    public int Folded { get; }

    /// <summary>How many of the last latents are not seen.</summary>
    public int Unseen => Inputs - _inner.Inputs;

    /// <inheritdoc/>
    public string Name => _inner.Name;

    /// <inheritdoc/>
    public int Inputs => _centre.Length;

    /// <inheritdoc/>
    public int Outputs => _inner.Outputs;

    /// <inheritdoc/>
    public bool Injective => _inner.Injective && Folded == 0 && Unseen == 0;

    /// <inheritdoc/>
    public double? ConditionNumber => _inner.ConditionNumber;

    /// <inheritdoc/>
    public void Forward(ReadOnlySpan<double> latents, Span<double> observations)
    {
        int rows = latents.Length / Inputs;
        var kept = new double[rows * _inner.Inputs];
        for (int i = 0; i < rows; i++)
            Fold(latents.Slice(i * Inputs, Inputs), kept.AsSpan(i * _inner.Inputs, _inner.Inputs));
        _inner.Forward(kept, observations);
    }

    /// <summary>One of the latents that are seen so: folded ones above the centre, unseen ones at
    /// it.</summary>
    /// <param name="observations">m × <see cref="Outputs"/>, row after row.</param>
    /// <param name="latents">Receives m × <see cref="Inputs"/>.</param>
    public void Inverse(ReadOnlySpan<double> observations, Span<double> latents)
    {
        int rows = latents.Length / Inputs;
        var kept = new double[rows * _inner.Inputs];
        _inner.Inverse(observations, kept);
        for (int i = 0; i < rows; i++)
        {
            Span<double> latent = latents.Slice(i * Inputs, Inputs);
            _centre.CopyTo(latent);
            for (int j = 0; j < _inner.Inputs; j++)
                latent[j] = kept[(i * _inner.Inputs) + j] + (j < Folded ? _centre[j] : 0);
        }
    }

    private void Fold(ReadOnlySpan<double> latent, Span<double> kept)
    {
        for (int j = 0; j < kept.Length; j++)
            kept[j] = j < Folded ? Math.Abs(latent[j] - _centre[j]) : latent[j];
    }
}
