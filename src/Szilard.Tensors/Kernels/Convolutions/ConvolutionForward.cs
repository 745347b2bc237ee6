using System.Numerics;

namespace Szilard.Tensors.Kernels;

/// <summary>Patches times weights, a block of output rows per chunk.</summary>
internal readonly unsafe struct ConvolutionForward<T>(
    Workers workers, ConvolutionShape shape, T* x, T* weights, T* bias, T* y) : ITiledWork<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly Workers _workers = workers;
    private readonly ConvolutionShape _shape = shape;
    private readonly Epilogue<T> _epilogue = new() { Bias = bias };
    private readonly GemmOperand<T> _weights = new(weights, shape.OutputChannels, 1);
    private readonly T* _x = x;
    private readonly T* _y = y;

    public void Run<TTile>()
        where TTile : struct, IGemmTile<T>
    {
        GemmPanels<T, TTile> panels = GemmPanels<T, TTile>.Packed(
            _weights, _shape.Depth, _shape.OutputChannels, KernelScratch.Purpose.Weights);
        int block = new ConvolutionColumns<T>(_shape, transposable: true).BlockRows;
        ConvolutionForward<T> work = this;
        _workers.Run((_shape.OutputRows + block - 1) / block, chunk => work.Chunk(chunk * block, panels));
    }

    private void Chunk<TTile>(int first, GemmPanels<T, TTile> panels)
        where TTile : struct, IGemmTile<T>
    {
        ConvolutionColumns<T> columns = new(_shape, transposable: true);
        int rows = Math.Min(columns.BlockRows, _shape.OutputRows - first);
        columns.Gather(_x, first, rows);
        T* pixels = _y + ((long)first * _shape.OutputWidth * _shape.OutputChannels);
        new GemmBlock<T, TTile>(
            columns.Matrix, rows * _shape.OutputWidth, panels, pixels, _shape.OutputChannels, _epilogue)
            .Multiply(0, panels.Count, continues: false, completes: true);
    }
}
