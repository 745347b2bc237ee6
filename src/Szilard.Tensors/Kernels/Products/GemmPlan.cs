using System.Numerics;

namespace Szilard.Tensors.Kernels;

/// <summary>One matrix product cut into chunks for a crew. Each thread keeps one plan and fills it in anew,
/// so that a product allocates nothing.</summary>
internal sealed unsafe class GemmPlan<T, TTile>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
    where TTile : struct, IGemmTile<T>
{
    private const long AloneBelow = 1_200_000, PackAloneBelow = 46_875;
    private const long ProductsPerElement = 16;
    private const int PackedElements = 1 << 20;
    private const int MaximalPanelColumns = 2048;

    [ThreadStatic]
    private static GemmPlan<T, TTile>? t_plan;

    private readonly Action<int> _pack, _multiply;
    private GemmOperand<T> _a, _b;
    private GemmPanels<T, TTile> _panels;
    private Epilogue<T> _epilogue;
    private T* _c;
    private nint _stride;
    private int _rows, _rowChunks, _columnChunks;
    private bool _continues, _completes;

    private GemmPlan() => (_pack, _multiply) = (Pack, Multiply);

    /// <summary>C = op(A)·op(B) for m×k and k×n operands.</summary>
    public static void Run(
        Workers? workers, int m, int n, int k, GemmOperand<T> a, GemmOperand<T> b, T* c, nint stride,
        Epilogue<T> epilogue)
    {
        GemmPlan<T, TTile> plan = t_plan ??= new GemmPlan<T, TTile>();
        Workers? crew = Cost(m, n, k) < AloneBelow ? null : workers;
        for (int column = 0; column < n; column += MaximalPanelColumns)
        {
            int columns = Math.Min(MaximalPanelColumns, n - column);
            (plan._rows, plan._stride, plan._epilogue) = (m, stride, epilogue);
            plan._c = c + column;
            if (epilogue.Bias != null)
                plan._epilogue = epilogue with { Bias = epilogue.Bias + column };
            plan.RunColumns(crew, columns, k, a, b.From(0, column));
        }
    }

    /// <summary>What a product costs, in multiply-adds: reading, packing or writing an element takes about as
    /// long as sixteen of them. Below some 10 µs in all, a second thread costs more than it brings.</summary>
    private static long Cost(long m, long n, long k) =>
        (m * n * k) + (ProductsPerElement * ((m * k) + (k * n) + (m * n)));

    /// <summary>Walks along k in pieces whose packed B has a bounded size.</summary>
    private void RunColumns(Workers? crew, int n, int k, GemmOperand<T> a, GemmOperand<T> b)
    {
        int block = GemmPanels<T, TTile>.MaximalBlockDepth;
        int blocks = (int)Math.Max(1, PackedElements / GemmPanels<T, TTile>.Size(block, n));
        int pieces = Math.Max(1, (int)(((long)k + (blocks * block) - 1) / (blocks * block)));
        for (int piece = 0; piece < pieces; piece++)
        {
            int from = (int)((long)k * piece / pieces);
            int depth = (int)((long)k * (piece + 1) / pieces) - from;
            (_a, _b) = (a.From(0, from), b.From(from, 0));
            (_continues, _completes) = (piece > 0, piece == pieces - 1);
            RunPiece(crew, n, depth);
        }
    }

    private void RunPiece(Workers? crew, int n, int depth)
    {
        long size = GemmPanels<T, TTile>.Size(depth, n);
        _panels = new(KernelScratch.Get<T>(KernelScratch.Purpose.PackedB, size), depth, n);
        Cut();
        Share(size < PackAloneBelow ? null : crew, _panels.Slices, _pack);
        Share(crew, _rowChunks * _columnChunks, _multiply);
    }

    /// <summary>Chunks by shape alone: blocks of rows that fit the second cache level and are at least four,
    /// or groups of panels when there are too few rows.</summary>
    private void Cut()
    {
        int strips = (_rows + TTile.Rows - 1) / TTile.Rows;
        int fit = (_rows + GemmBlock<T, TTile>.MaximalRows - 1) / GemmBlock<T, TTile>.MaximalRows;
        _rowChunks = Math.Max(Math.Min(4, strips), fit + (fit % 2));
        _columnChunks = _rowChunks >= 4 ? 1 : Math.Min(4, _panels.Count);
    }

    private static void Share(Workers? crew, int chunks, Action<int> body)
    {
        if (crew is not null)
        {
            crew.Run(chunks, body);
            return;
        }
        for (int chunk = 0; chunk < chunks; chunk++)
            body(chunk);
    }

    private void Pack(int slice) => _panels.Pack(_b, slice);

    private void Multiply(int chunk)
    {
        (int rowChunk, int columnChunk) = Math.DivRem(chunk, _columnChunks);
        int strips = (_rows + TTile.Rows - 1) / TTile.Rows;
        int from = (int)((long)strips * rowChunk / _rowChunks) * TTile.Rows;
        int end = Math.Min(_rows, (int)((long)strips * (rowChunk + 1) / _rowChunks) * TTile.Rows);
        GemmBlock<T, TTile> block = new(
            _a.From(from, 0), end - from, _panels, _c + (from * _stride), _stride, _epilogue);
        block.Multiply(
            _panels.Count * columnChunk / _columnChunks, _panels.Count * (columnChunk + 1) / _columnChunks,
            _continues, _completes);
    }
}
