namespace Szilard.Physics.Learning;

/// <summary>How an objective of two views looks and pulls at the outputs y of a body.</summary>
/// <param name="Centre">It sees scale·(y − centre).</param>
/// <param name="Scale">The same.</param>
/// <param name="Homeostasis">h of an added cost ½h·Σ(y − ½)².</param>
/// <param name="Live">True where the pull follows the outputs while they move; false where it is the force
/// at rest.
/// Both give the gradient in the limit of small nudges.</param>
public sealed record OutputFrame(double Centre, double Scale, double Homeostasis, bool Live)
{
    /// <summary>Outputs as they are, pulled as they move.</summary>
    public static OutputFrame Plain { get; } = new(0, 1, 0, true);
}
