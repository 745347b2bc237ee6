using Szilard.Learners.Thermodynamics;
using Szilard.Parts;
using Szilard.Tensors;

namespace Szilard.Learners.Objectives;

/// <summary>Alignment plus a test, along random directions, that the representation is standard
/// normal.</summary>
/// <param name="Weight">λ of the regulariser.</param>
/// <param name="Slices">Random directions per step.</param>
/// <param name="Variant">lejepa or eb-jepa.</param>
public sealed record Sigreg(double Weight, int Slices, string Variant) : Objective
{
    private const int LejepaKnots = 17;
    private const int EbJepaKnots = 5;
    private const double Reach = 3;

    private static readonly ThermodynamicMap _map = new(
        MapLevel.None,
        "a test of normality along random directions, no energy of states; there is nothing to book");

    /// <summary>The catalogue line.</summary>
    public static Part<Objective> Part { get; } = new(
        new PartCard(
            "sigreg",
            "Views agree, and every random projection of the representation is standard normal "
                + "(Epps–Pulley).",
            "Balestriero, LeCun, LeJEPA, 2025; the constants of klindtlab/lejepa-identifiability and of "
                + "eb_jepa")
        {
            Category = ObjectiveFamily.CanonicalCorrelation,
            Formula = "lejepa: λ·n·mean_slices Σ_t w_t |ψ̂(t) − e^{−t²/2}|² + (1 − λ)·¼·mean (a−b)²; "
                + "eb-jepa: mean (a−b)² + λ·mean_slices ∫ e^{−t²/2} |ψ̂(t) − e^{−t²/2}|² dt",
            Convention = "ψ̂ is the empirical characteristic function along a random unit direction, the "
                + "regulariser is averaged over the views. both integrate e^{−t²/2}|…|² over [−3, 3] by "
                + "trapezoids, folded onto t ≥ 0 since it is even: lejepa on 17 knots of [0, 3], eb-jepa on "
                + "10 knots of [−3, 3]; lejepa takes λ in [0, 1]",
            Thermodynamics = _map.Sentence,
            Parameters =
            [
                new NumberParameter("lambda", "Weight λ of the regulariser.", 1e-3, 0),
                new IntegerParameter("slices", "Random directions per step.", 16, 1, 65536),
                new ChoiceParameter("variant", "Whose constants.", "lejepa", "lejepa", "eb-jepa"),
            ],
            Check = Faults,
        },
        s => new Sigreg(s.Number("lambda"), s.Integer("slices"), s.Choice("variant")));

    /// <inheritdoc/>
    public override PartCard Card => Part.Card;

    /// <inheritdoc/>
    public override ThermodynamicMap Map => _map;

    /// <inheritdoc/>
    public override Loss Evaluate(Tensor left, Tensor right, ObjectiveContext context)
    {
        Tensor directions = left.Tape.Constant(Directions(left.Shape[1], context.Key.Split("slices")));
        Tensor normality =
            Normality(left.MatMul(directions)).Add(Normality(right.MatMul(directions))).Scale(0.5);
        bool lejepa = Variant == "lejepa";
        Tensor alignment = lejepa ? Whitening.Alignment(left, right) : left.Subtract(right).Square().Mean();
        Tensor value = normality.Scale(Weight).Add(alignment.Scale(lejepa ? 1 - Weight : 1));
        return new Loss(value, ("normality", normality), ("alignment", alignment));
    }

    /// <summary>With λ &gt; 1 the published form would drive the views apart.</summary>
    private static IEnumerable<Fault> Faults(Settings s)
    {
        double lambda = s.Number("lambda");
        if (s.Choice("variant") == "lejepa" && lambda > 1)
        {
            yield return new Fault(
                "lambda",
                $"`lambda: {lambda}` gives the alignment of variant `lejepa` the negative weight 1 − λ = "
                    + $"{1 - lambda}; give [0, 1], or take `variant: eb-jepa`.");
        }
    }

    /// <summary>The Epps–Pulley statistic of each column, averaged. The integrand is even in t, so that knots
    /// on [−3, 3] are folded onto the positive half.</summary>
    private Tensor Normality(Tensor projected)
    {
        (int rows, int columns) = (projected.Shape[0], projected.Shape[1]);
        bool lejepa = Variant == "lejepa";
        int knots = lejepa ? LejepaKnots : EbJepaKnots;
        double step = lejepa ? Reach / (LejepaKnots - 1) : 2 * Reach / ((2 * EbJepaKnots) - 1);
        double start = lejepa ? 0 : step / 2;
        Matrix target = new(2 * knots, 1), weight = new(2 * knots, 1);
        for (int f = 0; f < knots; f++)
        {
            double t = start + (f * step), gaussian = Math.Exp(-t * t / 2);
            bool end = f == knots - 1 || (lejepa && f == 0);
            target[f, 0] = gaussian;
            weight[f, 0] = weight[knots + f, 0] = gaussian * step * (end ? 1 : 2) * (lejepa ? rows : 1);
        }
        Tensor psi =
            projected.CharacteristicFunction(knots, start, step).Reshape(new Shape(2 * knots, columns));
        Tape tape = projected.Tape;
        Tensor distance = psi.Subtract(tape.Constant(target)).Square().Multiply(tape.Constant(weight));
        return distance.Sum().Scale(1.0 / columns);
    }

    private Matrix Directions(int dimensions, RandomKey key)
    {
        Matrix directions = new(dimensions, Slices);
        RandomStream random = key.Stream();
        random.FillNormal(directions.Values);
        for (int s = 0; s < Slices; s++)
        {
            double norm = 0;
            for (int d = 0; d < dimensions; d++)
                norm += directions[d, s] * directions[d, s];
            norm = Math.Sqrt(norm);
            for (int d = 0; d < dimensions; d++)
                directions[d, s] /= norm;
        }
        return directions;
    }
}
