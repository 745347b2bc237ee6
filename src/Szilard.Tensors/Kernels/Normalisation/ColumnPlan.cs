using System.Numerics;

namespace Szilard.Tensors.Kernels;

/// <summary>How a rows × columns table is worked through column by column, from its shape alone: as one long
/// stretch of numbers in periods of several rows, so that few columns fill the registers too.</summary>
internal readonly struct ColumnPlan
{
    private const int LeastPeriod = 512, LeastChunk = 1 << 15, MostChunks = 64;

    public ColumnPlan(int rows, int columns)
    {
        (Rows, Columns) = (rows, columns);
        Period = Math.Min(rows, (LeastPeriod + columns - 1) / columns) * columns;
        long periods = (Length + Period - 1) / Period;
        long perChunk = Math.Max((LeastChunk + Period - 1) / Period, (periods + MostChunks - 1) / MostChunks);
        ChunkLength = perChunk * Period;
        Chunks = (int)((periods + perChunk - 1) / perChunk);
    }

    public int Rows { get; }

    public int Columns { get; }

    /// <summary>Numbers of some whole rows.</summary>
    public int Period { get; }

    /// <summary>Numbers of one chunk of work, a multiple of the period.</summary>
    public long ChunkLength { get; }

    public int Chunks { get; }

    public long Length => (long)Rows * Columns;

    /// <summary>Writes one number per column for every row of a period.</summary>
    public unsafe void Tile<T>(T* perColumn, T* perPeriod)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        for (int i = 0; i < Period; i++)
            perPeriod[i] = perColumn[i % Columns];
    }
}
