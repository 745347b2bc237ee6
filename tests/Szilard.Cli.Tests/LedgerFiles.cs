using Szilard.Tensors;

namespace Szilard.Cli.Tests;

/// <summary>Energies and labels of two items and two labels in files, as the ledger's verbs take them, and
/// what of such files is refused.</summary>
internal sealed class LedgerFiles : IDisposable
{
    /// <summary>Of T3 and of the beginning of T6.</summary>
    public static readonly Matrix Energies = Matrix.FromRows([0, 1], [2, 0.5]);

    /// <summary>After the step of T6.</summary>
    public static readonly Matrix EnergiesAfter = Matrix.FromRows([-0.1, 1.2], [2.2, 0.3]);

    private readonly Scratch _scratch = new();

    public void Dispose() => _scratch.Dispose();

    public string In(string name) => _scratch.In(name);

    public string Npy(string name, Matrix matrix) => _scratch.Npy(name, matrix);

    public string Row(string name, params float[] values) => _scratch.Row(name, values);

    /// <summary>Calls a verb; words that end in <c>.npy</c> are sound and faulty files of this
    /// folder.</summary>
    public async Task<Said> Call(string verb, params string[] words)
    {
        Faults();
        return await CommandLine.Call(
            [verb, .. words.Select(w => w.EndsWith(".npy", StringComparison.Ordinal) ? In(w) : w)]);
    }

    /// <summary>One error with its cause, exit code 1, and nothing on the output.</summary>
    public async Task Refuses(string reason, string verb, params string[] words)
    {
        Said said = await Call(verb, words);
        Assert.Equal((1, ""), (said.Code, said.Out));
        Assert.Contains(reason, said.Talk, StringComparison.Ordinal);
    }

    public string Before() => Npy("E0.npy", Energies);

    public string After() => Npy("E1.npy", EnergiesAfter);

    /// <summary>½·softmax(−E) of each row.</summary>
    public string Model(string name, Matrix energies) => Npy(
        name + ".npy",
        Scratch.Fill(2, 2, (i, j) =>
            0.5 * Math.Exp(-energies[i, j]) / (Math.Exp(-energies[i, 0]) + Math.Exp(-energies[i, 1]))));

    /// <summary>T3: s = σ(5/2).</summary>
    public string Labels()
    {
        double s = 1 / (1 + Math.Exp(-2.5));
        return Npy("q.npy", Matrix.FromRows([s / 2, (1 - s) / 2], [(1 - s) / 2, s / 2]));
    }

    /// <summary>Arrays, sound and faulty.</summary>
    private void Faults()
    {
        Before();
        Labels();
        Matrix tripled = Matrix.FromRows([0.3, 1, -2], [2, 0.5, 0.1], [1, 1.5, -0.4]);
        foreach ((string name, Matrix array) in (ReadOnlySpan<(string, Matrix)>)
            [
                ("c.npy", Matrix.FromRows([0.8, 0.2], [0.3, 0.7])),
                ("wide.npy", Matrix.FromRows([0.5, 0.25, 0.25])),
                ("negative.npy", Matrix.FromRows([0.6, -0.1], [0.4, 0.1])), ("tall.npy", new Matrix(3, 2)),
                ("nan.npy", Matrix.FromRows([0, double.NaN], [2, 0.5])),
                ("column.npy", Matrix.FromRows([0.9, 0.1])), ("high.npy", Matrix.FromRows([0.9, 0.9])),
                ("huge.npy", Matrix.FromRows([0, 1e308], [2, 0.5])),
                ("three.npy", Matrix.FromRows([0.2, 0.3, 0.5])),
                ("bad.npy", Matrix.FromRows([0.2, double.NaN, 0.5])),
                ("tripled.npy", tripled), ("doubled.npy", tripled.Map(e => 2 * e)),
                ("least.npy", Matrix.FromRows([0, 1, 2], [3, 0, 0.5], [0.2, 0, 4])),
                ("thirds.npy", Scratch.Fill(3, 3, (_, _) => 1.0 / 9)),
            ])
            Npy(name, array);
    }
}
