namespace Szilard.Tensors.Kernels;

/// <summary>How the table of logits is cut, from its shape alone.</summary>
/// <remarks>Keys are packed into panels of <see cref="Panel"/>, one coordinate after the other, so that a
/// register holds one coordinate of many keys. Rows go in blocks whose exponentials stay in the second-level
/// cache between the sweep that makes them and the one that uses them, and blocks in chunks, each with its
/// own gradient of the keys.</remarks>
internal readonly struct PairwisePlan
{
    /// <summary>Keys per panel: four registers of 512 bits.</summary>
    public const int Panel = 64;

    /// <summary>The most rows of a block; depth enough that loading and storing the keys' gradient does not
    /// count.</summary>
    public const int MostRows = 64;

    private const int BlockNumbers = 1 << 18, SumNumbers = 1 << 13, MostChunks = 8;
    private const double LeastWork = 1 << 18;

    public PairwisePlan(int queries, int keys, int dimensions)
    {
        Panels = (keys + Panel - 1) / Panel;
        Stride = (dimensions + 4) & ~3;
        double work = (double)queries * keys * (dimensions + 8);
        int chunks = (int)Math.Clamp(work / LeastWork, 1, MostChunks);
        RowsPerChunk = ((queries + chunks - 1) / chunks + 3) & ~3;
        Chunks = (queries + RowsPerChunk - 1) / RowsPerChunk;
        int rows = Math.Min(BlockNumbers / (Panels * Panel), SumNumbers / Stride);
        RowsPerBlock = Math.Min(RowsPerChunk, Math.Clamp(rows & ~3, 4, MostRows));
    }

    /// <summary>How many panels of keys, the last one padded.</summary>
    public int Panels { get; }

    /// <summary>Coordinates with padding to a multiple of four: at least one more than there are, for the
    /// column of ones that yields the sums of weights.</summary>
    public int Stride { get; }

    /// <summary>Rows of one chunk of work, a multiple of four.</summary>
    public int RowsPerChunk { get; }

    /// <summary>How many chunks of work.</summary>
    public int Chunks { get; }

    /// <summary>Rows whose exponentials are held at a time, a multiple of four.</summary>
    public int RowsPerBlock { get; }

    /// <summary>Numbers in one panel of coordinates.</summary>
    public int PanelNumbers => Stride * Panel;

    /// <summary>Numbers in all panels of coordinates.</summary>
    public int KeyNumbers => checked(Panels * PanelNumbers);
}
