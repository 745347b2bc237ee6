using System.Numerics;

namespace Szilard.Tensors.Kernels;

/// <summary>Gradients times transposed weights give the gradients of the patches, which are added up where
/// the patches overlap. A chunk is some whole images, so that no two chunks add to one pixel.</summary>
internal readonly unsafe struct ConvolutionInputGradient<T>(
    Workers workers, ConvolutionShape shape, T* gradientY, T* weights, T* gradientX) : ITiledWork<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly Workers _workers = workers;
    private readonly ConvolutionShape _shape = shape;
    private readonly GemmOperand<T> _weights = new(weights, 1, shape.OutputChannels);
    private readonly T* _gradientY = gradientY;
    private readonly T* _gradientX = gradientX;

    public void Run<TTile>()
        where TTile : struct, IGemmTile<T>
    {
        GemmPanels<T, TTile> panels = GemmPanels<T, TTile>.Packed(
            _weights, _shape.OutputChannels, _shape.Depth, KernelScratch.Purpose.Weights);
        int images = Math.Max(1, new ConvolutionColumns<T>(_shape, false).BlockRows / _shape.OutputHeight);
        ConvolutionInputGradient<T> work = this;
        int chunks = (_shape.Images + images - 1) / images;
        _workers.Run(chunks, chunk => work.Chunk(chunk * images, images, panels));
    }

    private void Chunk<TTile>(int firstImage, int images, GemmPanels<T, TTile> panels)
        where TTile : struct, IGemmTile<T>
    {
        ConvolutionColumns<T> columns = new(_shape, transposable: false);
        int end = Math.Min(_shape.Images, firstImage + images);
        long image = (long)_shape.Height * _shape.Width * _shape.InputChannels;
        for (int i = firstImage; i < end; i++)
            new Span<T>(_gradientX + (i * image), (int)image).Clear();
        int row = firstImage * _shape.OutputHeight, endRow = end * _shape.OutputHeight;
        for (; row < endRow; row += columns.BlockRows)
            Block(columns, row, Math.Min(columns.BlockRows, endRow - row), panels);
    }

    private void Block<TTile>(ConvolutionColumns<T> columns, int first, int rows, GemmPanels<T, TTile> panels)
        where TTile : struct, IGemmTile<T>
    {
        int channels = _shape.OutputChannels;
        T* gradients = _gradientY + ((long)first * _shape.OutputWidth * channels);
        GemmOperand<T> matrix = columns.Matrix;
        new GemmBlock<T, TTile>(
            new GemmOperand<T>(gradients, channels, 1), rows * _shape.OutputWidth, panels, matrix.Start,
            matrix.RowStride, default).Multiply(0, panels.Count, continues: false, completes: true);
        columns.ScatterAdd(_gradientX, first, rows);
    }
}
