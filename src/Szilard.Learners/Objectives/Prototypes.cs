using Szilard.Tensors;

namespace Szilard.Learners.Objectives;

/// <summary>Prototypes c_k on the unit sphere, to which outputs are compared.</summary>
internal static class Prototypes
{
    public const string Name = "objective.prototypes";

    /// <summary>Directions drawn evenly.</summary>
    public static Parameter Declare(ObjectiveSite site, int count, bool trainable = true)
    {
        var values = new double[count * site.Dimensions];
        site.Key.Split(Name).Stream().FillNormal(values);
        for (int k = 0; k < count; k++)
        {
            Span<double> row = values.AsSpan(k * site.Dimensions, site.Dimensions);
            double norm = System.Numerics.Tensors.TensorPrimitives.Norm<double>(row);
            System.Numerics.Tensors.TensorPrimitives.Divide(row, norm, row);
        }
        return new Parameter(
            site.Device, Name, new Shape(count, site.Dimensions), Array.ConvertAll(values, v => (float)v),
            trainable);
    }

    /// <summary>z̄·cᵀ, n×K; where there are no prototypes the inputs are such scores already.</summary>
    public static Tensor Scores(Tensor z, IReadOnlyDictionary<string, Tensor> own) =>
        own.TryGetValue(Name, out Tensor? c) ? z.NormalizeRows().MatMul(c, transposeB: true) : z;

    /// <summary>As <see cref="Scores"/>, with c of unit length whatever its length is.</summary>
    public static Tensor Cosines(Tensor z, IReadOnlyDictionary<string, Tensor> own) =>
        own.TryGetValue(Name, out Tensor? c)
            ? z.NormalizeRows().MatMul(c.NormalizeRows(), transposeB: true) : z;

    /// <summary>Rows of unit length, in place.</summary>
    public static void Renormalise(IReadOnlyDictionary<string, Parameter> own)
    {
        if (!own.TryGetValue(Name, out Parameter? c))
            return;
        Device device = c.Device;
        Storage unit = device.Rent(c.Shape.Size), norms = device.Rent(c.Shape[0]);
        device.NormalizeRows(c.Shape[0], c.Shape[1], 1e-12, c.Storage, unit, norms);
        device.Copy(unit, 0, c.Storage, 0, unit.Length);
        device.Return(unit);
        device.Return(norms);
    }

    /// <summary>−mean_i Σ_k q_ik log softmax(s_i/τ)_k, where the rows of q sum to 1.</summary>
    public static Tensor CrossEntropy(Tensor scores, Tensor labels, double temperature) =>
        scores.Scale(1 / temperature).LogSoftmax().Multiply(labels).Sum().Scale(-1.0 / scores.Shape[0]);
}
