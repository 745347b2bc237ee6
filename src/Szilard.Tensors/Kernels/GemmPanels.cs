namespace Szilard.Tensors.Kernels;

/// <summary>The right operand B packed for a micro-kernel: cut along k into blocks whose panels fit the
/// first-level cache, each block into panels two registers wide. A last panel of one register or less is one
/// register wide.</summary>
internal readonly unsafe struct GemmPanels<T, TTile>(T* start, int depth, int columns)
    where T : unmanaged
    where TTile : struct, IGemmTile<T>
{
    private const int BlockBytes = 1536;

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

    /// <summary>Packs all of B on this thread.</summary>
    public static GemmPanels<T, TTile> Packed(
        GemmOperand<T> b, int depth, int columns, KernelScratch.Purpose purpose)
    {
        T* start = KernelScratch.Get<T>(purpose, Size(depth, columns));
        GemmPanels<T, TTile> panels = new(start, depth, columns);
        for (int panel = 0; panel < panels.Count; panel++)
            panels.Pack(b, panel);
        return panels;
    }

    /// <summary>Packs one panel of B.</summary>
    public void Pack(GemmOperand<T> b, int panel)
    {
        GemmOperand<T> strip = b.From(0, (nint)panel * Width).Transposed;
        int width = PanelWidth(panel), used = PanelColumns(panel);
        for (int block = 0; block < Blocks; block++)
        {
            int from = BlockStart(block);
            int deep = BlockStart(block + 1) - from;
            GemmPacking.Strip(strip.From(0, from), width, used, deep, Panel(block, panel));
        }
    }

    private static int PaddedColumns(int columns) =>
        (columns + TTile.Lanes - 1) / TTile.Lanes * TTile.Lanes;
}
