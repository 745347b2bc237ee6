namespace Szilard.Tensors.Kernels;

/// <summary>Where the sums of a tile start: <see cref="Row"/> + i · <see cref="Stride"/> for row i.
/// A stride of 0 starts all rows alike, from the bias or from zeros.</summary>
internal readonly unsafe record struct GemmStart<T>(nint Address, nint Stride)
    where T : unmanaged
{
    public T* Row => (T*)Address;
}

/// <summary>A micro-kernel: the innermost block of the product, whose sums stay in registers.</summary>
internal unsafe interface IGemmTile<T>
    where T : unmanaged
{
    /// <summary>Rows of the tile.</summary>
    static abstract int Rows { get; }

    /// <summary>Columns per register; a tile is one or two of them wide.</summary>
    static abstract int Lanes { get; }

    /// <summary>C = start + A·B for a tile two registers wide.</summary>
    /// <param name="depth">How many products each sum has.</param>
    /// <param name="a">A, with element (i, k) at a[i · row + k · step].</param>
    /// <param name="row">Distance of rows of A.</param>
    /// <param name="step">Distance of columns of A.</param>
    /// <param name="b">B packed: all columns of the tile for k = 0, then for k = 1, …</param>
    /// <param name="start">What the sums start from.</param>
    /// <param name="c">The tile of C.</param>
    /// <param name="stride">Distance of rows of C.</param>
    static abstract void Double(
        nint depth, T* a, nint row, nint step, T* b, GemmStart<T> start, T* c, nint stride);

    /// <summary>The same for a tile one register wide.</summary>
    static abstract void Single(
        nint depth, T* a, nint row, nint step, T* b, GemmStart<T> start, T* c, nint stride);

    /// <summary>Multiplies the negative ones of some values by the slope.</summary>
    static abstract void Rectify(T* values, int count, T slope);
}
