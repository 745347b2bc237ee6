using System.Text;
using Szilard.Parts;
using Szilard.Tensors;

namespace Szilard.Records.Tests;

/// <summary>Whatever stands in the files, reading ends with data or with a <see cref="SzilardException"/>;
/// any other exception fails the test. Keys are fixed, so the inputs are the same each time.</summary>
public sealed class FuzzTests : IDisposable
{
    private static readonly string[] Tokens =
        ["null", "[]", "{}", "\"\"", "-1", "1e999", "99999999999999999999", "true", "\"\\ud800\"", "[null]"];

    private readonly Scratch _scratch = new();

    public void Dispose() => _scratch.Dispose();

    [Fact]
    public void Damaged_records_give_data_or_one_kind_of_exception()
    {
        RunFolder folder = _scratch.Finished("a", 1, summary: new NamedReading("r2", 1, 0, 0));
        AddCard(folder);
        byte[] sound = File.ReadAllBytes(folder.RecordPath);
        int refused = 0;
        for (int round = 0; round < 3000; round++)
        {
            File.WriteAllBytes(folder.RecordPath, Damaged(sound, new RandomKey(11).Split(round)));
            refused += Survives(() => Use(folder)) ? 0 : 1;
        }
        Assert.InRange(refused, 300, 2999);
    }

    [Fact]
    public void Damaged_lines_give_data_or_one_kind_of_exception()
    {
        using RunWriter run = _scratch.Create();
        for (int step = 0; step < 5; step++)
            run.Append(step, "loss", Scratch.Reading(step));
        byte[] sound = File.ReadAllBytes(run.Folder.MetricsPath);
        int refused = 0;
        for (int round = 0; round < 3000; round++)
        {
            File.WriteAllBytes(run.Folder.MetricsPath, Damaged(sound, new RandomKey(12).Split(round)));
            refused += Survives(() => Assert.All(run.Folder.Metrics(), Assert.NotNull)) ? 0 : 1;
        }
        Assert.InRange(refused, 300, 2999);
    }

    [Fact]
    public void Damaged_cards_of_checkpoints_fall_back_or_are_refused()
    {
        RunFolder folder;
        using (RunWriter run = _scratch.Create())
        {
            folder = run.Folder;
            run.Append(1, "loss", Scratch.Reading(1));
            run.Checkpoint(1, Scratch.Text("one"));
        }
        string card = Path.ChangeExtension(folder.DataOf(folder.Checkpoints()[0]), ".json");
        byte[] sound = File.ReadAllBytes(card);
        for (int round = 0; round < 500; round++)
        {
            File.WriteAllBytes(card, Damaged(sound, new RandomKey(13).Split(round)));
            Survives(() =>
            {
                using RunWriter run = folder.Write(_scratch.Clock);
                Assert.Equal("one", run.Resume(File.ReadAllText)!.State);
            });
        }
    }

    private static void Use(RunFolder folder)
    {
        RunRecord record = folder.Record();
        RunComparison.Of([folder]);
        RunExport.Csv([folder], new StringWriter());
        RunExport.Json([folder], new MemoryStream());
        IndexEntry.Read(folder, 1, 1);
        Assert.NotNull(record.Specification.GetRawText());
    }

    private static bool Survives(Action read)
    {
        try
        {
            read();
            return true;
        }
        catch (SzilardException fault)
        {
            Assert.NotEmpty(fault.Message);
            return false;
        }
    }

    /// <summary>Flips bits, cuts, doubles, or puts a hostile token in the place of a value.</summary>
    private static byte[] Damaged(byte[] sound, RandomKey key)
    {
        RandomStream random = key.Stream();
        byte[] bytes = [.. sound];
        int at = random.NextInt32(bytes.Length), to = at + random.NextInt32(Math.Min(40, bytes.Length - at));
        switch (random.NextInt32(4))
        {
            case 0:
                bytes[at] ^= (byte)(1 << random.NextInt32(8));
                return bytes;
            case 1:
                return [.. bytes[..at], .. bytes[to..]];
            case 2:
                return [.. bytes[..to], .. bytes[at..]];
            default:
                return WithToken(Encoding.UTF8.GetString(bytes), Tokens[random.NextInt32(Tokens.Length)], at);
        }
    }

    private static byte[] WithToken(string text, string token, int near)
    {
        int colon = text.IndexOf(':', Math.Min(near, text.Length - 1));
        int end = colon < 0 ? -1 : text.IndexOfAny([',', '}'], colon);
        return Encoding.UTF8.GetBytes(end < 0 ? text : text[..(colon + 1)] + token + text[end..]);
    }

    private void AddCard(RunFolder folder)
    {
        using RunWriter run = folder.Write(_scratch.Clock);
        run.Save(run.Record with
        {
            Card = new(
                [new("t", "c", AssumptionStatus.Holds, "m", "e", 1)],
                Indeterminacy.Affine, Indeterminacy.None),
            Resumed = [_scratch.Clock.GetUtcNow()],
        });
    }
}
