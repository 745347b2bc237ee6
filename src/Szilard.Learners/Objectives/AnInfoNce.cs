using Szilard.Learners.Thermodynamics;
using Szilard.Parts;
using Szilard.Tensors;
using Szilard.Tensors.Kernels;

namespace Szilard.Learners.Objectives;

/// <summary>InfoNCE with a learnable concentration for each dimension.</summary>
/// <param name="Concentrations">Λ at the start, or for plain arrays; one number serves all
/// dimensions.</param>
/// <param name="Learned">True where Λ is learned, through Λ = softplus(ℓ).</param>
public sealed record AnInfoNce(IReadOnlyList<double> Concentrations, bool Learned) : Objective
{
    private const string Raw = "objective.concentration";

    private static readonly PairForm _form =
        new(PairSimilarity.NegativeSquaredDistance, 0.5, 2, PairReduction.MeanOfRows, null);

    private static readonly ThermodynamicMap _map = new(
        MapLevel.Exact,
        "E = ½(a−b)ᵀΛ(a−b) at T = 1, since the learned Λ is a scale that belongs into the energy; "
        + "labels are told, so that it is a pure machine of work");

    /// <summary>The catalogue line.</summary>
    public static Part<Objective> Part { get; } = new(
        new PartCard(
            "an-info-nce", "Anisotropic InfoNCE: each dimension has its own, learnable concentration Λ.",
            "Rusak, Reizinger, Juhos, Bringmann, Zimmermann, Brendel, InfoNCE: Identifying the Gap Between "
            + "Theory and Practice, 2024 (brendel-group/AnInfoNCE)")
        {
            Category = ObjectiveFamily.DeepMetric,
            Formula = "NT-Xent's cross-entropy with s(a,b) = −½ (a−b)ᵀ diag(Λ) (a−b), Λ = softplus(ℓ)",
            Convention = "each anchor against the 2N − 1 other rows of both views (four logit blocks, self "
                + "left out); inputs are not normalised here: let the encoder's output be a sphere",
            Thermodynamics = _map.Sentence,
            Parameters =
            [
                new NumbersParameter(
                    "concentrations", "Λ at the start: one number, or one for each dimension.", [1], 1e-6,
                    1e6),
                new FlagParameter("learned", "Whether Λ is learned.", true),
            ],
        },
        s => new AnInfoNce(s.Numbers("concentrations"), s.Flag("learned")));

    /// <inheritdoc/>
    public override PartCard Card => Part.Card;

    /// <inheritdoc/>
    public override ThermodynamicMap Map => _map;

    /// <inheritdoc/>
    public override double? Plateau(int batch) => Math.Log((2 * batch) - 1);

    /// <inheritdoc/>
    public override double? Floor(int batch, double? mutualInformation) =>
        Candidates.Floor(Plateau(batch), mutualInformation);

    /// <inheritdoc/>
    public override IReadOnlyList<Parameter> Declare(ObjectiveSite site) =>
        Learned
            ? [new Parameter(
                site.Device, Raw, new Shape(site.Dimensions),
                [.. Start(site.Dimensions).Select(l => (float)InverseSoftplus(l))])]
            : [];

    /// <inheritdoc/>
    public override Loss Evaluate(Tensor left, Tensor right, ObjectiveContext context)
    {
        Tensor root = Root(left, context);
        return Candidates.CrossEntropy(left.Multiply(root), right.Multiply(root), _form, "both-views");
    }

    /// <inheritdoc/>
    public override IReadOnlyList<Composition> Compose(Tensor left, Tensor right, ObjectiveContext context)
    {
        Tensor root = Root(left, context).StopGradient();
        return ContrastBooks.Of(left.Multiply(root), right.Multiply(root), _form, "both-views", beta: 1);
    }

    private Tensor Root(Tensor left, ObjectiveContext context) =>
        (context.Parameters.TryGetValue(Raw, out Tensor? raw)
            ? raw.Softplus()
            : left.Tape.Constant(Matrix.FromRows(Start(left.Shape[1])))).Sqrt();

    private double[] Start(int dimensions)
    {
        if (Concentrations.Count != 1 && Concentrations.Count != dimensions)
        {
            throw new SzilardException(
                $"`concentrations` has {Concentrations.Count} numbers for {dimensions} dimensions; give one, "
                    + "or one for each.");
        }
        return [
            .. Enumerable.Range(0, dimensions).Select(
                i => Concentrations[Concentrations.Count == 1 ? 0 : i])];
    }

    private static double InverseSoftplus(double value) => value > 30 ? value : Math.Log(Math.Exp(value) - 1);
}
