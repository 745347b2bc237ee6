namespace Szilard.Tensors;

/// <summary>Functions applied element by element; two operands combine by NumPy's broadcasting.</summary>
public static class ElementwiseOperations
{
    extension(Tensor x)
    {
        /// <summary>x + y.</summary>
        public Tensor Add(Tensor y) => Binary(BinaryFunction.Add, x, y);

        /// <summary>x − y.</summary>
        public Tensor Subtract(Tensor y) => Binary(BinaryFunction.Subtract, x, y);

        /// <summary>x·y, element by element.</summary>
        public Tensor Multiply(Tensor y) => Binary(BinaryFunction.Multiply, x, y);

        /// <summary>x/y.</summary>
        public Tensor Divide(Tensor y) => Binary(BinaryFunction.Divide, x, y);

        /// <summary>factor·x + offset.</summary>
        public Tensor Scale(double factor, double offset = 0) =>
            Unary(x, new(UnaryKind.Affine, factor, offset));

        /// <summary>|x|; its gradient at 0 is 0.</summary>
        public Tensor Abs() => Unary(x, new(UnaryKind.Abs));

        /// <summary>cos x.</summary>
        public Tensor Cos() => Unary(x, new(UnaryKind.Cos));

        /// <summary>eˣ.</summary>
        public Tensor Exp() => Unary(x, new(UnaryKind.Exp));

        /// <summary>ln x.</summary>
        public Tensor Log() => Unary(x, new(UnaryKind.Log));

        /// <summary>max(x, 0).</summary>
        public Tensor Relu() => Unary(x, new(UnaryKind.Relu));

        /// <summary>x for x ≥ 0, slope·x below; PyTorch's default slope is 0.01.</summary>
        public Tensor LeakyRelu(double slope = 0.01) => Unary(x, new(UnaryKind.LeakyRelu, slope));

        /// <summary>x·Φ(x), exact.</summary>
        public Tensor Gelu() => Unary(x, new(UnaryKind.Gelu));

        /// <summary>xᵖ for x ≥ 0.</summary>
        public Tensor Power(double exponent) => Unary(x, new(UnaryKind.Power, exponent));

        /// <summary>1/(1 + e^{−x}).</summary>
        public Tensor Sigmoid() => Unary(x, new(UnaryKind.Sigmoid));

        /// <summary>sin x.</summary>
        public Tensor Sin() => Unary(x, new(UnaryKind.Sin));

        /// <summary>ln(1 + eˣ).</summary>
        public Tensor Softplus() => Unary(x, new(UnaryKind.Softplus));

        /// <summary>√x.</summary>
        public Tensor Sqrt() => Unary(x, new(UnaryKind.Sqrt));

        /// <summary>x².</summary>
        public Tensor Square() => Unary(x, new(UnaryKind.Square));

        /// <summary>tanh x.</summary>
        public Tensor Tanh() => Unary(x, new(UnaryKind.Tanh));

        /// <summary>The same values, through which no gradient flows.</summary>
        public Tensor StopGradient() => new(x.Tape, x.Shape, x.Storage, x.Index, tracked: false);
    }

    internal static Tensor Unary(Tensor x, UnaryFunction f)
    {
        Tensor y = x.Tape.Result(x.Shape, x);
        x.Device.Unary(f, x.Storage, y.Storage);
        return x.Tape.Record(new Operation.Unary(f), y, x);
    }

    private static Tensor Binary(BinaryFunction f, Tensor a, Tensor b)
    {
        Broadcast shapes = Broadcast.Of(a.Shape, b.Shape);
        Tensor y = a.Tape.Result(shapes.Result, a, b);
        a.Device.Binary(f, shapes, a.Storage, b.Storage, y.Storage);
        return a.Tape.Record(new Operation.Binary(f, shapes), y, a, b);
    }
}
