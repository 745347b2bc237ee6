using Szilard.Tensors;

namespace Szilard.Learners.Optimisers;

/// <summary>A parameter, which way is up, and what the optimiser remembers of it.</summary>
/// <param name="Parameter">What is to be moved.</param>
/// <param name="Gradient">Its gradient, which may be overwritten; null where there is none, so that it
/// stays.</param>
/// <param name="Slots">Its part of the optimiser's state.</param>
public readonly record struct Movement(
    Parameter Parameter, Storage? Gradient, IReadOnlyList<Storage> Slots);

/// <summary>One step of an optimiser over all parameters of a learner, taken as a whole or not at
/// all.</summary>
public static class Descent
{
    /// <summary>Checks every gradient before any parameter is touched, clips, and moves.</summary>
    /// <param name="optimiser">How parameters follow gradients.</param>
    /// <param name="movements">All parameters.</param>
    /// <param name="rate">Learning rate of this step, before the factors of single parameters.</param>
    /// <param name="step">Steps done before this one.</param>
    /// <returns>The norm of the whole gradient before clipping, and the first gradient that was not finite;
    /// null where all were. Nothing was moved then.</returns>
    public static (double Norm, string? Diverged) Take(
        Optimiser optimiser, IReadOnlyList<Movement> movements, double rate, long step)
    {
        double total = 0;
        foreach (Movement movement in movements)
        {
            double square = movement.Gradient is { } g ? movement.Parameter.Device.SumOfSquares(g) : 0;
            if (!double.IsFinite(square))
                return (double.NaN, $"gradient of {movement.Parameter.Name}");
            total += square;
        }
        double norm = Math.Sqrt(total);
        double factor = optimiser.Pace.Clip is > 0 and var clip && norm > clip ? clip / norm : 1;
        foreach (Movement movement in movements)
            Move(optimiser, movement, factor, rate, step);
        return (norm, null);
    }

    private static void Move(Optimiser optimiser, Movement movement, double factor, double rate, long step)
    {
        if (movement.Gradient is not { } gradient)
            return;
        Parameter parameter = movement.Parameter;
        if (factor != 1)
            parameter.Device.Unary(new UnaryFunction(UnaryKind.Affine, factor), gradient, gradient);
        optimiser.Move(
            parameter, gradient, movement.Slots, rate * optimiser.Pace.FactorOf(parameter.Name), step);
    }
}
