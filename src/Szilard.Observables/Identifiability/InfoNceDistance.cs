using System.Numerics.Tensors;
using Szilard.Observables.Algebra;
using Szilard.Observables.Statistics;
using Szilard.Parts;
using Szilard.Tensors;
using Szilard.Tensors.Kernels;

namespace Szilard.Observables.Identifiability;

/// <summary>How far the InfoNCE loss of the representation lies above its floor ln N − I, I the mutual
/// information of the two views: 0 where the representation keeps all that the views share and a product of
/// representations is the right critic.</summary>
/// <remarks>The critic is s·aᵢ·bⱼ − t·‖bⱼ‖² with s and t fitted (the loss is convex in them): it contains
/// the true log density ratio of von Mises–Fisher pairs (t = 0) and of Ornstein–Uhlenbeck pairs. With N
/// candidates even the true critic stays above the floor, by about the χ² divergence of the pairs from
/// independent ones over 2N. Source: van den Oord, Li, Vinyals, "Representation learning with contrastive
/// predictive coding", 2018, appendix A.1; Poole et al., "On variational bounds of mutual information",
/// 2019, eq. 12.</remarks>
public sealed class InfoNceDistance : IMeter
{
    private const int Candidates = 1024;
    private const int BatchesAtMost = 4;
    private const int StepsAtMost = 100;

    /// <summary>What the meter says of itself.</summary>
    public static PartCard Card { get; } = new(
        "infonce.distance",
        "How far the InfoNCE loss of the representation lies above the floor that the views' mutual "
            + "information sets.",
        "van den Oord, Li, Vinyals 2018, appendix A.1; Poole et al., On variational bounds of mutual "
            + "information, 2019, eq. 12")
    {
        Formula = "L − (ln N − I), L = mean −ln softmaxⱼ(s·aᵢ·bⱼ − t·‖bⱼ‖²) at j = i; and L as `.loss`, ln N "
            + "− I as `.floor`",
        Convention = "nats, lower is better; first view against all second views of its batch, the pair "
            + "included; N = 1024 at most, 4 batches at most; centred; s and t fitted to the same pairs by "
            + "Newton's method; standard error: of the mean over pairs; chance: I, the distance of a "
            + "representation of noise",
    };

    /// <summary>The meter has no parameters.</summary>
    public static IMeter Build(Settings settings) => new InfoNceDistance();

    /// <inheritdoc/>
    public Evidence Needs => Evidence.Representation | Evidence.View | Evidence.PairInformation;

    /// <inheritdoc/>
    public Invariances Invariances => Invariances.Translation | Invariances.Scaling | Invariances.Rotation;

    /// <inheritdoc/>
    public Reading Read(Specimen specimen, RandomKey key, Workers workers) =>
        ReadParts(specimen, key, workers)[0].Reading;

    /// <inheritdoc/>
    public IReadOnlyList<PartReading> ReadParts(Specimen specimen, RandomKey key, Workers workers)
    {
        (Matrix a, Matrix b) = (specimen.Representation, specimen.View!);
        if (a.Rows < 8 || a.Columns == 0)
            return [new PartReading("", Reading.Undefined($"{a.Rows} pairs of {a.Columns} dimensions; a "
                + "contrast with fitted sharpness needs at least 8 and 1."))];
        int candidates = Math.Min(a.Rows, Candidates);
        Contrast[] batches = Batches(a, b, candidates);
        (double s, double t) = Fit(batches, workers);
        double[] losses = [.. batches.SelectMany(batch => batch.Losses(s, t))];
        double information = specimen.PairInformation!.Value, floor = Math.Log(candidates) - information;
        (double loss, double error) = (Spread.Mean(losses), Spread.OfMean(losses));
        return
        [
            new PartReading("", new Reading(loss - floor, error, information)),
            new PartReading("loss", new Reading(loss, error, Math.Log(candidates))),
            new PartReading("floor", new Reading(floor, 0, double.NaN)),
        ];
    }

    private static Contrast[] Batches(Matrix a, Matrix b, int candidates)
    {
        double[] mean = Columns.Means(a);
        double deviation = Math.Sqrt(Columns.Variances(a, mean).Sum());
        double[] unit = [.. Enumerable.Repeat(deviation > 0 ? 1 / deviation : 0, mean.Length)];
        (Matrix left, Matrix right) = (Columns.Affine(a, mean, unit), Columns.Affine(b, mean, unit));
        int count = Math.Min(a.Rows / candidates, BatchesAtMost);
        return [.. Enumerable.Range(0, count).Select(i => new Contrast(
            left.Slice(i * candidates, candidates), right.Slice(i * candidates, candidates)))];
    }

    /// <summary>Newton's method with halved steps; a sharpness beyond 10⁶ is not followed (views that agree
    /// exactly have no finite best).</summary>
    private static (double S, double T) Fit(Contrast[] batches, Workers workers)
    {
        (double s, double t) = (0, 0);
        Slopes here = Evaluate(batches, s, t, workers);
        for (int step = 0; step < StepsAtMost && Math.Abs(s) < 1e6; step++)
        {
            (double ds, double dt) = here.Newton();
            double gain = (here.S * ds) + (here.T * dt), length = 1;
            Slopes there = Evaluate(batches, s + ds, t + dt, workers);
            while (!(there.Loss <= here.Loss + (1e-4 * length * gain)) && length > 1e-6)
            {
                length /= 2;
                there = Evaluate(batches, s + (length * ds), t + (length * dt), workers);
            }
            if (!(there.Loss < here.Loss - 1e-12))
                break;
            (s, t, here) = (s + (length * ds), t + (length * dt), there);
        }
        return (s, t);
    }

    private static Slopes Evaluate(Contrast[] batches, double s, double t, Workers workers)
    {
        Slopes[] parts = new Slopes[batches.Length];
        workers.Run(parts.Length, i => parts[i] = batches[i].Evaluate(s, t));
        return parts.Aggregate((x, y) => x.Plus(y));
    }

    /// <summary>Loss with first and second derivatives by (s, t), summed over pairs.</summary>
    private readonly record struct Slopes(double Loss, double S, double T, double SS, double ST, double TT)
    {
        public Slopes Plus(Slopes o) =>
            new(Loss + o.Loss, S + o.S, T + o.T, SS + o.SS, ST + o.ST, TT + o.TT);

        /// <summary>−H⁻¹·g, with a little on the diagonal for features that are the same for all.</summary>
        public (double S, double T) Newton()
        {
            double ridge = 1e-12 * (SS + TT) + 1e-300, a = SS + ridge, c = TT + ridge;
            double determinant = (a * c) - (ST * ST);
            return determinant > 0
                ? (-((c * S) - (ST * T)) / determinant, -((a * T) - (ST * S)) / determinant)
                : (-S / a, -T / c);
        }
    }

    /// <summary>All pairs of one batch: the features of candidate j for pair i are uᵢⱼ = aᵢ·bⱼ and
    /// vⱼ = −‖bⱼ‖².</summary>
    private sealed class Contrast
    {
        private readonly Matrix _products;
        private readonly double[] _norms;

        public Contrast(Matrix a, Matrix b)
        {
            _products = CrossProducts.MultiplyTransposed(a, b);
            _norms = [.. Enumerable.Range(0, b.Rows).Select(j =>
                -TensorPrimitives.SumOfSquares<double>(b.Row(j)))];
        }

        public double[] Losses(double s, double t)
        {
            var weights = new double[_norms.Length];
            return [.. Enumerable.Range(0, _norms.Length).Select(i => Weigh(i, s, t, weights))];
        }

        public Slopes Evaluate(double s, double t)
        {
            var weights = new double[_norms.Length];
            var sum = default(Slopes);
            for (int i = 0; i < _norms.Length; i++)
                sum = sum.Plus(Pair(i, Weigh(i, s, t, weights), weights));
            return sum;
        }

        private Slopes Pair(int i, double loss, double[] weights)
        {
            ReadOnlySpan<double> u = _products.Row(i);
            double meanU = TensorPrimitives.Dot(weights, u);
            double meanV = TensorPrimitives.Dot<double>(weights, _norms);
            double uu = 0, uv = 0, vv = 0;
            for (int j = 0; j < u.Length; j++)
            {
                double du = u[j] - meanU, dv = _norms[j] - meanV;
                uu += weights[j] * du * du;
                uv += weights[j] * du * dv;
                vv += weights[j] * dv * dv;
            }
            return new Slopes(loss, meanU - u[i], meanV - _norms[i], uu, uv, vv);
        }

        /// <summary>Softmax of the logits of pair i; returns its loss.</summary>
        private double Weigh(int i, double s, double t, double[] weights)
        {
            ReadOnlySpan<double> u = _products.Row(i);
            TensorPrimitives.Multiply(u, s, weights);
            TensorPrimitives.MultiplyAdd(_norms, t, weights, weights);
            double own = weights[i], largest = TensorPrimitives.Max<double>(weights);
            TensorPrimitives.Subtract(weights, largest, weights);
            TensorPrimitives.Exp<double>(weights, weights);
            double sum = TensorPrimitives.Sum<double>(weights);
            TensorPrimitives.Divide(weights, sum, weights);
            return largest + Math.Log(sum) - own;
        }
    }
}
