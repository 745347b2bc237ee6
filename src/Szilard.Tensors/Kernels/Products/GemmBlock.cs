using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics.X86;

namespace Szilard.Tensors.Kernels;

/// <summary>A block of rows of A times panels of packed B, on one thread, to be used by the thread that made
/// it. A strip of A stays in the first cache level while the panels pass by, which stay in the second; so C
/// is written along its rows.</summary>
internal readonly unsafe struct GemmBlock<T, TTile>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
    where TTile : struct, IGemmTile<T>
{
    private const int ConflictBytes = 1024;
    private const int LineBytes = 64;
    private const int PackedColumns = 32;
    private const int ResidentBytes = 5 << 18;
    private readonly GemmOperand<T> _a;
    private readonly GemmPanels<T, TTile> _b;
    private readonly Epilogue<T> _epilogue;
    private readonly int _rows;
    private readonly T* _c, _zeros, _edge;
    private readonly nint _stride;

    /// <summary>The product of <paramref name="rows"/> rows of A with B, into C with rows
    /// <paramref name="stride"/> apart.</summary>
    public GemmBlock(
        GemmOperand<T> a, int rows, GemmPanels<T, TTile> b, T* c, nint stride, Epilogue<T> epilogue)
    {
        (_a, _rows, _b, _stride, _epilogue) = (a, rows, b, stride, epilogue);
        _c = c;
        _zeros = KernelScratch.Get<T>(KernelScratch.Purpose.Zeros, GemmPanels<T, TTile>.Width);
        _edge = KernelScratch.Get<T>(KernelScratch.Purpose.EdgeTile, TTile.Rows * GemmPanels<T, TTile>.Width);
    }

    /// <summary>Rows that one block should have at most, so that its part of A fits the second cache
    /// level.</summary>
    public static int MaximalRows => 20 * TTile.Rows;

    /// <summary>Multiplies with the panels from <paramref name="first"/> to before <paramref name="end"/>.
    /// </summary>
    /// <param name="first">The first panel.</param>
    /// <param name="end">The panel after the last.</param>
    /// <param name="continues">C already holds the sum over smaller k.</param>
    /// <param name="completes">The sum is complete afterwards: bias after accumulation and activation follow.
    /// </param>
    public void Multiply(int first, int end, bool continues, bool completes)
    {
        for (int block = 0; block < _b.Blocks; block++)
            MultiplyBlock(block, first, end, continues || block > 0);
        int width = GemmPanels<T, TTile>.Width;
        if (completes)
            Complete(first * width, Math.Min(_b.Columns, end * width));
    }

    private void MultiplyBlock(int block, int first, int end, bool continues)
    {
        int from = _b.BlockStart(block), depth = _b.BlockStart(block + 1) - from;
        GemmOperand<T> a = _a.From(0, from);
        int direct = DirectStrips(end - first);
        T* packed = PackStrips(a, depth, direct);
        int panelBytes = sizeof(T) * GemmPanels<T, TTile>.Width * Math.Max(1, depth);
        int group = Math.Max(1, ResidentBytes / panelBytes);
        for (; first < end; first += group)
        {
            int groupEnd = Math.Min(end, first + group);
            for (int strip = 0; strip < Strips; strip++)
            {
                GemmOperand<T> rows = strip < direct
                    ? a.From(strip * TTile.Rows, 0)
                    : new(packed + ((long)(strip - direct) * TTile.Rows * depth), 1, TTile.Rows);
                MultiplyStrip(rows, block, strip, first, groupEnd, continues);
            }
        }
    }

    private int Strips => (_rows + TTile.Rows - 1) / TTile.Rows;

    /// <summary>How many strips of A are read where they lie: all whole ones, unless several panels pass over
    /// them and they are transposed or their rows fall on the same cache lines.</summary>
    private int DirectStrips(int panels)
    {
        bool friendly = _a.ColumnStride == 1 && _a.RowStride * sizeof(T) % ConflictBytes != 0;
        return friendly || panels < 3 ? _rows / TTile.Rows : 0;
    }

    private T* PackStrips(GemmOperand<T> a, int depth, int direct)
    {
        int size = TTile.Rows * depth;
        T* packed = KernelScratch.Get<T>(KernelScratch.Purpose.PackedA, (Strips - direct) * (long)size);
        for (int k = 0; k < depth; k += PackedColumns)
        {
            int count = Math.Min(PackedColumns, depth - k);
            for (int strip = direct; strip < Strips; strip++)
            {
                int row = strip * TTile.Rows, used = Math.Min(TTile.Rows, _rows - row);
                T* target = packed + ((long)(strip - direct) * size) + (k * TTile.Rows);
                GemmPacking.Strip(a.From(row, k), TTile.Rows, used, count, target);
            }
        }
        return packed;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void MultiplyStrip(GemmOperand<T> a, int block, int strip, int first, int end, bool continues)
    {
        int row = strip * TTile.Rows, rows = Math.Min(TTile.Rows, _rows - row);
        int depth = _b.BlockStart(block + 1) - _b.BlockStart(block);
        bool ahead = Sse.IsSupported && a.ColumnStride == 1 && row + (2 * TTile.Rows) <= _rows;
        for (int panel = first; panel < end; panel++)
        {
            int column = panel * GemmPanels<T, TTile>.Width;
            int width = _b.PanelWidth(panel), columns = _b.PanelColumns(panel);
            T* b = _b.Panel(block, panel), c = _c + (row * _stride) + column;
            GemmStart<T> start = Start(c, column, continues);
            Prefetch(c, rows, columns);
            if (ahead)
                PrefetchStrip(a.From(TTile.Rows, 0), depth, panel - first, end - first);
            if (rows == TTile.Rows && columns == width)
                Tile(a, b, depth, width, start, c, _stride);
            else
                EdgeTile(a, b, depth, width, start, c, rows, columns);
        }
    }

    /// <summary>A tile that C has not room for is computed beside it.</summary>
    private void EdgeTile(
        GemmOperand<T> a, T* b, int depth, int width, GemmStart<T> start, T* c, int rows, int columns)
    {
        Tile(a, b, depth, width, new GemmStart<T>((nint)_zeros, 0), _edge, width);
        for (int i = 0; i < rows; i++)
            AddRow(_edge + (i * width), start.Row + (i * start.Stride), c + (i * _stride), columns);
    }

    /// <summary>Calls the lines of C while the tile is computed, so that storing it does not wait for them.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Prefetch(T* c, int rows, int columns)
    {
        for (int i = 0; i < rows && Sse.IsSupported; i++, c += _stride)
        {
            Sse.Prefetch0(c);
            Sse.Prefetch0(c + columns - 1);
        }
    }

    /// <summary>Calls one of several parts of the next strip of A into the second cache level, so that the
    /// first panel does not wait for it.</summary>
    private static void PrefetchStrip(GemmOperand<T> strip, int depth, int part, int parts)
    {
        int from = (int)((long)depth * part / parts), end = (int)((long)depth * (part + 1) / parts);
        T* row = strip.Start;
        for (int i = 0; i < TTile.Rows; i++, row += strip.RowStride)
        {
            for (int k = from; k < end; k += LineBytes / sizeof(T))
                Sse.Prefetch1(row + k);
        }
    }

    private static void Tile(
        GemmOperand<T> a, T* b, int depth, int width, GemmStart<T> start, T* c, nint stride)
    {
        if (width == TTile.Lanes)
            TTile.Single(depth, a.Start, a.RowStride, a.ColumnStride, b, start, c, stride);
        else
            TTile.Double(depth, a.Start, a.RowStride, a.ColumnStride, b, start, c, stride);
    }

    private GemmStart<T> Start(T* c, int column, bool continues)
    {
        if (continues || _epilogue.Accumulate)
            return new GemmStart<T>((nint)c, _stride);
        return new GemmStart<T>((nint)(_epilogue.Bias == null ? _zeros : _epilogue.Bias + column), 0);
    }

    private static void AddRow(T* x, T* y, T* sum, int count)
    {
        for (int i = 0; i < count; i++)
            sum[i] = x[i] + y[i];
    }

    /// <summary>Adds a bias that could not be the start, and applies the activation.</summary>
    private void Complete(int first, int end)
    {
        bool biased = _epilogue is { Accumulate: true } && _epilogue.Bias != null;
        bool activated = _epilogue.Activation != Activation.None;
        T slope = _epilogue.Activation == Activation.LeakyRelu ? _epilogue.Slope : T.Zero;
        for (int i = 0; i < _rows && (biased || activated); i++)
        {
            T* row = _c + (i * _stride);
            if (biased)
                AddRow(row + first, _epilogue.Bias + first, row + first, end - first);
            if (activated)
                TTile.Rectify(row + first, end - first, slope);
        }
    }
}
