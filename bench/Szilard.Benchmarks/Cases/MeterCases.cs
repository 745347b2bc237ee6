using Szilard.Observables;
using Szilard.Observables.Identifiability;
using Szilard.Parts;
using Szilard.Tensors;
using Szilard.Tensors.Kernels;

namespace Szilard.Benchmarks.Cases;

/// <summary>Meters on given arrays. Values are uniform: x = u, y = x·0.5 + v, latents the first columns of x
/// plus a little, labels by the signs of the first three columns. Every iteration takes a fresh specimen, so
/// that nothing is kept from the last one.</summary>
internal static class MeterCases
{
    private const int Latents = 8;

    /// <summary>Every meter that arrays give evidence for, in one run.</summary>
    public static BenchmarkCase Suite(string name, int samples, int dimensions, int threads) => new(
        name, $"Every meter of arrays on {samples} samples of {dimensions} dimensions, errors and chance "
            + "levels included.",
        threads, () => Prepare(samples, dimensions, threads, Meters.All.Parts))
    {
        Items = samples,
    };

    /// <summary>The usual meters, for the memory they take.</summary>
    public static BenchmarkCase Memory(string name, int samples, int dimensions, int threads) => new(
        name, $"The usual meters on {samples} samples of {dimensions} dimensions.", threads,
        () => Prepare(samples, dimensions, threads, Meters.Usual))
    {
        Items = samples,
        TakesLong = true,
    };

    /// <summary>One meter.</summary>
    /// <param name="name">Name of the case.</param>
    /// <param name="meter">Name of the meter.</param>
    /// <param name="searches">How many searches of all pairs it takes; 2·n²·d operations each.</param>
    /// <param name="samples">n.</param>
    /// <param name="dimensions">d.</param>
    /// <param name="threads">How many threads work.</param>
    public static BenchmarkCase One(
        string name, string meter, int searches, int samples, int dimensions, int threads) => new(
        name, $"`{meter}` on {samples} samples of {dimensions} dimensions.", threads,
        () => Prepare(samples, dimensions, threads, [Meters.All.Get(meter)]))
        {
            FloatingPointOperations = 2.0 * searches * samples * samples * dimensions,
            Items = samples,
        };

    /// <summary>A kernel ridge regression of the latents on as many samples as it predicts
    /// afterwards.</summary>
    public static BenchmarkCase KernelRidge(string name, int samples, int dimensions, int threads) => new(
        name, $"Gaussian kernel ridge regression, fitted on {samples} samples of {dimensions} dimensions, "
            + $"read on {samples} others.",
        threads, () =>
        {
            Workers workers = new(threads);
            Specimen given = Arrays(2 * samples, dimensions);
            (Matrix x, Matrix z) = (given.Representation, given.Latents!);
            Matrix fit = x.Slice(0, samples), targets = z.Slice(0, samples), test = x.Slice(samples, samples);
            var ridge = new KernelRidge(Math.Sqrt(dimensions / 3.0), 1e-3);
            return new PreparedWork(() => ridge.FitPredict(fit, targets, test, workers), workers);
        })
    {
        FloatingPointOperations = (Math.Pow(samples, 3) / 3) + (4.0 * samples * samples * dimensions),
        Items = samples,
    };

    /// <summary>The arrays of a case.</summary>
    public static Specimen Arrays(int samples, int dimensions)
    {
        Matrix x = Uniform(samples, dimensions, 1), noise = Uniform(samples, dimensions, 2);
        Matrix y = new(samples, dimensions), z = new(samples, Math.Min(Latents, dimensions));
        for (int i = 0; i < x.Values.Length; i++)
            y.Values[i] = (0.5 * x.Values[i]) + noise.Values[i];
        for (int i = 0; i < samples; i++)
            for (int k = 0; k < z.Columns; k++)
                z[i, k] = x[i, k] + (0.1 * noise[i, k]);
        return new Specimen(x)
        {
            Latents = z,
            View = y,
            Other = y,
            Labels = [.. Enumerable.Range(0, samples).Select(i => Label(x, i))],
        };
    }

    private static int Label(Matrix x, int i) =>
        (x[i, 0] > 0 ? 4 : 0) + (x[i, 1] > 0 ? 2 : 0) + (x[i, 2] > 0 ? 1 : 0);

    private static PreparedWork Prepare(
        int samples, int dimensions, int threads, IReadOnlyList<Part<IMeter>> meters)
    {
        Workers workers = new(threads);
        Specimen given = Arrays(samples, dimensions);
        return new PreparedWork(
            () => MeterRun.ReadAll(
                new Specimen(given.Representation)
                {
                    Latents = given.Latents,
                    View = given.View,
                    Other = given.Other,
                    Labels = given.Labels,
                },
                meters, RandomKey.FromSeed(0), workers),
            workers);
    }

    private static Matrix Uniform(int rows, int columns, uint seed) =>
        new(rows, columns, Array.ConvertAll(ClosedForm.Uniform(rows * columns, seed), v => (double)v));
}
