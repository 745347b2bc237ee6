using System.Numerics;

namespace Szilard.Tensors.Kernels;

/// <summary>A matrix product as asked for. When its sums are so long and its result so small that the result
/// cannot occupy a crew, the sums are cut instead, into pieces fixed by the shape, which are added up in
/// order.</summary>
internal readonly unsafe struct GemmSplit<T> : ITiledWork<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private const int SmallResult = 16384;
    private const int PieceDepth = 768;
    private const int MaximalPieces = 16;
    private readonly Workers _workers;
    private readonly int _m, _n, _k;
    private readonly GemmOperand<T> _a, _b;
    private readonly T* _c;
    private readonly nint _stride;
    private readonly Epilogue<T> _epilogue;

    public GemmSplit(
        Workers workers, int m, int n, int k, GemmOperand<T> a, GemmOperand<T> b, T* c, nint stride,
        Epilogue<T> epilogue)
    {
        (_workers, _m, _n, _k, _a, _b) = (workers, m, n, k, a, b);
        (_stride, _epilogue) = (stride, epilogue);
        _c = c;
    }

    public void Run<TTile>()
        where TTile : struct, IGemmTile<T>
    {
        int pieces = Math.Min(MaximalPieces, _k / PieceDepth);
        if ((long)_m * _n > SmallResult || pieces < 2)
            GemmPlan<T, TTile>.Run(_workers, _m, _n, _k, _a, _b, _c, _stride, _epilogue);
        else
            RunPieces<TTile>(pieces);
    }

    private void RunPieces<TTile>(int pieces)
        where TTile : struct, IGemmTile<T>
    {
        T* partials = KernelScratch.Get<T>(KernelScratch.Purpose.Partials, (long)pieces * _m * _n);
        GemmSplit<T> product = this;
        _workers.Run(pieces, piece => product.Piece<TTile>(piece, pieces, partials));
        for (int i = 0; i < _m; i++)
            Combine(i, pieces, partials);
    }

    private void Piece<TTile>(int piece, int pieces, T* partials)
        where TTile : struct, IGemmTile<T>
    {
        int from = (int)((long)_k * piece / pieces);
        int depth = (int)((long)_k * (piece + 1) / pieces) - from;
        T* partial = partials + ((long)piece * _m * _n);
        GemmPlan<T, TTile>.Run(
            null, _m, _n, depth, _a.From(0, from), _b.From(from, 0), partial, _n, default);
    }

    /// <summary>Adds the pieces of one row of C up and applies the epilogue.</summary>
    private void Combine(int row, int pieces, T* partials)
    {
        Span<T> sum = new(partials + ((long)row * _n), _n);
        for (int piece = 1; piece < pieces; piece++)
        {
            ReadOnlySpan<T> part = new(partials + (((long)piece * _m) + row) * _n, _n);
            System.Numerics.Tensors.TensorPrimitives.Add(sum, part, sum);
        }
        T* c = _c + (row * _stride);
        T slope = _epilogue.Activation == Activation.LeakyRelu ? _epilogue.Slope : T.Zero;
        for (int j = 0; j < _n; j++)
        {
            T value = sum[j] + (_epilogue.Accumulate ? c[j] : T.Zero);
            value += _epilogue.Bias == null ? T.Zero : _epilogue.Bias[j];
            c[j] = _epilogue.Activation == Activation.None ? value : GemmLanesScalar<T>.Rectify(value, slope);
        }
    }
}
