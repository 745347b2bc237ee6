using Szilard.Observables.Algebra;
using Szilard.Tensors;

namespace Szilard.Observables.Operators;

/// <summary>Which samples count as the same, as a symmetric matrix G: all that a loss knows of the
/// data.</summary>
/// <remarks>
/// Source: Cabannes, Bottou, LeCun, Balestriero, "Active self-supervised learning: a few low-cost
/// relationships are all you need", 2023 (arXiv:2303.15256). Labels give G = YYᵀ, views of items a block of
/// ones per item. ‖ZZᵀ − G‖² over Z with K columns is least for the K largest positive eigenvalues λ of G,
/// Z = V·√λ, and is then Σ λ² over all others.
/// </remarks>
/// <param name="Weights">G, n × n, symmetric.</param>
public sealed record SimilarityGraph(Matrix Weights)
{
    /// <summary>G = YYᵀ: 1 where two samples have one label, those labelled below 0 with themselves
    /// only.</summary>
    public static SimilarityGraph Of(IReadOnlyList<int> labels)
    {
        Matrix weights = new(labels.Count, labels.Count);
        for (int i = 0; i < labels.Count; i++)
            for (int j = 0; j < labels.Count; j++)
                weights[i, j] = i == j || (labels[i] >= 0 && labels[i] == labels[j]) ? 1 : 0;
        return new SimilarityGraph(weights);
    }

    /// <summary>One block of ones per item: what views say.</summary>
    /// <param name="items">Items.</param>
    /// <param name="views">Views of each, one after the other.</param>
    public static SimilarityGraph OfViews(int items, int views) =>
        Of([.. Enumerable.Range(0, items * views).Select(i => i / views)]);

    /// <summary>Eigenvalues and eigenvectors of G.</summary>
    public SymmetricSpectrum Spectrum() => SymmetricSpectrum.Of(Weights);

    /// <summary>The least value of ‖ZZᵀ − G‖² over Z with that many columns.</summary>
    /// <param name="spectrum">That of G.</param>
    /// <param name="columns">K ≥ 0.</param>
    public static double Residual(SymmetricSpectrum spectrum, int columns) =>
        spectrum.Values.Select((v, i) => i < columns && v > 0 ? 0 : v * v).Sum();

    /// <summary>Directions W of features X, one per row, that make tr W·XᵀGX·Wᵀ largest under
    /// W·(XᵀX + εI)·Wᵀ = I: the loss restricted to linear maps.</summary>
    /// <param name="features">X, n × d.</param>
    /// <param name="ridge">ε ≥ 0.</param>
    /// <exception cref="ArgumentException">X has another number of rows than G.</exception>
    public SymmetricSpectrum LinearDirections(Matrix features, double ridge)
    {
        if (features.Rows != Weights.Rows)
            throw new ArgumentException(
                $"The graph has {Weights.Rows} samples, but {features.Rows} rows of features were given.");
        double[] origin = new double[features.Columns];
        Matrix within = CrossProducts.Gram(features, origin);
        for (int i = 0; i < within.Rows; i++)
            within[i, i] += ridge;
        Matrix pulled = CrossProducts.Of(
            features, origin, CrossProducts.Multiply(Weights, features), origin);
        return SymmetricSpectrum.Of(pulled, within);
    }
}
