namespace Szilard.Tensors.Kernels;

/// <summary>The right operand B packed for a micro-kernel: cut along k into blocks that the caches
/// can hold, each block into panels two registers wide. A last panel of one register or less is one
/// register wide.</summary>
internal readonly unsafe struct GemmPanels<T, TTile>(T* start, int depth, int columns)
    where T : unmanaged
    where TTile : struct, IGemmTile<T>
{
    // Bytes of one column: with the strip of A beside it, half of the first cache level.
    private const int BlockBytes = 2048;
    private const int SlicesPerBlock = 4;
    private const int PackedRows = 32;

    /// <summary>Rows of B.</summary>
    public int Depth => depth;

    /// <summary>Columns of B.</summary>
    public int Columns => columns;

    /// <summary>Columns of a full panel.</summary>
    public static int Width => 2 * TTile.Lanes;

    /// <summary>How many panels there are.</summary>
    public int Count => (columns + Width - 1) / Width;

    /// <summary>How many blocks k is cut into, at least one so that an empty sum is stored too.</summary>
    public int Blocks => Math.Max(1, (depth + MaximalBlockDepth - 1) / MaximalBlockDepth);

    /// <summary>Elements that the packed matrix takes.</summary>
    public static long Size(int depth, int columns) => (long)depth * PaddedColumns(columns);

    /// <summary>The largest depth of a block.</summary>
    public static int MaximalBlockDepth => BlockBytes / sizeof(T);

    /// <summary>Where block <paramref name="block"/> starts along k; blocks are of nearly equal depth.
    /// </summary>
    public int BlockStart(int block) => (int)((long)depth * block / Blocks);

    /// <summary>How wide a panel is stored: one register or two.</summary>
    public int PanelWidth(int panel) => columns - (panel * Width) <= TTile.Lanes ? TTile.Lanes : Width;

    /// <summary>How many columns of a panel exist.</summary>
    public int PanelColumns(int panel) => Math.Min(Width, columns - (panel * Width));

    /// <summary>A panel's slice of a block.</summary>
    public T* Panel(int block, int panel)
    {
        int from = BlockStart(block);
        int deep = BlockStart(block + 1) - from;
        return start + ((long)from * PaddedColumns(columns)) + ((long)panel * Width * deep);
    }

    /// <summary>Packs all of B on this thread, unless it lies in memory as one panel already.</summary>
    public static GemmPanels<T, TTile> Packed(
        GemmOperand<T> b, int depth, int columns, KernelScratch.Purpose purpose)
    {
        bool panel = columns == TTile.Lanes || columns == Width;
        if (panel && b.RowStride == columns && b.ColumnStride == 1)
            return new GemmPanels<T, TTile>(b.Start, depth, columns);
        T* packed = KernelScratch.Get<T>(purpose, Size(depth, columns));
        GemmPanels<T, TTile> panels = new(packed, depth, columns);
        for (int slice = 0; slice < panels.Slices; slice++)
            panels.Pack(b, slice);
        return panels;
    }

    /// <summary>Into how many slices along k the packing can be shared out.</summary>
    public int Slices => Blocks * SlicesPerBlock;

    /// <summary>Packs one slice of B: a few rows at a time through all panels, because B is stored by rows
    /// more often than not, and reading along memory is what memory is quick at.</summary>
    public void Pack(GemmOperand<T> b, int slice)
    {
        (int block, int part) = Math.DivRem(slice, SlicesPerBlock);
        int from = BlockStart(block), deep = BlockStart(block + 1) - from;
        int end = deep * (part + 1) / SlicesPerBlock;
        for (int k = deep * part / SlicesPerBlock; k < end; k += PackedRows)
        {
            int count = Math.Min(PackedRows, end - k);
            for (int panel = 0; panel < Count; panel++)
            {
                int width = PanelWidth(panel), used = PanelColumns(panel);
                GemmOperand<T> strip = b.From(from + k, (nint)panel * Width).Transposed;
                GemmPacking.Strip(strip, width, used, count, Panel(block, panel) + ((nint)k * width));
            }
        }
    }

    private static int PaddedColumns(int columns) =>
        (columns + TTile.Lanes - 1) / TTile.Lanes * TTile.Lanes;
}
