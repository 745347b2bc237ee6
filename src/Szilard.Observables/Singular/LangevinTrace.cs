namespace Szilard.Observables.Singular;

/// <summary>The losses that Langevin dynamics met.</summary>
/// <param name="Settings">How it walked.</param>
/// <param name="StartLoss">L(w*).</param>
/// <param name="LargestCurvature">The largest eigenvalue of the Hessian at w*, from below.</param>
/// <param name="Losses">One array of losses after burn-in for each chain; a chain whose loss ceased to be
/// finite has fewer.</param>
public sealed record LangevinTrace(
    LangevinSettings Settings, double StartLoss, double LargestCurvature, IReadOnlyList<double[]> Losses)
{
    /// <summary>Chains whose loss ceased to be finite.</summary>
    public int DivergedChains => Losses.Count(c => c.Length < Settings.Draws);

    /// <summary>ε·a at the start; below 4, and 1 % of bias for each 0.04.</summary>
    public double StepStiffness => Settings.Step * Settings.Stiffness(LargestCurvature);
}
