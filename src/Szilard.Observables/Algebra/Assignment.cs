using Szilard.Tensors;

namespace Szilard.Observables.Algebra;

/// <summary>The exact linear assignment problem: at most one column per row and one row per column, so that
/// the sum of the scores is largest. Never greedy.</summary>
/// <remarks>Shortest augmenting paths with potentials, O(min² · max): Kuhn, "The Hungarian method for the
/// assignment problem", 1955; Jonker and Volgenant, "A shortest augmenting path algorithm for dense and
/// sparse linear assignment problems", 1987.</remarks>
public static class Assignment
{
    /// <summary>The column given to each row; −1 for rows that get none because there are more rows than
    /// columns.</summary>
    /// <param name="scores">Rows × columns, finite.</param>
    public static int[] Maximise(Matrix scores)
    {
        if (scores.Rows <= scores.Columns)
            return new Search(scores).Run();
        int[] rowOfColumn = new Search(scores.Transpose()).Run();
        int[] columnOfRow = new int[scores.Rows];
        Array.Fill(columnOfRow, -1);
        for (int column = 0; column < rowOfColumn.Length; column++)
            columnOfRow[rowOfColumn[column]] = column;
        return columnOfRow;
    }

    /// <summary>State of the search: rows ≤ columns; cost = −score; column index <c>Columns</c> is the
    /// virtual root of the path.</summary>
    private sealed class Search(Matrix scores)
    {
        private readonly int _root = scores.Columns;
        private readonly double[] _rowPrice = new double[scores.Rows];
        private readonly double[] _columnPrice = new double[scores.Columns + 1];
        private readonly int[] _rowOf = [.. Enumerable.Repeat(-1, scores.Columns + 1)];
        private readonly int[] _previous = new int[scores.Columns];
        private readonly double[] _slack = new double[scores.Columns];
        private readonly bool[] _done = new bool[scores.Columns + 1];

        public int[] Run()
        {
            for (int row = 0; row < scores.Rows; row++)
                Augment(FindPath(row));
            int[] columnOf = new int[scores.Rows];
            for (int column = 0; column < scores.Columns; column++)
                if (_rowOf[column] >= 0)
                    columnOf[_rowOf[column]] = column;
            return columnOf;
        }

        private int FindPath(int row)
        {
            Array.Fill(_slack, double.PositiveInfinity);
            Array.Clear(_done);
            _rowOf[_root] = row;
            int column = _root;
            while (_rowOf[column] >= 0)
            {
                _done[column] = true;
                int next = Relax(column);
                Shift(_slack[next]);
                column = next;
            }
            return column;
        }

        /// <summary>Updates the slacks from the row of that column; returns the open column of least
        /// slack.</summary>
        private int Relax(int column)
        {
            int row = _rowOf[column], best = -1;
            for (int j = 0; j < scores.Columns; j++)
            {
                if (_done[j])
                    continue;
                double reduced = -scores[row, j] - _rowPrice[row] - _columnPrice[j];
                if (reduced < _slack[j])
                    (_slack[j], _previous[j]) = (reduced, column);
                if (best < 0 || _slack[j] < _slack[best])
                    best = j;
            }
            return best;
        }

        private void Shift(double delta)
        {
            for (int j = 0; j <= scores.Columns; j++)
            {
                if (_done[j])
                    (_rowPrice[_rowOf[j]], _columnPrice[j]) =
                        (_rowPrice[_rowOf[j]] + delta, _columnPrice[j] - delta);
                else if (j < _root)
                    _slack[j] -= delta;
            }
        }

        private void Augment(int column)
        {
            while (column != _root)
            {
                int previous = _previous[column];
                _rowOf[column] = _rowOf[previous];
                column = previous;
            }
        }
    }
}
