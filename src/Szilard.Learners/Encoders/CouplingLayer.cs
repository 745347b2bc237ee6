using Szilard.Tensors;

namespace Szilard.Learners.Encoders;

/// <summary>The inverse of an affine coupling: one half of the columns, u, stays, the other moves,
/// w ← (w − tanh(T u)) ∘ exp(−tanh(S u)).</summary>
/// <param name="scale">S, moving columns × staying ones.</param>
/// <param name="shift">T, of the same shape.</param>
/// <param name="lastMoves">Whether the last half moves; the first has ⌊n/2⌋ columns.</param>
internal sealed class CouplingLayer(Parameter scale, Parameter shift, bool lastMoves) : ILayer
{
    public IEnumerable<Parameter> Parameters => [scale, shift];

    public Tensor Forward(Tensor x, bool training)
    {
        // Columns are taken as rows of the transpose, which can be sliced.
        Tensor columns = (x.Shape.Rank == 2 ? x : x.Flatten()).Transpose();
        int half = columns.Shape[0] / 2;
        Tensor first = columns.SliceRows(0, half), last = columns.SliceRows(half, columns.Shape[0] - half);
        Tensor moved = lastMoves
            ? first.ConcatRows(Moved(last, first))
            : Moved(first, last).ConcatRows(last);
        return moved.Transpose();
    }

    private Tensor Moved(Tensor w, Tensor u)
    {
        Tensor away = u.Tape.Watch(shift).MatMul(u).Tanh(), gate = u.Tape.Watch(scale).MatMul(u).Tanh();
        return w.Subtract(away).Multiply(gate.Scale(-1).Exp());
    }
}
