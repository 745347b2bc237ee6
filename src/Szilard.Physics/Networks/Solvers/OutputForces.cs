using System.Numerics.Tensors;

namespace Szilard.Physics.Networks.Solvers;

/// <summary>Finds the forces with which a cost pulls at the outputs: φ = −β·∂C/∂y at y(φ), where y(φ) are the
/// outputs of the body under the forces φ. This is the minimum of F = E + β·C whatever the cost is, seen from
/// the outputs alone, so that one solver serves every body.</summary>
/// <remarks>Anderson, "Iterative procedures for nonlinear integral equations", 1965: the next φ is the
/// combination of the last ones whose mismatch is smallest. With a quadratic cost and a linear body this is
/// GMRES (Walker and Ni 2011) and ends after as many steps as one sample has outputs, plus one.</remarks>
internal sealed class OutputForces(Nudge nudge, int count, int outputs)
{
    private const int Memory = 8;
    private const int Limit = 200;
    private readonly List<double[]> _mismatchSteps = [], _forceSteps = [];
    private double[] _atRest = [], _outputs = [];

    /// <summary>The outputs y, n×k, under forces φ, n×k. A positive force pulls its output up.</summary>
    public delegate double[] Response(double[] forces);

    /// <summary>The forces, and how the search ended: evaluations of the response, the largest mismatch, and
    /// whether that fell below the tolerance times the largest force at a minimum of F.</summary>
    /// <remarks>Where β &lt; 0 outweighs the stiffness of the body, F has no minimum, and the equations lead
    /// to a maximum. F changes by −½φ₀·Δy from rest (exactly so where all is quadratic), φ₀ being the force
    /// at rest, so that outputs which end on the wrong side of that force are reported as not converged.
    /// </remarks>
    public (double[] Forces, Relaxation How) Solve(Response respond, double tolerance)
    {
        double[] forces = new double[count * outputs], mismatch = Mismatch(forces, respond);
        double[] lastForces = forces, lastMismatch = mismatch, pull = mismatch;
        _atRest = _outputs;
        double largest = Largest(mismatch), scale = largest;
        for (int step = 1; ; step++)
        {
            if (largest <= tolerance * scale || step == Limit || !double.IsFinite(largest))
                return (forces, new Relaxation(
                    step, largest, largest <= tolerance * scale && Follow(pull)));
            double[] next = Mix(forces, mismatch);
            (lastForces, lastMismatch) = (forces, mismatch);
            (forces, mismatch) = (next, Mismatch(next, respond));
            (largest, scale) = (Largest(mismatch), Math.Max(scale, Largest(forces)));
            Remember(forces, lastForces, mismatch, lastMismatch);
        }
    }

    private double[] Mismatch(double[] forces, Response respond)
    {
        var mismatch = new double[forces.Length];
        _outputs = respond(forces);
        nudge.Cost.Gradient(_outputs, count, mismatch);
        for (int i = 0; i < mismatch.Length; i++)
            mismatch[i] = (-nudge.Strength * mismatch[i]) - forces[i];
        return mismatch;
    }

    private bool Follow(double[] pull)
    {
        double work = 0;
        for (int i = 0; i < pull.Length; i++)
            work += pull[i] * (_outputs[i] - _atRest[i]);
        return work >= 0;
    }

    /// <summary>Keeps differences with orthonormal mismatches, the newest orthogonal to all before.</summary>
    private void Remember(double[] forces, double[] lastForces, double[] mismatch, double[] lastMismatch)
    {
        var dr = new double[forces.Length];
        var df = new double[forces.Length];
        TensorPrimitives.Subtract<double>(mismatch, lastMismatch, dr);
        TensorPrimitives.Subtract<double>(forces, lastForces, df);
        double before = TensorPrimitives.Norm<double>(dr);
        for (int pass = 0; pass < 2; pass++)
            for (int m = 0; m < _mismatchSteps.Count; m++)
            {
                double overlap = TensorPrimitives.Dot<double>(dr, _mismatchSteps[m]);
                TensorPrimitives.MultiplyAdd<double>(_mismatchSteps[m], -overlap, dr, dr);
                TensorPrimitives.MultiplyAdd<double>(_forceSteps[m], -overlap, df, df);
            }
        double norm = TensorPrimitives.Norm<double>(dr);
        if (!(norm > 1e-10 * before))
            return;
        TensorPrimitives.Divide<double>(dr, norm, dr);
        TensorPrimitives.Divide<double>(df, norm, df);
        if (_mismatchSteps.Count == Memory)
        {
            _mismatchSteps.RemoveAt(0);
            _forceSteps.RemoveAt(0);
        }
        _mismatchSteps.Add(dr);
        _forceSteps.Add(df);
    }

    private double[] Mix(double[] forces, double[] mismatch)
    {
        double[] next = [.. forces], rest = [.. mismatch];
        for (int m = 0; m < _mismatchSteps.Count; m++)
        {
            double overlap = TensorPrimitives.Dot<double>(rest, _mismatchSteps[m]);
            TensorPrimitives.MultiplyAdd<double>(_forceSteps[m], -overlap, next, next);
            TensorPrimitives.MultiplyAdd<double>(_mismatchSteps[m], -overlap, rest, rest);
        }
        TensorPrimitives.Add<double>(next, rest, next);
        return next;
    }

    private static double Largest(double[] values) =>
        values.Length == 0 ? 0 : Math.Abs(TensorPrimitives.MaxMagnitude<double>(values));
}
