using System.Numerics.Tensors;
using Szilard.Physics.Networks.Solvers;

namespace Szilard.Physics.Networks.Springs;

/// <summary>Minimises E(u) − φ·B·u under A·u = b by Newton steps with a line search.</summary>
/// <remarks>Each step solves (H + cAᵀA + shift)·δ = −g + Aᵀλ with A·δ = b − A·u. The term cAᵀA changes no
/// feasible step and makes the matrix definite where E is convex along the conditions (rigid motions
/// included); where it is not, the shift grows until it is. Nocedal, Wright, "Numerical optimization", 2006,
/// chapters 3 and 16.</remarks>
internal sealed class NewtonRelaxation(SpringEnergy energy, SpringConstraints held)
{
    private readonly DenseCholesky _factor = new(energy.Size), _schur = new(held.Count);
    private readonly double[] _matrix = new double[energy.Size * energy.Size];
    private readonly double[] _gradient = new double[energy.Size], _step = new double[energy.Size];
    private readonly double[] _trial = new double[energy.Size];
    private readonly double[][] _responses = [.. held.Rows.Select(r => new double[r.Length])];

    /// <summary>Moves u to rest.</summary>
    /// <param name="u">Displacements of one sample.</param>
    /// <param name="values">b for the ports of <see cref="SpringConstraints"/>; the frame has zeros.</param>
    /// <param name="load">φ·B, a force on every coordinate.</param>
    /// <param name="tolerance">Of the largest force that nothing bears.</param>
    /// <param name="limit">Newton steps.</param>
    public Relaxation Minimise(
        Span<double> u, ReadOnlySpan<double> values, ReadOnlySpan<double> load, double tolerance, int limit)
    {
        for (int count = 0; ; count++)
        {
            double gap = Gap(u, values), residual = Math.Max(Residual(u, load), gap);
            if (residual <= tolerance || count == limit || !double.IsFinite(residual))
                return new Relaxation(count, residual, residual <= tolerance);
            Factor(u);
            Gradient(u, load);
            TensorPrimitives.Negate<double>(_gradient, _step);
            Solve(_step, Rest(u, values));
            // The first step meets the conditions, and may have to climb for it.
            double length = gap > tolerance ? 1 : Search(u, load);
            TensorPrimitives.MultiplyAdd(_step, length, u, u);
        }
    }

    /// <summary>Factors the Hessian at u.</summary>
    /// <returns>False where it had to be shifted: the state is no strict minimum along the
    /// conditions.</returns>
    public bool Factor(ReadOnlySpan<double> u)
    {
        double scale = Assemble(u), shift = 0;
        while (!_factor.Factor(_matrix, 1e-11) && shift < 1e3 * scale)
        {
            shift = shift == 0 ? 1e-9 * scale : 10 * shift;
            for (int i = 0; i < energy.Size; i++)
                _matrix[(i * energy.Size) + i] += shift;
        }
        FactorSchur();
        return shift == 0;
    }

    /// <summary>x ← the solution of H·x = x + Aᵀλ under A·x = rest, with the Hessian last factored.</summary>
    public void Solve(Span<double> x, ReadOnlySpan<double> rest)
    {
        _factor.Solve(x);
        Span<double> multipliers = stackalloc double[held.Count];
        for (int i = 0; i < held.Count; i++)
            multipliers[i] = rest[i] - SpringConstraints.Dot(held.Rows[i], x);
        _schur.Solve(multipliers);
        for (int i = 0; i < held.Count; i++)
            TensorPrimitives.MultiplyAdd(_responses[i], multipliers[i], x, x);
    }

    private double Assemble(ReadOnlySpan<double> u)
    {
        Array.Clear(_matrix);
        energy.AddHessian(u, _matrix);
        double scale = 0;
        for (int i = 0; i < energy.Size; i++)
            scale = Math.Max(scale, Math.Abs(_matrix[(i * energy.Size) + i]));
        foreach (double[] row in held.Rows)
            for (int i = 0; i < row.Length; i++)
                if (row[i] != 0)
                    TensorPrimitives.MultiplyAdd(
                        row, scale * row[i], _matrix.AsSpan(i * energy.Size, energy.Size),
                        _matrix.AsSpan(i * energy.Size, energy.Size));
        return scale;
    }

    private void FactorSchur()
    {
        var schur = new double[held.Count * held.Count];
        for (int i = 0; i < held.Count; i++)
        {
            held.Rows[i].CopyTo(_responses[i], 0);
            _factor.Solve(_responses[i]);
        }
        for (int i = 0; i < schur.Length; i++)
            schur[i] = SpringConstraints.Dot(held.Rows[i / held.Count], _responses[i % held.Count]);
        _schur.Factor(schur, 0);
    }

    private double Search(ReadOnlySpan<double> u, ReadOnlySpan<double> load)
    {
        double start = Value(u, load), slope = TensorPrimitives.Dot<double>(_gradient, _step);
        // Below this, differences of energies are rounding, and the full Newton step is best.
        if (Math.Abs(slope) <= 1e-13 * Math.Abs(start))
            return 1;
        double length = 1;
        for (; length > 1e-9; length /= 2)
        {
            TensorPrimitives.MultiplyAdd(_step, length, u, _trial);
            if (Value(_trial, load) <= start + (1e-4 * length * slope))
                return length;
        }
        return length;
    }

    private double Value(ReadOnlySpan<double> u, ReadOnlySpan<double> load) =>
        energy.Value(u) - TensorPrimitives.Dot(load, u);

    private void Gradient(ReadOnlySpan<double> u, ReadOnlySpan<double> load)
    {
        energy.Gradient(u, _gradient);
        TensorPrimitives.Subtract(_gradient, load, _gradient);
    }

    private double Residual(ReadOnlySpan<double> u, ReadOnlySpan<double> load)
    {
        Gradient(u, load);
        held.Project(_gradient);
        return Math.Abs(TensorPrimitives.MaxMagnitude<double>(_gradient));
    }

    private double[] Rest(ReadOnlySpan<double> u, ReadOnlySpan<double> values)
    {
        var rest = new double[held.Count];
        for (int i = 0; i < held.Count; i++)
            rest[i] = (i < held.Driven ? values[i] : 0) - SpringConstraints.Dot(held.Rows[i], u);
        return rest;
    }

    private double Gap(ReadOnlySpan<double> u, ReadOnlySpan<double> values) =>
        Math.Abs(TensorPrimitives.MaxMagnitude<double>(Rest(u, values)));
}
