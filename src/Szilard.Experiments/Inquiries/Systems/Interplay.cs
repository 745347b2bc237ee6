using Szilard.Observables.Operators;
using Szilard.Parts;
using Szilard.Tensors;

namespace Szilard.Experiments.Inquiries.Systems;

/// <summary>Augmentation, inductive bias and regularisation as one operator, and what descent makes of
/// it.</summary>
/// <param name="Pairs">Pairs of each sample.</param>
/// <param name="Samples">Independent samples.</param>
public sealed record Interplay(int Pairs, int Samples) : Computation
{
    /// <summary>ρ of the pairs, λ of the penalty, r of Mehler's features.</summary>
    internal const double Correlation = 0.8, Penalty = 0.05, Ratio = 0.5;

    private const double Slight = 1e-5, Beyond = 4.5;
    private const int Bumps = 20, Degrees = 7, Outputs = 6, Steps = 3000;
    private const string Kept = "functions kept by Mehler's kernel at λ = 0.05";
    private const string Loose = "eigenvalue 4 on Gaussian bumps, same pairs, λ = 0";
    private const string Null = "squared length learned at λ = 4.5",
        Gap = "loss by descent over the operator's least";
    private static readonly double[] _penalties = [0.5, 1.5, 2.5];

    private static readonly string[] _changes =
        ["λ where f2 overtakes f1", "λ where f3 overtakes f2", "λ beyond which nothing is learned"];

    /// <summary>The catalogue line.</summary>
    public static Part<Computation> Part { get; } = new(
        new PartCard(
            "interplay", "What VICReg-like losses learn: the top positive eigenspaces of one operator.",
            "Cabannes, Kiani, Balestriero, LeCun, Bietti, The SSL interplay, 2023 (arXiv:2302.02774), figure "
                + "2; Mehler 1866 for the Hermite spectrum")
        {
            Formula = "β E‖ψ − ψ′‖² + ‖E ψψᵀ − I‖² + 2λ‖Θ‖² is least on the top positive eigenspaces of "
                + "(1 − β)I + βT − λK⁻¹",
            Convention = "figure 2: λᵢ = 0.9, 0.75, 0.5, ‖θᵢ‖² = 0.4, 0.25, 0.125, β = 1, three signs whose "
                + "64 pairs are enumerated; Ornstein–Uhlenbeck pairs of correlation 0.8, on 20 Gaussian "
                + "bumps (λ = 10⁻⁵, ⟨f, Tf⟩ on other pairs) and on Mehler's features r^{k/2}hₖ, r = ½, k < 7",
            Parameters =
            [
                new IntegerParameter("pairs", "Pairs of each sample.", 100_000, 100, 10_000_000),
                new IntegerParameter("samples", "Independent samples.", 20, 2, 10_000),
            ],
        },
        s => new Interplay(s.Integer("pairs"), s.Integer("samples")));

    /// <inheritdoc/>
    public override PartCard Card => Part.Card;

    /// <inheritdoc/>
    public override IReadOnlyList<string> Quantities =>
    [
        .. _penalties.SelectMany(p => Enumerable.Range(0, 3).Select(i => Value(i, p))),
        .. _penalties.Select(Learned), Null,
        .. Enumerable.Range(0, 3).SelectMany(i => (string[])[Exactly(i), FromSamples(i)]),
        .. Enumerable.Range(1, 4).Select(Hermite), .. Enumerable.Range(0, 4).Select(Penalised), Loose, Kept,
        Gap,
    ];

    /// <inheritdoc/>
    public override Outcome Run(ComputationContext context)
    {
        PairCovariances signs = InterplayWorlds.ExactSigns();
        double[][] bumps = Repeat(context, s => HeldOut(context.Key.Split("bumps", s)));
        double[][] loose = Repeat(context, s => Solve(
            Bumps, InterplayWorlds.Bumps, 0, context.Key.Split("bumps", s)).Values);
        double[][] mehler = Repeat(context, s => Solve(
            Degrees, InterplayWorlds.Mehler(Ratio), Penalty, context.Key.Split("mehler", s)).Values);
        return new Outcome(
            [
                .. _penalties.SelectMany(p => Regime(signs, p)),
                .. _penalties.Select((p, i) => new Measurement(Learned(p), Descend(signs, p, context)[i])),
                new(Null, Descend(signs, Beyond, context).Sum()),
                .. Crossings(signs, context),
                .. Enumerable.Range(1, 4).Select(k => Replicates.Mean(Hermite(k), bumps.Select(b => b[k]))),
                .. Enumerable.Range(0, 4).Select(
                    k => Replicates.Mean(Penalised(k), mehler.Select(m => m[k]))),
                Replicates.Mean(Loose, loose.Select(b => b[4])),
                Replicates.Mean(Kept, mehler.Select(m => (double)m.Count(v => v > 0))),
                new(Gap, Excess(context)),
            ],
            InterplayPlots.Regimes(signs), InterplayPlots.Spectrum(bumps, mehler));
    }

    /// <summary>⟨f, Af⟩ of each sign, found from the eigenvectors, not from the order of
    /// eigenvalues.</summary>
    private static IEnumerable<Measurement> Regime(PairCovariances signs, double penalty)
    {
        SymmetricSpectrum spectrum = InterplayOperator.Solve(signs, 1, penalty);
        return Enumerable.Range(0, 3).Select(
            i => new Measurement(Value(i, penalty), spectrum.Values[Holder(spectrum, i)]));
    }

    /// <summary>The eigenvector that has most of feature i.</summary>
    private static int Holder(SymmetricSpectrum spectrum, int feature) => Enumerable.Range(0, 3).MaxBy(
        v => Math.Abs(spectrum.Vectors[v, feature]));

    /// <summary>What one output learns by descent: the squared coefficient of each sign in ψ, over the
    /// operator's eigenvalue where that is positive, so that 1 is exactly what theory says.</summary>
    private static double[] Descend(PairCovariances signs, double penalty, ComputationContext context)
    {
        Matrix start = LossDescent.Start(1, 3, 0.3, context.Key.Split("descent", (long)(10 * penalty)));
        (Matrix theta, _) = LossDescent.Minimise(
            start, t => Loss(t, signs, 1, penalty), Steps, 0.01, context.Stop);
        double top = InterplayOperator.Solve(signs, 1, penalty).Values[0];
        return
        [
            .. InterplayWorlds.Cost.Select(
                (cost, i) => theta[0, i] * theta[0, i] / cost / (top > 0 ? top : 1)),
        ];
    }

    private static Tensor Loss(Tensor theta, PairCovariances pairs, double beta, double penalty)
    {
        Tape tape = theta.Tape;
        Tensor moments = theta.MatMul(tape.Constant(pairs.Same)).MatMul(theta, transposeB: true);
        Tensor across = theta.MatMul(tape.Constant(pairs.Across));
        Tensor moved = theta.MatMul(tape.Constant(pairs.Same)).Subtract(across).Multiply(theta).Sum();
        Tensor spread = moments.Subtract(tape.Constant(Identity(moments.Shape[0]))).Square().Sum();
        return moved.Scale(2 * beta).Add(spread).Add(theta.Square().Sum().Scale(2 * penalty));
    }

    private static Matrix Identity(int size)
    {
        Matrix identity = new(size, size);
        for (int i = 0; i < size; i++)
            identity[i, i] = 1;
        return identity;
    }

    /// <summary>Where the winner changes: f₁ → f₂, f₂ → f₃, f₃ → nothing.</summary>
    private IEnumerable<Measurement> Crossings(PairCovariances exact, ComputationContext context)
    {
        double[][] sampled =
        [
            .. Enumerable.Range(0, Samples).Select(s => Crossings(
                InterplayWorlds.SampledSigns(Pairs, context.Key.Split("signs", s)))),
        ];
        double[] known = Crossings(exact);
        return Enumerable.Range(0, 3).SelectMany(i => (Measurement[])
        [
            new(Exactly(i), known[i]), Replicates.Mean(FromSamples(i), sampled.Select(s => s[i])),
        ]);
    }

    private static double[] Crossings(PairCovariances signs) =>
        [.. Enumerable.Range(0, 3).Select(i => Bisect(penalty => Winner(signs, penalty) > i))];

    /// <summary>Which sign has the largest part in the top eigenfunction; 3 where its eigenvalue is not
    /// positive.</summary>
    private static int Winner(PairCovariances signs, double penalty)
    {
        SymmetricSpectrum spectrum = InterplayOperator.Solve(signs, 1, penalty);
        return spectrum.Values[0] <= 0 ? 3 : Enumerable.Range(0, 3).MaxBy(
            i => Math.Abs(spectrum.Vectors[0, i]) / Math.Sqrt(InterplayWorlds.Cost[i]));
    }

    private static double Bisect(Func<double, bool> past)
    {
        (double low, double high) = (0, 10);
        for (int halving = 0; halving < 50; halving++)
        {
            double middle = 0.5 * (low + high);
            (low, high) = past(middle) ? (low, middle) : (middle, high);
        }
        return 0.5 * (low + high);
    }

    private double[][] Repeat(ComputationContext context, Func<int, double[]> measure)
    {
        var all = new double[Samples][];
        context.Workers.Run(Samples, s => all[s] = measure(s));
        return all;
    }

    private SymmetricSpectrum Solve(
        int features, Action<double, double[]> feature, double penalty,
        RandomKey key) => InterplayOperator.Solve(
        InterplayWorlds.Sampled(Correlation, Pairs, features, feature, key), 1, penalty);

    /// <summary>⟨f, Tf⟩/⟨f, f⟩ over other pairs than those from which f was solved: what fits one sample only
    /// gains nothing on another.</summary>
    private double[] HeldOut(RandomKey key)
    {
        SymmetricSpectrum solved = Solve(Bumps, InterplayWorlds.Bumps, Slight, key);
        PairCovariances others = InterplayWorlds.Sampled(
            Correlation, Pairs, Bumps, InterplayWorlds.Bumps, key.Split("others"));
        return [.. Enumerable.Range(0, 5).Select(
            k => Form(others.Across, solved.Vectors.Row(k)) / Form(others.Same, solved.Vectors.Row(k)))];
    }

    private static double Form(Matrix a, ReadOnlySpan<double> v)
    {
        double sum = 0;
        for (int i = 0; i < a.Rows; i++)
            for (int j = 0; j < a.Columns; j++)
                sum += v[i] * a[i, j] * v[j];
        return sum;
    }

    /// <summary>How far above the operator's least value descent from a random start ends, on one
    /// sample.</summary>
    private double Excess(ComputationContext context)
    {
        PairCovariances pairs = InterplayWorlds.Sampled(
            Correlation, Pairs, Degrees, InterplayWorlds.Mehler(Ratio), context.Key.Split("loss"));
        Matrix start = LossDescent.Start(Outputs, Degrees, 0.3, context.Key.Split("start"));
        (_, double loss) = LossDescent.Minimise(
            start, t => Loss(t, pairs, 1, Penalty), 2 * Steps, 0.02, context.Stop);
        return loss - InterplayOperator.LeastLoss(InterplayOperator.Solve(pairs, 1, Penalty).Values, Outputs);
    }

    private static string Value(int i, double penalty) => $"value of f{i + 1} at λ = {penalty}";

    private static string Learned(double penalty) =>
        $"squared part of the predicted winner learned at λ = {penalty}, over theory";

    private static string Exactly(int i) => $"{_changes[i]}, enumerated";

    private static string FromSamples(int i) => $"{_changes[i]}, sampled";

    private static string Hermite(int k) => $"eigenvalue {k} on Gaussian bumps";

    private static string Penalised(int k) => $"eigenvalue {k} on Mehler's features at λ = 0.05";
}
