using Szilard.Learners;
using Szilard.Learners.Encoders;
using Szilard.Learners.Objectives;
using Szilard.Learners.Optimisers;
using Szilard.Observables;
using Szilard.Observables.Operators;
using Szilard.Observables.Probes;
using Szilard.Parts;
using Szilard.Tensors;
using Szilard.Tensors.Kernels;
using Szilard.Worlds.Views;

namespace Szilard.Experiments.Inquiries.Systems;

/// <summary>Linear maps to three columns that are learned from the toy, and what they hold.</summary>
internal static class RareFeatureMaps
{
    private const int Columns = 3, Pairs = 256, Votes = 15;

    /// <summary>Softmax regression, by gradient descent of its cross-entropy; d × 3, column c for class
    /// c.</summary>
    public static Matrix Supervised(RareFeature data, int steps, CancellationToken stop)
    {
        Matrix targets = new(data.Labels.Length, RareFeature.Classes);
        for (int i = 0; i < targets.Rows; i++)
            targets[i, data.Labels[i]] = -1.0 / targets.Rows;
        // The last row of ones is the bias.
        Matrix inputs = new(data.Samples.Rows, RareFeature.Dimensions + 1);
        for (int i = 0; i < inputs.Rows; i++)
        {
            data.Samples.Row(i).CopyTo(inputs.Row(i));
            inputs[i, RareFeature.Dimensions] = 1;
        }
        Matrix weights = LossDescent.Roll(
            new Matrix(RareFeature.Dimensions + 1, RareFeature.Classes),
            w => w.Tape.Constant(inputs).MatMul(w).LogSoftmax().Multiply(w.Tape.Constant(targets)).Sum(),
            steps, 0.5, stop);
        return weights.Slice(0, RareFeature.Dimensions);
    }

    /// <summary>The top eigenvectors of E x·x⁺ᵀ over two views: what spectral losses learn; d × 3.</summary>
    public static Matrix Spectral(RareFeature data, RandomKey key)
    {
        (Matrix left, Matrix right) = data.Views([.. Enumerable.Range(0, data.Labels.Length)], key);
        return SymmetricSpectrum.Of(
            PairCovariances.Of(left, right).Across).Vectors.Slice(0, Columns).Transpose();
    }

    /// <summary>A linear encoder trained by VICReg with an optimiser of the catalogue; d × 3.</summary>
    public static Matrix Trained(
        RareFeature data, string optimiser, IReadOnlyDictionary<string, object> settings, int steps,
        RandomKey key, CancellationToken stop)
    {
        using CpuDevice<float> device = new();
        NeuralLearner learner = new(
            device,
            EncoderDesign.Catalogue.Build(
                "mlp", new Dictionary<string, object>
                {
                    ["widths"] = Array.Empty<double>(),
                    ["outputs"] = (long)Columns,
                }),
            Objective.Catalogue.Build("vicreg", new Dictionary<string, object>()),
            Optimiser.Catalogue.Build(optimiser, settings), steps);
        NeuralState state = learner.Begin(new Shape(RareFeature.Dimensions), key.Split("begin"));
        for (int step = 0; step < steps; step++)
        {
            stop.ThrowIfCancellationRequested();
            RandomStream stream = key.Split("batch", step).Stream();
            int[] rows = [.. Enumerable.Range(0, Pairs).Select(_ => stream.NextInt32(data.Labels.Length))];
            (Matrix left, Matrix right) = data.Views(rows, key.Split("views", step));
            (state, StepOutcome outcome) = learner.Learn(
                state, new ViewPair(Batch.From(left), Batch.From(right)), key.Split("step", step));
            if (outcome.Diverged is { } what)
                throw new SzilardException($"Training by `{optimiser}` diverged at step {step}: {what}.");
        }
        Parameter weights = state.Network.Parameters.First(p => p.Shape.Rank == 2);
        return new Matrix(RareFeature.Dimensions, Columns, [.. weights.ToSingles().Select(v => (double)v)]);
    }

    /// <summary>|cos| of e₂ with the direction by which the rare class is told from the others.</summary>
    public static double Cosine(Matrix weights)
    {
        double[] direction = [.. Enumerable.Range(0, weights.Rows).Select(
            i => weights[i, 2] - (0.5 * (weights[i, 0] + weights[i, 1])))];
        return Math.Abs(direction[RareFeature.Feature]) / Math.Sqrt(direction.Sum(v => v * v));
    }

    /// <summary>‖Π e₂‖², Π onto the span of the columns.</summary>
    public static double Energy(Matrix map)
    {
        SymmetricSpectrum gram = SymmetricSpectrum.Of(PairCovariances.Of(map, map).Same);
        return Enumerable.Range(0, Columns).Where(k => gram.Values[k] > 1e-12 * gram.Values[0]).Sum(k =>
        {
            double along = 0;
            for (int j = 0; j < Columns; j++)
                along += gram.Vectors[k, j] * map[RareFeature.Feature, j];
            return along * along / (map.Rows * gram.Values[k]);
        });
    }

    /// <summary>Accuracy of nearest neighbours among balanced samples, on balanced samples.</summary>
    public static double Accuracy(
        Matrix map, RareFeature probe, RareFeature test, RandomKey key, Workers workers) =>
        new NearestNeighbours(Votes, 0, cosine: false).Read(
            new Specimen(Outputs(test.Samples, map))
            {
                Labels = test.Labels,
                Training = new Specimen(Outputs(probe.Samples, map)) { Labels = probe.Labels },
            },
            key, workers).Value;

    private static Matrix Outputs(Matrix x, Matrix map) =>
        new SymmetricSpectrum([], map.Transpose()).Coordinates(x, Columns);
}
