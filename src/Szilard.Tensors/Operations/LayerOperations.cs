using Szilard.Tensors.Kernels;

namespace Szilard.Tensors;

/// <summary>What layers of networks are made of. Images are samples × height × width × channels.</summary>
public static class LayerOperations
{
    extension(Tensor x)
    {
        /// <summary>f(x·w + b): x n×i, w i×o (the transpose of PyTorch's), b o.</summary>
        /// <param name="w">Weights, inputs × outputs.</param>
        /// <param name="b">Bias, or null.</param>
        /// <param name="f">Nonlinearity, or null.</param>
        public Tensor Linear(Tensor w, Tensor? b = null, UnaryFunction? f = null)
        {
            if (x.Shape.Rank != 2 || w.Shape.Rank != 2 || x.Shape[1] != w.Shape[0])
                throw new ArgumentException(
                    $"A linear layer with weights {w.Shape} was given an input of {x.Shape}.");
            (int rows, int inputs, int outputs) = (x.Shape[0], w.Shape[0], w.Shape[1]);
            Tensor[] all = b is null ? [x, w] : [x, w, b];
            Tensor y = x.Tape.Result(new Shape(rows, outputs), all);
            bool undone = f is null || f.Value.Kind == UnaryKind.Relu
                || (f.Value.Kind == UnaryKind.LeakyRelu && f.Value.A > 0);
            Storage? before = undone ? null : x.Tape.Borrow(y.Shape.Size);
            x.Device.Linear(rows, inputs, outputs, x.Storage, w.Storage, b?.Storage, f, before, y.Storage);
            return x.Tape.Record(new Operation.Linear(rows, inputs, outputs, f, before), y, all);
        }

        /// <summary>Convolution with weights kernel × kernel × inputs × outputs.</summary>
        public Tensor Convolve(Tensor w, Tensor? b = null, int stride = 1, int padding = 0)
        {
            if (x.Shape.Rank != 4 || w.Shape.Rank != 4 || x.Shape[3] != w.Shape[2]
                || w.Shape[0] != w.Shape[1])
                throw new ArgumentException(
                    $"A convolution with weights {w.Shape} was given an input of {x.Shape}.");
            ConvolutionShape shape = new(
                x.Shape[0], x.Shape[1], x.Shape[2], x.Shape[3], w.Shape[3], w.Shape[0], stride, padding);
            if (shape.OutputHeight < 1 || shape.OutputWidth < 1)
                throw new ArgumentException(
                    $"A {w.Shape[0]}×{w.Shape[1]} kernel does not fit into {x.Shape}; pad or enlarge.");
            Tensor[] all = b is null ? [x, w] : [x, w, b];
            Tensor y = x.Tape.Result(
                new Shape(shape.Images, shape.OutputHeight, shape.OutputWidth, shape.OutputChannels), all);
            x.Device.Convolve(shape, x.Storage, w.Storage, b?.Storage, y.Storage);
            return x.Tape.Record(new Operation.Convolve(shape), y, all);
        }

        /// <summary>The maximum over disjoint size×size windows; incomplete windows are left out.</summary>
        public Tensor MaxPool(int size)
        {
            (int images, int height, int width, int channels) =
                (x.Shape[0], x.Shape[1], x.Shape[2], x.Shape[3]);
            if (height < size || width < size)
                throw new ArgumentException($"Windows of {size}×{size} do not fit into {x.Shape}.");
            Tensor y = x.Tape.Result(new Shape(images, height / size, width / size, channels), x);
            int[] chosen = x.Tape.BorrowIndices(y.Shape.Size);
            x.Device.MaxPool(images, height, width, channels, size, x.Storage, y.Storage, chosen);
            return x.Tape.Record(new Operation.MaxPool(size, chosen), y, x);
        }

        /// <summary>The mean over height and width: samples × channels.</summary>
        public Tensor GlobalAveragePool()
        {
            (int images, int area, int channels) = (x.Shape[0], x.Shape[1] * x.Shape[2], x.Shape[3]);
            return x.Reshape(new Shape(images, area, channels)).Mean(1).Reshape(new Shape(images, channels));
        }

        /// <summary>Batch normalisation over all axes but the last, then a leaky ReLU. The batch statistics
        /// come back as mean and biased variance, so that running averages can be kept.</summary>
        /// <param name="scale">γ, one per channel.</param>
        /// <param name="shift">β, one per channel.</param>
        /// <param name="epsilon">Added to the variance; PyTorch's default is 1e-5.</param>
        /// <param name="slope">Below zero the result is multiplied by this; 1 leaves it as it is.</param>
        /// <param name="mean">Receives the batch mean.</param>
        /// <param name="variance">Receives the biased batch variance.</param>
        public Tensor BatchNorm(
            Tensor scale, Tensor shift, double epsilon, double slope, Storage mean, Storage variance)
        {
            int columns = x.Shape.Last;
            Storage statistics = x.Tape.Borrow(3 * columns);
            Tensor y = x.Tape.Result(x.Shape, x, scale, shift);
            x.Device.BatchNorm(
                x.Shape.Rows, columns, epsilon, slope, x.Storage, scale.Storage, shift.Storage, statistics,
                y.Storage);
            x.Device.Copy(statistics, 0, mean, 0, columns);
            x.Device.Copy(statistics, 2 * columns, variance, 0, columns);
            return x.Tape.Record(new Operation.BatchNorm(slope, statistics), y, x, scale, shift);
        }

        /// <summary>Batch normalisation with given statistics, for evaluation; no gradient flows.</summary>
        public Tensor BatchNormFixed(
            Tensor scale, Tensor shift, double epsilon, double slope, Tensor mean, Tensor variance)
        {
            Tensor y = x.Tape.Result(x.Shape);
            x.Device.BatchNormFixed(
                x.Shape.Rows, x.Shape.Last, epsilon, slope, x.Storage, scale.Storage, shift.Storage,
                mean.Storage, variance.Storage, y.Storage);
            return y;
        }

        /// <summary>Layer normalisation over the last axis (Ba, Kiros, Hinton 2016).</summary>
        public Tensor LayerNorm(Tensor scale, Tensor shift, double epsilon = 1e-5)
        {
            Storage statistics = x.Tape.Borrow(2 * x.Shape.Rows);
            Tensor y = x.Tape.Result(x.Shape, x, scale, shift);
            x.Device.LayerNorm(
                x.Shape.Rows, x.Shape.Last, epsilon, x.Storage, scale.Storage, shift.Storage, statistics,
                y.Storage);
            return x.Tape.Record(new Operation.LayerNorm(statistics), y, x, scale, shift);
        }

        /// <summary>x/max(‖x‖₂, ε) along the last axis.</summary>
        public Tensor NormalizeRows(double epsilon = 1e-12)
        {
            Storage norms = x.Tape.Borrow(x.Shape.Rows);
            Tensor y = x.Tape.Result(x.Shape, x);
            x.Device.NormalizeRows(x.Shape.Rows, x.Shape.Last, epsilon, x.Storage, y.Storage, norms);
            return x.Tape.Record(new Operation.NormalizeRows(epsilon, norms), y, x);
        }

        /// <summary>x − log Σ exp x along the last axis.</summary>
        public Tensor LogSoftmax()
        {
            Tensor y = x.Tape.Result(x.Shape, x);
            x.Device.LogSoftmaxRows(x.Shape.Rows, x.Shape.Last, x.Storage, y.Storage);
            return x.Tape.Record(new Operation.LogSoftmaxRows(), y, x);
        }
    }
}
