namespace Szilard.Physics.Networks;

/// <summary>A cost that draws each output to a target by itself, as a spring does, ∂C/∂y = κ(y − t): a body
/// can relax under it without asking at every step.</summary>
public interface IQuadraticCost : ICost
{
    /// <summary>κ.</summary>
    double Stiffness { get; }

    /// <summary>t, n×k.</summary>
    IReadOnlyList<double> Targets { get; }
}
