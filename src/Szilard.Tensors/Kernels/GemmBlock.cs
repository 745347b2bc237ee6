using System.Numerics;
using System.Runtime.CompilerServices;

namespace Szilard.Tensors.Kernels;

/// <summary>A block of rows of A times panels of packed B, on one thread. The panel of B stays in the first
/// cache level while strips of A pass by, and the rows of A stay in the second.</summary>
internal readonly unsafe struct GemmBlock<T, TTile>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
    where TTile : struct, IGemmTile<T>
{
    private const int ConflictBytes = 1024;
    private readonly GemmOperand<T> _a;
    private readonly GemmPanels<T, TTile> _b;
    private readonly Epilogue<T> _epilogue;
    private readonly int _rows;
    private readonly T* _c;
    private readonly nint _stride;

    /// <summary>The product of <paramref name="rows"/> rows of A with B, into C with rows
    /// <paramref name="stride"/> apart.</summary>
    public GemmBlock(
        GemmOperand<T> a, int rows, GemmPanels<T, TTile> b, T* c, nint stride, Epilogue<T> epilogue)
    {
        (_a, _rows, _b, _stride, _epilogue) = (a, rows, b, stride, epilogue);
        _c = c;
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
        {
            int from = _b.BlockStart(block);
            int depth = _b.BlockStart(block + 1) - from;
            GemmOperand<T> a = _a.From(0, from);
            int direct = DirectStrips(end - first);
            T* packed = PackStrips(a, depth, direct);
            for (int panel = first; panel < end; panel++)
                MultiplyPanel(a, packed, direct, block, panel, depth, continues || block > 0);
        }
        int width = GemmPanels<T, TTile>.Width;
        if (completes)
            Complete(first * width, Math.Min(_b.Columns, end * width));
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
        for (int strip = direct; strip < Strips; strip++)
        {
            int row = strip * TTile.Rows;
            int used = Math.Min(TTile.Rows, _rows - row);
            T* target = packed + ((long)(strip - direct) * size);
            GemmPacking.Strip(a.From(row, 0), TTile.Rows, used, depth, target);
        }
        return packed;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void MultiplyPanel(
        GemmOperand<T> a, T* packed, int direct, int block, int panel, int depth, bool continues)
    {
        T* b = _b.Panel(block, panel);
        for (int strip = 0; strip < Strips; strip++)
        {
            GemmOperand<T> rows = strip < direct
                ? a.From(strip * TTile.Rows, 0)
                : new(packed + ((long)(strip - direct) * TTile.Rows * depth), 1, TTile.Rows);
            MultiplyTile(rows, b, depth, strip, panel, continues);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void MultiplyTile(GemmOperand<T> a, T* b, int depth, int strip, int panel, bool continues)
    {
        int row = strip * TTile.Rows, column = panel * GemmPanels<T, TTile>.Width;
        int width = _b.PanelWidth(panel), columns = _b.PanelColumns(panel);
        int rows = Math.Min(TTile.Rows, _rows - row);
        T* c = _c + (row * _stride) + column;
        GemmStart<T> start = Start(c, column, continues);
        if (rows == TTile.Rows && columns == width)
        {
            Tile(a, b, depth, width, start, c, _stride);
            return;
        }
        T* edge = KernelScratch.Get<T>(KernelScratch.Purpose.EdgeTile, TTile.Rows * width);
        Tile(a, b, depth, width, new GemmStart<T>((nint)Zeros, 0), edge, width);
        for (int i = 0; i < rows; i++)
            AddRow(edge + (i * width), start.Row + (i * start.Stride), c + (i * _stride), columns);
    }

    private static void Tile(
        GemmOperand<T> a, T* b, int depth, int width, GemmStart<T> start, T* c, nint stride)
    {
        if (width == TTile.Lanes)
            TTile.Single(depth, a.Start, a.RowStride, a.ColumnStride, b, start, c, stride);
        else
            TTile.Double(depth, a.Start, a.RowStride, a.ColumnStride, b, start, c, stride);
    }

    private static T* Zeros =>
        KernelScratch.Get<T>(KernelScratch.Purpose.Zeros, GemmPanels<T, TTile>.Width);

    private GemmStart<T> Start(T* c, int column, bool continues)
    {
        if (continues || _epilogue.Accumulate)
            return new GemmStart<T>((nint)c, _stride);
        return new GemmStart<T>((nint)(_epilogue.Bias == null ? Zeros : _epilogue.Bias + column), 0);
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
