using Szilard.Tensors;

namespace Szilard.Observables.Identifiability;

/// <summary>A least-squares map and what it predicts of samples that it was not fitted on.</summary>
/// <param name="Fit">The map.</param>
/// <param name="Predicted">Its predictions for the held-out samples.</param>
/// <param name="NullLeverage">See <see cref="AffineFit.NullLeverage"/>.</param>
internal sealed record HeldOutMap(AffineFit Fit, Matrix Predicted, double NullLeverage)
{
    /// <summary>Fits x → y and predicts from the held-out x.</summary>
    public static HeldOutMap Of(Matrix x, Matrix y, Matrix heldOut)
    {
        var fit = AffineFit.Of(x, y);
        return new HeldOutMap(fit, fit.Predict(heldOut), fit.NullLeverage(heldOut, x.Rows));
    }
}
