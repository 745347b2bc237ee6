namespace Szilard.Tensors.Kernels;

/// <summary>A matrix seen through two strides, so that a transposed one is no special case:
/// element (i, j) is <c>Start[i · RowStride + j · ColumnStride]</c>.</summary>
internal unsafe readonly struct GemmOperand<T>(T* start, nint rowStride, nint columnStride)
    where T : unmanaged
{
    public T* Start => start;

    public nint RowStride => rowStride;

    public nint ColumnStride => columnStride;

    public GemmOperand<T> Transposed => new(start, columnStride, rowStride);

    /// <summary>The same matrix seen from element (row, column) on.</summary>
    public GemmOperand<T> From(nint row, nint column) =>
        new(start + (row * rowStride) + (column * columnStride), rowStride, columnStride);

    /// <summary>op(X) for a row-major X with rows <paramref name="stride"/> apart.</summary>
    public static GemmOperand<T> Stored(T* start, int stride, bool transposed) =>
        transposed ? new(start, 1, stride) : new(start, stride, 1);
}
