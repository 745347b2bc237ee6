using Szilard.Tensors;

namespace Szilard.Learners.Objectives;

/// <summary>A perceptron d → width → d with ReLU on one side of a pair, without batch
/// normalisation.</summary>
internal static class Predictor
{
    private static readonly string[] _names =
        ["objective.predictor.0.weight", "objective.predictor.0.bias", "objective.predictor.1.weight",
            "objective.predictor.1.bias"];

    /// <summary>Its four arrays; none where the width is 0.</summary>
    public static IReadOnlyList<Parameter> Declare(ObjectiveSite site, int width)
    {
        int dimensions = site.Dimensions;
        if (width == 0)
            return [];
        return
        [
            Draw(0, new Shape(dimensions, width), dimensions),
            Draw(1, new Shape(width), dimensions),
            Draw(2, new Shape(width, dimensions), width),
            Draw(3, new Shape(dimensions), width),
        ];

        Parameter Draw(int index, Shape shape, int inputs) =>
            new(site.Device, _names[index], shape,
                Encoders.Initial.Uniform(shape, inputs, site.Key.Split(_names[index])));
    }

    /// <summary>The prediction; the input itself where there are no such arrays.</summary>
    public static Tensor Predict(Tensor x, ObjectiveContext context)
    {
        if (!context.Parameters.ContainsKey(_names[0]))
            return x;
        Tensor[] p = [.. _names.Select(name => context.Parameters[name])];
        return x.Linear(p[0], p[1], new UnaryFunction(UnaryKind.Relu)).Linear(p[2], p[3]);
    }

    /// <summary>mean_i cos(a_i, b_i).</summary>
    public static Tensor Cosine(Tensor a, Tensor b) => a.NormalizeRows().RowDots(b.NormalizeRows()).Mean();
}
