using Szilard.Physics.Networks.Graphs;

namespace Szilard.Physics.Networks.Solvers;

/// <summary>P·A·Pᵀ = L·D·Lᵀ of a sparse symmetric positive definite matrix whose pattern stays while its
/// values change: ordered and analysed once, factored often.</summary>
/// <remarks>Davis, "Algorithm 849: a concise sparse Cholesky factorization package", 2005 (up-looking, along
/// the elimination tree), after an ordering by minimum degree.</remarks>
internal sealed class SparseCholesky
{
    private readonly int _size;
    private readonly int[] _order;
    private readonly int[][] _upper;
    private readonly int[][] _entries;
    private readonly int[] _parent, _start, _filled, _flag, _path, _rows;
    private readonly double[] _values, _pivots, _work;

    /// <summary>Orders and analyses a pattern.</summary>
    /// <param name="size">Rows.</param>
    /// <param name="couplings">The places of off-diagonal entries, each once; their order is that of the
    /// values given to <see cref="Factor"/>.</param>
    public SparseCholesky(int size, IReadOnlyList<Edge> couplings)
    {
        _size = size;
        _order = MinimumDegree.Order(size, couplings);
        (_upper, _entries) = Columns(couplings);
        (_parent, _start, _filled, _flag) = (new int[size], new int[size + 1], new int[size], new int[size]);
        (_path, _pivots, _work) = (new int[size], new double[size], new double[size]);
        Analyse();
        (_rows, _values) = (new int[_start[size]], new double[_start[size]]);
    }

    /// <summary>Entries of L below its diagonal.</summary>
    public int Fill => _rows.Length;

    /// <summary>Factors A with these values; false where a pivot is not positive.</summary>
    /// <param name="diagonal">One for each row.</param>
    /// <param name="couplings">One for each coupling.</param>
    public bool Factor(ReadOnlySpan<double> diagonal, ReadOnlySpan<double> couplings)
    {
        Array.Clear(_filled);
        _flag.AsSpan().Fill(-1);
        for (int k = 0; k < _size; k++)
        {
            int top = Reach(k, couplings);
            _pivots[k] = diagonal[_order[k]];
            for (; top < _size; top++)
                EliminateWith(_path[top], k);
            if (!(_pivots[k] > 0))
                return false;
        }
        return true;
    }

    /// <summary>x = A⁻¹b; the two may be the same memory.</summary>
    public void Solve(ReadOnlySpan<double> b, Span<double> x)
    {
        double[] y = _work;
        for (int k = 0; k < _size; k++)
            y[k] = b[_order[k]];
        for (int k = 0; k < _size; k++)
            for (int p = _start[k]; p < _start[k + 1]; p++)
                y[_rows[p]] -= _values[p] * y[k];
        for (int k = _size - 1; k >= 0; k--)
        {
            double sum = y[k] / _pivots[k];
            for (int p = _start[k]; p < _start[k + 1]; p++)
                sum -= _values[p] * y[_rows[p]];
            y[k] = sum;
        }
        for (int k = 0; k < _size; k++)
            x[_order[k]] = y[k];
        Array.Clear(y);
    }

    /// <summary>For each column in order: the earlier rows it touches, and which coupling sits
    /// there.</summary>
    private (int[][] Rows, int[][] Entries) Columns(IReadOnlyList<Edge> couplings)
    {
        var place = new int[_size];
        for (int k = 0; k < _size; k++)
            place[_order[k]] = k;
        var pairs = couplings.Select((edge, e) =>
            (Row: Math.Min(place[edge.From], place[edge.To]),
             Column: Math.Max(place[edge.From], place[edge.To]), Entry: e)).ToLookup(c => c.Column);
        return ([.. Enumerable.Range(0, _size).Select(k => pairs[k].Select(c => c.Row).ToArray())],
            [.. Enumerable.Range(0, _size).Select(k => pairs[k].Select(c => c.Entry).ToArray())]);
    }

    /// <summary>The elimination tree, and how many entries each column of L gets.</summary>
    private void Analyse()
    {
        _parent.AsSpan().Fill(-1);
        _flag.AsSpan().Fill(-1);
        for (int k = 0; k < _size; k++)
        {
            _flag[k] = k;
            foreach (int row in _upper[k])
                for (int i = row; _flag[i] != k; i = _parent[i])
                {
                    if (_parent[i] < 0)
                        _parent[i] = k;
                    _filled[i]++;
                    _flag[i] = k;
                }
        }
        for (int k = 0; k < _size; k++)
            _start[k + 1] = _start[k] + _filled[k];
    }

    /// <summary>Spreads column k of A over the work vector and lists, from the returned place of the path on,
    /// the columns of L that reach it, in the order of elimination.</summary>
    private int Reach(int k, ReadOnlySpan<double> couplings)
    {
        int top = _size;
        _flag[k] = k;
        for (int c = 0; c < _upper[k].Length; c++)
        {
            _work[_upper[k][c]] += couplings[_entries[k][c]];
            int length = 0;
            for (int i = _upper[k][c]; _flag[i] != k; i = _parent[i])
            {
                _path[length++] = i;
                _flag[i] = k;
            }
            while (length > 0)
                _path[--top] = _path[--length];
        }
        return top;
    }

    private void EliminateWith(int i, int k)
    {
        double y = _work[i];
        _work[i] = 0;
        int end = _start[i] + _filled[i];
        for (int p = _start[i]; p < end; p++)
            _work[_rows[p]] -= _values[p] * y;
        double l = y / _pivots[i];
        _pivots[k] -= l * y;
        (_rows[end], _values[end]) = (k, l);
        _filled[i]++;
    }
}
