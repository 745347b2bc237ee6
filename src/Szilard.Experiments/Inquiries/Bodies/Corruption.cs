using Szilard.Physics.Networks.Tasks;
using Szilard.Tensors;

namespace Szilard.Experiments.Inquiries.Bodies;

/// <summary>Cues with one spin flipped, and how well anyone could do with them.</summary>
internal static class Corruption
{
    /// <summary>Every pattern with each of its cue spins flipped in turn: patterns × cued samples.</summary>
    public static Lesson Flipped(Matrix patterns, int cued)
    {
        List<double> cues = [], answers = [];
        for (int row = 0; row < patterns.Rows; row++)
            for (int flip = 0; flip < cued; flip++)
            {
                double[] cue = patterns.Row(row)[..cued].ToArray();
                cue[flip] = -cue[flip];
                cues.AddRange(cue);
                answers.AddRange(patterns.Row(row)[cued..]);
            }
        return new Lesson(patterns.Rows * cued, [.. cues], [.. answers]);
    }

    /// <summary>The share of right answers of a machine that knows all patterns and that one spin was
    /// flipped: of all patterns that a cue may come from it names the most frequent answer.</summary>
    public static double Best(Lesson flipped)
    {
        int cued = flipped.Inputs.Length / flipped.Count, asked = flipped.Targets.Length / flipped.Count;
        var samples = Enumerable.Range(0, flipped.Count).Select(s => (
            Cue: Word(flipped.Inputs.AsSpan(s * cued, cued)),
            Answer: Word(flipped.Targets.AsSpan(s * asked, asked))));
        return samples.GroupBy(s => s.Cue).Sum(same => same.GroupBy(s => s.Answer).Max(g => g.Count()))
            / (double)flipped.Count;
    }

    private static int Word(ReadOnlySpan<double> spins)
    {
        int word = 0;
        for (int i = 0; i < spins.Length; i++)
            word |= spins[i] > 0 ? 1 << i : 0;
        return word;
    }
}
