using System.Runtime.ExceptionServices;
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
        (PartCard Card, IMeter Meter)[] able =
            [.. meters.Where(m => (m.Meter.Needs & ~specimen.Evidence) == 0)];
        var readings = new IReadOnlyList<NamedReading>[able.Length];
        if (able.Length < workers.Count)
        {
            for (int i = 0; i < able.Length; i++)
                readings[i] = ReadOne(able[i].Card, able[i].Meter, specimen, key, workers);
        }
        else
        {
            Share(able, specimen, key, workers, readings);
        }
        return [.. readings.SelectMany(r => r)];
    }

    /// <summary>Each thread reads whole meters; that wastes less than sharing out the work within each. Meters
    /// of one kind go to one thread, since they share work for which a second would wait.</summary>
    private static void Share(
        (PartCard Card, IMeter Meter)[] meters, Specimen specimen, RandomKey key, Workers workers,
        IReadOnlyList<NamedReading>[] readings)
    {
        ExceptionDispatchInfo? failure = null;
        int[][] kinds =
        [
            .. Enumerable.Range(0, meters.Length).GroupBy(
                i => meters[i].Meter.GetType(), (_, kind) => kind.ToArray()),
        ];
        workers.Run(kinds.Length, kind =>
        {
            try
            {
                using Workers alone = new(1);
                foreach (int i in kinds[kind])
                    readings[i] = ReadOne(meters[i].Card, meters[i].Meter, specimen, key, alone);
            }
            catch (Exception e)
            {
                Interlocked.CompareExchange(ref failure, ExceptionDispatchInfo.Capture(e), null);
            }
        });
        failure?.Throw();
    }

    private static IReadOnlyList<NamedReading> ReadOne(
        PartCard card, IMeter meter, Specimen specimen, RandomKey key, Workers workers) =>
        [
            .. meter.ReadParts(specimen, key.Split(card.Name), workers).Select(part => new NamedReading(
                Named(card.Name, part.Part), card.Convention, part.Reading)),
        ];

    private static string Named(string meter, string part) => part.Length == 0 ? meter : $"{meter}.{part}";
}
