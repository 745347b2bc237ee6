using System.Diagnostics;

namespace Szilard.Tensors.Tests;

/// <summary>Against NumPy itself, where the machine has it.</summary>
public sealed class NumPyTests
{
    private const string Python = "/usr/bin/python3";

    [Fact]
    public void NumPy_reads_what_we_write_and_we_read_what_it_writes()
    {
        Assert.SkipUnless(File.Exists(Python), $"needs {Python}");
        Assert.SkipUnless(Run("import numpy").Code == 0, $"needs numpy under {Python}");
        using TemporaryFolder folder = new();
        NumericArray array = NumericArray.From(
            new Batch(new Shape(2, 2, 3), [.. Enumerable.Range(0, 12).Select(i => i / 8f)]));
        NpyFile.Write(folder.File("a.npy"), array);
        NpzFile.Write(
            folder.File("a.npz"), [new("x", array), new("y", NumericArray.From([3, 4]))], compress: true);
        (int code, string output) = Run($"""
            import numpy as np, os
            os.chdir({Quote(folder.Path)})
            a = np.load('a.npy'); z = np.load('a.npz')
            assert a.dtype == np.float32 and (a == np.arange(12).reshape(2, 2, 3) / 8).all()
            assert (z['x'] == a).all() and z['y'].tolist() == [3, 4]
            types = 'f2 f4 f8 i1 i2 i4 i8 u1 u2 u4 u8 b1'.split()
            arrays = dict((o + t + f, np.array(np.arange(12).reshape(3, 4) % 2, dtype=o + t, order=f))
                for t in types for o in '<>' for f in 'CF')
            np.savez('stored.npz', **arrays)
            np.savez_compressed('deflated.npz', **arrays)
            """);
        Assert.True(code == 0, output);
        foreach (string file in new[] { "stored.npz", "deflated.npz" })
            CheckAll(NpzFile.Read(folder.File(file)));
    }

    private static void CheckAll(IReadOnlyDictionary<string, NumericArray> arrays)
    {
        Assert.Equal(48, arrays.Count);
        foreach (NumericArray array in arrays.Values)
        {
            Assert.Equal(new Shape(3, 4), array.Shape);
            Assert.Equal(Enumerable.Range(0, 12).Select(i => i % 2), array.ToDoubles().Select(v => (int)v));
        }
    }

    private static string Quote(string path) => $"'{path}'";

    private static (int Code, string Output) Run(string script)
    {
        ProcessStartInfo start = new(Python, ["-c", script])
        {
            RedirectStandardError = true,
            UseShellExecute = false,
        };
        using Process process = Process.Start(start)!;
        string output = process.StandardError.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, output);
    }
}
