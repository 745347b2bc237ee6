using MathNet.Numerics.LinearRegression;
using Szilard.Parts;
using Szilard.Tensors;
using Szilard.Worlds.Generated;
using Szilard.Worlds.Tests.Datasets;

namespace Szilard.Worlds.Tests.Generated;

/// <summary>Generated worlds by name, and what tests ask of them.</summary>
internal static class Known
{
    public static readonly RandomKey Key = RandomKey.FromSeed(41);

    public static IGeneratedWorld World(string kind, params (string Name, object Value)[] given)
    {
        GeneratedForm form = GeneratedForm.Find(kind)!;
        return form.Build(DatasetFiles.Settings(form.Card, given), "", null);
    }

    /// <summary>All faults of settings.</summary>
    public static IReadOnlyList<Fault> Faults(string kind, params (string Name, object Value)[] given)
    {
        List<Fault> faults = [];
        SettingsReader.Read(
            GeneratedForm.Find(kind)!.Card, given.ToDictionary(g => g.Name, g => g.Value), faults);
        return faults;
    }

    public static float[] Values(Observations observations) => observations switch
    {
        VectorObservations v => v.Values.Values,
        ImageObservations v => [.. v.Store.Select(b => (float)b)],
        _ => [],
    };

    /// <summary>R² of a target on predictors by ordinary least squares with intercept.</summary>
    public static double Explained(double[][] predictors, double[] target)
    {
        double[] fit = MultipleRegression.NormalEquations(predictors, target, intercept: true);
        double mean = target.Average();
        double rest = target.Zip(predictors, (t, p) => t - fit[0] - p.Zip(fit.Skip(1), (x, b) => x * b).Sum())
            .Sum(r => r * r);
        return 1 - (rest / target.Sum(t => (t - mean) * (t - mean)));
    }

    /// <summary>Squared distances of the latents of pairs.</summary>
    public static double[] Gaps(IGeneratedWorld world, int count)
    {
        var (left, right) = world.Pair(world.Draw(count, 0, Key), Key.Split("pair"));
        return [.. Enumerable.Range(0, count).Select(i => left.Row(i).ToArray()
            .Zip(right.Row(i).ToArray(), (a, b) => (a - b) * (a - b)).Sum())];
    }
}
