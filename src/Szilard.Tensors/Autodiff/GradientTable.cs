using static Szilard.Tensors.Operation;

namespace Szilard.Tensors;

/// <summary>The table of gradients: one entry per operation, gy in, gx out.</summary>
internal static class GradientTable
{
    /// <summary>Gives each tracked input of the node its part of the incoming gradient.</summary>
    public static void Pull(Node node, Gradients g)
    {
        Tensor x = node.Inputs[0], y = node.Output;
        Device device = g.Device;
        switch (node.Operation)
        {
            case Unary op:
                device.UnaryGradient(op.Function, x.Storage, y.Storage, g.Current, g.Current);
                g.GiveCurrent(x);
                break;
            case Binary op:
                PullBinary(op, node, g);
                break;
            case Sum op:
                Give(g, x, gx => device.Spread(op.Outer, op.Count, op.Inner, op.Factor, g.Current, gx));
                break;
            case MatMul op:
                PullMatMul(op, node, g);
                break;
            case Linear op:
                PullLinear(op, node, g);
                break;
            case Reshape:
                g.GiveCurrent(x);
                break;
            case Transpose op:
                Give(g, x, gx => device.Transpose(op.Columns, op.Rows, g.Current, gx));
                break;
            case GatherRows op:
                Give(g, x, gx => device.ScatterRows(op.Columns, op.Indices, g.Current, gx));
                break;
            case SliceRows op:
                Give(g, x, gx =>
                {
                    device.Fill(gx, 0);
                    device.Copy(g.Current, 0, gx, op.Offset, g.Current.Length);
                });
                break;
            case ConcatRows:
                PullConcat(node, g);
                break;
            case Convolve op:
                PullConvolve(op, node, g);
                break;
            case MaxPool op:
                Give(g, x, gx => device.MaxPoolGradient(
                    x.Shape[0], x.Shape[1], x.Shape[2], x.Shape[3], op.Size, g.Current, op.Chosen, gx));
                break;
            case BatchNorm op:
                PullNorm(node, g, (gx, gscale, gshift) => device.BatchNormGradient(
                    x.Shape.Rows, x.Shape.Last, op.Slope, x.Storage, y.Storage, g.Current,
                    node.Inputs[1].Storage, op.Statistics, gx, gscale, gshift));
                break;
            case LayerNorm op:
                PullNorm(node, g, (gx, gscale, gshift) => device.LayerNormGradient(
                    x.Shape.Rows, x.Shape.Last, x.Storage, g.Current, node.Inputs[1].Storage, op.Statistics,
                    gx, gscale, gshift));
                break;
            case NormalizeRows op:
                Give(g, x, gx => device.NormalizeRowsGradient(
                    x.Shape.Rows, x.Shape.Last, op.Epsilon, y.Storage, op.Norms, g.Current, gx));
                break;
            case LogSoftmaxRows:
                Give(g, x, gx => device.LogSoftmaxRowsGradient(
                    x.Shape.Rows, x.Shape.Last, y.Storage, g.Current, gx));
                break;
            case PairLogSumExp op:
                PullPairs(op, node, g);
                break;
            case CharacteristicFunction op:
                Give(g, x, gx => device.CharacteristicFunctionGradient(
                    x.Shape[0], x.Shape[1], op.Frequencies, op.Start, op.Step, x.Storage, g.Current, gx));
                break;
            default:
                throw new InvalidOperationException(
                    $"The table has no entry for {node.Operation.GetType().Name}.");
        }
    }

    private static void Give(Gradients g, Tensor input, Action<Storage> fill)
    {
        if (!input.Tracked)
            return;
        Storage gx = g.Scratch(input.Shape.Size);
        fill(gx);
        g.Give(input, gx);
    }

    /// <summary>a + b: (g, g). a − b: (g, −g). a·b: (g·b, g·a). a/b: (g/b, −g·y/b).</summary>
    private static void PullBinary(Binary op, Node node, Gradients g)
    {
        (Tensor a, Tensor b) = (node.Inputs[0], node.Inputs[1]);
        if (b.Tracked)
            PullOperand(op, b, node, g, left: false);
        if (a.Tracked)
            PullOperand(op, a, node, g, left: true);
    }

    private static void PullOperand(Binary op, Tensor operand, Node node, Gradients g, bool left)
    {
        double sign = op.Function == BinaryFunction.Subtract && !left ? -1 : 1;
        bool linear = op.Function is BinaryFunction.Add or BinaryFunction.Subtract;
        Shape shape = op.Shapes.Result;
        if (linear && operand.Shape.Equals(shape))
        {
            g.GiveCurrent(operand, sign);
            return;
        }
        Storage part = g.Scratch(shape.Size);
        if (linear)
            g.Device.Unary(new UnaryFunction(UnaryKind.Affine, sign), g.Current, part);
        else
            PullProduct(op, node, g, left, part);
        g.GiveReduced(operand, part, shape);
    }

    private static void PullProduct(Binary op, Node node, Gradients g, bool left, Storage part)
    {
        (Tensor a, Tensor b, Tensor y) = (node.Inputs[0], node.Inputs[1], node.Output);
        if (op.Function == BinaryFunction.Multiply)
        {
            Tensor other = left ? b : a;
            g.Device.Binary(
                BinaryFunction.Multiply, Broadcast.Of(y.Shape, other.Shape), g.Current, other.Storage, part);
            return;
        }
        g.Device.Binary(BinaryFunction.Divide, Broadcast.Of(y.Shape, b.Shape), g.Current, b.Storage, part);
        if (left)
            return;
        g.Device.Binary(BinaryFunction.Multiply, Broadcast.Of(y.Shape, y.Shape), part, y.Storage, part);
        g.Device.Unary(new UnaryFunction(UnaryKind.Affine, -1), part, part);
    }

    /// <summary>y = op(a)·op(b), op(a) m×k and op(b) k×n: ga = g·op(b)ᵀ, gb = op(a)ᵀ·g, each transposed where
    /// its operand was.</summary>
    private static void PullMatMul(MatMul op, Node node, Gradients g)
    {
        (Tensor a, Tensor b) = (node.Inputs[0], node.Inputs[1]);
        (int m, int n, int k) = (op.M, op.N, op.K);
        (bool ta, bool tb) = (op.TransposeA, op.TransposeB);
        Give(g, a, ga =>
        {
            if (ta)
                g.Device.MatMul(k, m, n, b.Storage, tb, g.Current, true, ga, false);
            else
                g.Device.MatMul(m, k, n, g.Current, false, b.Storage, !tb, ga, false);
        });
        Give(g, b, gb =>
        {
            if (tb)
                g.Device.MatMul(n, k, m, g.Current, true, a.Storage, ta, gb, false);
            else
                g.Device.MatMul(k, n, m, a.Storage, !ta, g.Current, false, gb, false);
        });
    }

    private static void PullLinear(Linear op, Node node, Gradients g)
    {
        (Tensor x, Tensor w, Tensor y) = (node.Inputs[0], node.Inputs[1], node.Output);
        if (op.Function is { } f)
            g.Device.UnaryGradient(f, op.Before ?? y.Storage, y.Storage, g.Current, g.Current);
        if (node.Inputs.Length > 2)
            Give(g, node.Inputs[2], gb => g.Device.Sum(1, op.Rows, op.Outputs, 1, g.Current, gb));
        Give(g, w, gw => g.Device.MatMul(
            op.Inputs, op.Outputs, op.Rows, x.Storage, true, g.Current, false, gw, false));
        Give(g, x, gx => g.Device.MatMul(
            op.Rows, op.Inputs, op.Outputs, g.Current, false, w.Storage, true, gx, false));
    }

    private static void PullConcat(Node node, Gradients g)
    {
        int offset = 0;
        foreach (Tensor part in node.Inputs)
        {
            int start = offset;
            Give(g, part, gx => g.Device.Copy(g.Current, start, gx, 0, part.Shape.Size));
            offset += part.Shape.Size;
        }
    }

    private static void PullConvolve(Convolve op, Node node, Gradients g)
    {
        (Tensor x, Tensor w) = (node.Inputs[0], node.Inputs[1]);
        Tensor? b = node.Inputs.Length > 2 ? node.Inputs[2] : null;
        Storage? gx = x.Tracked ? g.Scratch(x.Shape.Size) : null;
        Storage gw = g.Scratch(w.Shape.Size);
        Storage? gb = b is null ? null : g.Scratch(b.Shape.Size);
        g.Device.ConvolveGradient(op.Shape, x.Storage, w.Storage, g.Current, gx, gw, gb);
        GiveAll(g, node, gx, gw, gb);
    }

    private static void PullNorm(Node node, Gradients g, Action<Storage, Storage, Storage> fill)
    {
        Storage gx = g.Scratch(node.Inputs[0].Shape.Size);
        Storage gscale = g.Scratch(node.Inputs[1].Shape.Size), gshift = g.Scratch(node.Inputs[2].Shape.Size);
        fill(gx, gscale, gshift);
        GiveAll(g, node, gx, gscale, gshift);
    }

    private static void PullPairs(PairLogSumExp op, Node node, Gradients g)
    {
        Span<double> factor = stackalloc double[1];
        g.Device.Read(g.Current, factor);
        UnaryFunction scale = new(UnaryKind.Affine, factor[0]);
        Storage?[] unit = [op.GradientQueries, op.GradientKeys, op.GradientExtra];
        for (int i = 0; i < node.Inputs.Length; i++)
            if (unit[i] is { } saved)
                Give(g, node.Inputs[i], gx => g.Device.Unary(scale, saved, gx));
    }

    private static void GiveAll(Gradients g, Node node, params ReadOnlySpan<Storage?> parts)
    {
        for (int i = 0; i < parts.Length; i++)
        {
            if (parts[i] is not { } part)
                continue;
            if (node.Inputs[i].Tracked)
                g.Give(node.Inputs[i], part);
            else
                g.Device.Return(part);
        }
    }
}
