using Szilard.Observables;
using Szilard.Observables.Agreement;
using Szilard.Observables.Identifiability;
using Szilard.Observables.Statistics;
using Szilard.Parts;
using Szilard.Tensors;
using Szilard.Tensors.Kernels;

namespace Szilard.Cli.Verbs;

/// <summary>Arrays from anywhere as models that can be compared.</summary>
/// <param name="most">Of more rows than these, so many are chosen at random, the same of every array.</param>
/// <param name="key">Randomness of the choice.</param>
/// <param name="workers">Threads of the meters.</param>
internal sealed class ArraySubjects(int most, RandomKey key, Workers workers)
{
    /// <summary>One model per array.</summary>
    /// <param name="arrays">Files.</param>
    /// <param name="latents">The file of the true causes, or null.</param>
    /// <exception cref="SzilardException">An array cannot be read, or the rows do not match.</exception>
    public AgreementSubject[] Read(string[] arrays, string? latents)
    {
        Matrix[] whole = [.. arrays.Select(a => ArrayArgument.ReadMatrix(a, "a representation"))];
        Matrix? causes = latents is null ? null : ArrayArgument.ReadMatrix(latents, "latents");
        int rows = whole[0].Rows;
        for (int i = 0; i < whole.Length; i++)
            Demand(arrays[i], whole[i].Rows, arrays[0], rows);
        if (causes is not null)
            Demand(latents!, causes.Rows, arrays[0], rows);
        int[] chosen = rows <= most
            ? [.. Enumerable.Range(0, rows)]
            : PermutationNull.Shuffled(rows, key.Split("rows"))[..most];
        Matrix? truth = causes?.Select(chosen);
        return [.. whole.Select((array, i) => Subject(arrays[i], array.Select(chosen), truth))];
    }

    private AgreementSubject Subject(string name, Matrix array, Matrix? truth) => new(name, array)
    {
        Structural = truth is null
            ? []
            : MeterRun.ReadAll(
                new Specimen(array) { Latents = truth }, [AffineR2.Uniform, Mcc.Pearson],
                key.Split("meters"), workers),
    };

    private static void Demand(string name, int rows, string first, int expected)
    {
        if (rows != expected)
            throw new SzilardException(
                $"`{name}` has {rows} rows, but `{first}` has {expected}; arrays are compared row by row, so "
                + "give the same samples in the same order.");
    }
}
