namespace Szilard.Tensors;

/// <summary>The same values in another arrangement.</summary>
public static class ArrangementOperations
{
    extension(Tensor x)
    {
        /// <summary>The same values under another shape; nothing is copied.</summary>
        public Tensor Reshape(Shape shape)
        {
            if (shape.Size != x.Shape.Size)
                throw new ArgumentException(
                    $"{x.Shape} has {x.Shape.Size} values, but {shape} needs {shape.Size}.");
            return x.Tape.Record(new Operation.Reshape(), x.Tape.View(shape, x), x);
        }

        /// <summary>One row per sample: all axes but the first become one.</summary>
        public Tensor Flatten() => x.Reshape(new Shape(x.Shape[0], x.Shape.Size / Math.Max(1, x.Shape[0])));

        /// <summary>The transpose of a matrix.</summary>
        public Tensor Transpose()
        {
            (int rows, int columns) = (x.Shape[0], x.Shape[1]);
            Tensor y = x.Tape.Result(new Shape(columns, rows), x);
            x.Device.Transpose(rows, columns, x.Storage, y.Storage);
            return x.Tape.Record(new Operation.Transpose(rows, columns), y, x);
        }

        /// <summary>y[i] = x[indices[i]] along the first axis; an index may occur again.</summary>
        public Tensor GatherRows(int[] indices)
        {
            int columns = x.Shape.Size / x.Shape[0];
            foreach (int index in indices)
                if ((uint)index >= (uint)x.Shape[0])
                    throw new ArgumentException($"Row {index} was asked of a tensor with {x.Shape[0]} rows.");
            Tensor y = x.Tape.Result(WithRows(x.Shape, indices.Length), x);
            x.Device.GatherRows(columns, indices, x.Storage, y.Storage);
            return x.Tape.Record(new Operation.GatherRows(columns, indices), y, x);
        }

        /// <summary>y[i] = x[i, columns[i]], n×1.</summary>
        public Tensor Pick(int[] columns)
        {
            int width = x.Shape[1];
            int[] flat = [.. columns.Select((column, row) => (uint)column < (uint)width
                ? (row * width) + column
                : throw new ArgumentException(
                    $"Column {column} was asked of a tensor with {width} columns."))];
            return x.Reshape(new Shape(x.Shape.Size, 1)).GatherRows(flat);
        }

        /// <summary>Rows start … start + count − 1.</summary>
        public Tensor SliceRows(int start, int count)
        {
            if (start < 0 || count < 0 || start + count > x.Shape[0])
                throw new ArgumentException($"Rows {start}…{start + count - 1} were asked of {x.Shape[0]}.");
            int columns = x.Shape.Size / x.Shape[0];
            Tensor y = x.Tape.Result(WithRows(x.Shape, count), x);
            x.Device.Copy(x.Storage, start * columns, y.Storage, 0, y.Shape.Size);
            return x.Tape.Record(new Operation.SliceRows(start * columns), y, x);
        }

        /// <summary>The rows of x followed by the rows of the others.</summary>
        public Tensor ConcatRows(params ReadOnlySpan<Tensor> others)
        {
            Tensor[] parts = [x, .. others];
            Tensor y = x.Tape.Result(WithRows(x.Shape, parts.Sum(p => p.Shape[0])), parts);
            int offset = 0;
            foreach (Tensor part in parts)
            {
                if (!WithRows(part.Shape, 0).Equals(WithRows(x.Shape, 0)))
                    throw new ArgumentException($"Rows of {part.Shape} do not follow rows of {x.Shape}.");
                x.Device.Copy(part.Storage, 0, y.Storage, offset, part.Shape.Size);
                offset += part.Shape.Size;
            }
            return x.Tape.Record(new Operation.ConcatRows(), y, parts);
        }
    }

    private static Shape WithRows(Shape shape, int rows) => new([rows, .. shape.Lengths[1..]]);
}
