namespace Szilard.Worlds.Latents;

/// <summary>The function g that turns latents into what is seen, x = g(z).</summary>
public interface IMixing
{
    /// <summary>The name in a study file.</summary>
    string Name { get; }

    /// <summary>n: how many latents one sample has.</summary>
    int Inputs { get; }

    /// <summary>How many values are seen of one sample.</summary>
    int Outputs { get; }

    /// <summary>True where different latents are always seen differently.</summary>
    bool Injective { get; }

    /// <summary>The largest ratio of singular values among the linear layers; null where there are
    /// none.</summary>
    double? ConditionNumber { get; }

    /// <summary>x = g(z) for each row.</summary>
    /// <param name="latents">m × <see cref="Inputs"/>, row after row.</param>
    /// <param name="observations">Receives m × <see cref="Outputs"/>; must not overlap the latents.</param>
    void Forward(ReadOnlySpan<double> latents, Span<double> observations);

    /// <summary>z = g⁻¹(x) for each row.</summary>
    /// <param name="observations">m × <see cref="Outputs"/>, row after row.</param>
    /// <param name="latents">Receives m × <see cref="Inputs"/>; must not overlap the observations.</param>
    void Inverse(ReadOnlySpan<double> observations, Span<double> latents);
}
