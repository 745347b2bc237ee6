using Szilard.Parts;
using Szilard.Tensors;
using Szilard.Tensors.Kernels;

namespace Szilard.Observables;

/// <summary>A reading with the name and the convention of its meter: what a table or a file shows.</summary>
/// <param name="Name">Name of the meter: <c>r2.affine</c>.</param>
/// <param name="Convention">Convention of the meter.</param>
/// <param name="Reading">The number, its error and its chance level.</param>
public sealed record NamedReading(string Name, string Convention, Reading Reading);

/// <summary>Reads many meters off one specimen.</summary>
public static class MeterRun
{
    /// <summary>The readings of all meters whose evidence the specimen has, in the order given; the others
    /// are left out. Each meter gets the child key of its name, so a reading does not depend on which others
    /// are asked for.</summary>
    /// <param name="specimen">The arrays.</param>
    /// <param name="meters">Catalogue parts, built with their defaults.</param>
    /// <param name="key">Randomness.</param>
    /// <param name="workers">Threads for the large products.</param>
    /// <exception cref="SzilardException">The specimen has faults; all are named.</exception>
    public static IReadOnlyList<NamedReading> ReadAll(
        Specimen specimen, IEnumerable<Part<IMeter>> meters, RandomKey key, Workers workers) =>
        ReadAll(specimen, meters.Select(m => (m.Card, m.BuildDefault())), key, workers);

    /// <summary>The same for meters that were built with settings of their own.</summary>
    /// <param name="specimen">The arrays.</param>
    /// <param name="meters">Cards and meters.</param>
    /// <param name="key">Randomness.</param>
    /// <param name="workers">Threads for the large products.</param>
    /// <exception cref="SzilardException">The specimen has faults; all are named.</exception>
    public static IReadOnlyList<NamedReading> ReadAll(
        Specimen specimen, IEnumerable<(PartCard Card, IMeter Meter)> meters, RandomKey key,
        Workers workers)
    {
        Specimens.Validate(specimen);
        return
        [
            .. from pair in meters
               where (pair.Meter.Needs & ~specimen.Evidence) == 0
               from part in pair.Meter.ReadParts(specimen, key.Split(pair.Card.Name), workers)
               select new NamedReading(
                   Named(pair.Card.Name, part.Part), pair.Card.Convention, part.Reading),
        ];
    }

    private static string Named(string meter, string part) => part.Length == 0 ? meter : $"{meter}.{part}";
}
