using System.Numerics;

namespace Szilard.Tensors.Kernels;

/// <summary>Transposed patches times gradients. The sums over all pixels are cut into parts fixed by the
/// shape, which are added up in order.</summary>
internal readonly unsafe struct ConvolutionWeightGradient<T>(
    Workers workers, ConvolutionShape shape, T* x, T* gradientY, T* gradientWeights, T* gradientBias)
    : ITiledWork<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private const int MaximalParts = 16;
    private const int CombineLength = 4096;
    private readonly Workers _workers = workers;
    private readonly ConvolutionShape _shape = shape;
    private readonly T* _x = x;
    private readonly T* _gradientY = gradientY;
    private readonly T* _gradientWeights = gradientWeights;
    private readonly T* _gradientBias = gradientBias;

    private int Size => _shape.Depth * _shape.OutputChannels;

    private int Parts => Math.Clamp(_shape.OutputRows, 1, MaximalParts);

    public void Run<TTile>()
        where TTile : struct, IGemmTile<T>
    {
        T* partials = KernelScratch.Get<T>(KernelScratch.Purpose.Partials, (long)Parts * Size);
        double* sums = KernelScratch.Get<double>(KernelScratch.Purpose.Sums, Parts * _shape.OutputChannels);
        ConvolutionWeightGradient<T> work = this;
        _workers.Run(Parts, part => work.Part<TTile>(part, partials, sums));
        _workers.Run((Size + CombineLength - 1) / CombineLength, piece => work.Combine(piece, partials));
        if (_gradientBias != null)
            CombineBias(sums);
    }

    private void Part<TTile>(int part, T* partials, double* sums)
        where TTile : struct, IGemmTile<T>
    {
        T* partial = partials + ((long)part * Size);
        double* sum = sums + ((long)part * _shape.OutputChannels);
        new Span<T>(partial, Size).Clear();
        new Span<double>(sum, _shape.OutputChannels).Clear();
        ConvolutionColumns<T> columns = new(_shape, transposable: true);
        int row = (int)((long)_shape.OutputRows * part / Parts);
        int end = (int)((long)_shape.OutputRows * (part + 1) / Parts);
        for (; row < end; row += columns.BlockRows)
            Block<TTile>(columns, row, Math.Min(columns.BlockRows, end - row), partial, sum);
    }

    private void Block<TTile>(ConvolutionColumns<T> columns, int first, int rows, T* partial, double* sum)
        where TTile : struct, IGemmTile<T>
    {
        int pixels = rows * _shape.OutputWidth, channels = _shape.OutputChannels;
        T* gradients = _gradientY + ((long)first * _shape.OutputWidth * channels);
        columns.Gather(_x, first, rows);
        GemmPanels<T, TTile> panels = GemmPanels<T, TTile>.Packed(
            new GemmOperand<T>(gradients, channels, 1), pixels, channels, KernelScratch.Purpose.PackedB);
        new GemmBlock<T, TTile>(columns.Matrix.Transposed, _shape.Depth, panels, partial, channels, default)
            .Multiply(0, panels.Count, continues: true, completes: true);
        if (_gradientBias != null)
            AddPixels(gradients, pixels, sum);
    }

    /// <summary>Adds up the pixels of a block, in double from one group of pixels to the next.</summary>
    private void AddPixels(T* gradients, int pixels, double* sum)
    {
        const int group = 64;
        int channels = _shape.OutputChannels;
        T* partial = KernelScratch.Get<T>(KernelScratch.Purpose.EdgeTile, channels);
        for (int pixel = 0; pixel < pixels; pixel += group)
        {
            new Span<T>(partial, channels).Clear();
            for (int i = pixel; i < Math.Min(pixels, pixel + group); i++)
                ConvolutionRuns.Add(gradients + ((long)i * channels), partial, channels);
            for (int channel = 0; channel < channels; channel++)
                sum[channel] += double.CreateTruncating(partial[channel]);
        }
    }

    private void Combine(int piece, T* partials)
    {
        int from = piece * CombineLength, count = Math.Min(CombineLength, Size - from);
        ConvolutionRuns.Copy(partials + from, _gradientWeights + from, count);
        for (int part = 1; part < Parts; part++)
            ConvolutionRuns.Add(partials + ((long)part * Size) + from, _gradientWeights + from, count);
    }

    private void CombineBias(double* sums)
    {
        for (int channel = 0; channel < _shape.OutputChannels; channel++)
        {
            double sum = 0;
            for (int part = 0; part < Parts; part++)
                sum += sums[((long)part * _shape.OutputChannels) + channel];
            _gradientBias[channel] = T.CreateTruncating(sum);
        }
    }
}
