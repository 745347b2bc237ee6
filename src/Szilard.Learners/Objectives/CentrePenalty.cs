using Szilard.Parts;
using Szilard.Tensors;

namespace Szilard.Learners.Objectives;

/// <summary>λ‖s‖², s the mean of unit rows over both views: what keeps a method without negatives from
/// putting everything at one point.</summary>
/// <remarks>Source: Jha, Blaschko, Asano, Tuytelaars, "The common stability mechanism behind most
/// self-supervised learning approaches", 2024 (arXiv:2402.14957). The threshold is derived here: of the loss
/// −E cos(a, b) + λ‖s‖² without stopped gradients, constant outputs are a minimum only for λ ≤ 1 − λ₁, λ₁ the
/// largest correlation that a function of mean 0 has with itself across the views.</remarks>
internal static class CentrePenalty
{
    public const string Key = "centre";
    public const string Convention = "s = mean over both views of z/‖z‖, z the outputs before p; its "
        + "gradient is not stopped, and the books leave it out";

    /// <summary>The weight as a study gives it.</summary>
    public static ParameterCard Parameter { get; } = new NumberParameter(
        Key, "Weight λ of the squared length of the centre vector; 0 leaves it out.", 0, 0);

    /// <summary>The loss with the penalty; itself where the weight is 0.</summary>
    public static Loss Add(double weight, Tensor left, Tensor right, Loss loss)
    {
        if (weight == 0)
            return loss;
        Tensor centre = Mean(left).Add(Mean(right)).Scale(0.5).Square().Sum();
        return new Loss(loss.Value.Add(centre.Scale(weight)), [.. loss.Terms, (Key, centre)]);
    }

    /// <summary>The terms of a loss without the penalty.</summary>
    public static IEnumerable<(string Name, Tensor Value)> Without(Loss loss) =>
        loss.Terms.Where(term => term.Name != Key);

    private static Tensor Mean(Tensor x)
    {
        Matrix share = new Matrix(1, x.Shape[0]).Map(_ => 1.0 / x.Shape[0]);
        return x.Tape.Constant(share).MatMul(x.NormalizeRows());
    }
}
