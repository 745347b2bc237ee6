namespace Szilard.Tensors;

/// <summary>The constants of one step of Adam (Kingma and Ba 2015) or AdamW (Loshchilov and Hutter
/// 2019).</summary>
/// <param name="Rate">Learning rate of this step.</param>
/// <param name="Beta1">Decay of the first moment.</param>
/// <param name="Beta2">Decay of the second moment.</param>
/// <param name="Epsilon">Added to the root of the second moment.</param>
/// <param name="Time">Which step this is, counted from 1; it corrects the bias of the moments.</param>
/// <param name="WeightDecay">Weight decay λ.</param>
/// <param name="Decoupled">AdamW: θ ← (1 − rate·λ)θ before the step. Otherwise λθ joins the gradient.</param>
public readonly record struct AdamStep(
    double Rate, double Beta1, double Beta2, double Epsilon, long Time, double WeightDecay, bool Decoupled);
