using Szilard.Tensors;

namespace Szilard.Worlds.Generated;

/// <summary>The law of content and style, and of a style that changed.</summary>
/// <remarks>Covariances are kept as a factor G with Σ = GGᵀ, from which normal vectors are G ε; GGᵀ of a
/// square normal G has the Wishart law W(n, I).</remarks>
public sealed class ContentStyleLaw
{
    private readonly Matrix _contentFactor, _styleFactor, _changeFactor, _effect;
    private readonly double[] _offset;
    private readonly double _probability;

    /// <summary>A random law.</summary>
    /// <param name="content">Shared latents, ≥ 1.</param>
    /// <param name="style">Latents that differ, ≥ 1.</param>
    /// <param name="statistical">True for random covariances, false for identities.</param>
    /// <param name="causal">True where content causes style: s | c ~ N(a + Bc, Σ_s).</param>
    /// <param name="probability">Probability that a style latent changes, 0 … 1.</param>
    /// <param name="key">Where a, B and the covariances come from.</param>
    public ContentStyleLaw(
        int content, int style, bool statistical, bool causal, double probability, RandomKey key)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(content, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(style, 1);
        (Content, Style, _probability) = (content, style, probability);
        _contentFactor = Factor(content, statistical, key.Split("content"));
        _styleFactor = Factor(style, statistical, key.Split("style"));
        _changeFactor = Factor(style, statistical, key.Split("change"));
        (_effect, _offset) = (new Matrix(style, content), new double[style]);
        if (!causal)
            return;
        RandomStream stream = key.Split("cause").Stream();
        stream.FillNormal(_effect.Values);
        stream.FillNormal(_offset);
    }

    /// <summary>How many latents a pair shares.</summary>
    public int Content { get; }

    /// <summary>How many may differ.</summary>
    public int Style { get; }

    /// <summary>Content and style together.</summary>
    public int Dimensions => Content + Style;

    /// <summary>For each latent the greatest R² at which content predicts it: 1 for content, and for a style
    /// 1 − Var(s|c)/Var(s) = (B Σ_c Bᵀ)_jj / ((B Σ_c Bᵀ)_jj + (Σ_s)_jj).</summary>
    public IReadOnlyList<double> Ceilings
    {
        get
        {
            double[] rest = Diagonal(_styleFactor), caused = Diagonal(Product(_effect, _contentFactor));
            return
            [
                .. Enumerable.Repeat(1.0, Content),
                .. Enumerable.Range(0, Style).Select(j => caused[j] / (caused[j] + rest[j])),
            ];
        }
    }

    /// <summary>E‖z − z̃‖² = p · tr Σ_A: the parts of a normal vector are normal with the parts of its
    /// covariance.</summary>
    public double Alignment => _probability * Diagonal(_changeFactor).Sum();

    /// <summary>Fills rows (c, s).</summary>
    public void Fill(Span<double> latents, ref RandomStream stream)
    {
        var noise = new double[Math.Max(Content, Style)];
        for (int start = 0; start < latents.Length; start += Dimensions)
        {
            Span<double> content = latents.Slice(start, Content);
            Span<double> style = latents.Slice(start + Content, Style);
            Correlated(_contentFactor, noise, content, ref stream);
            Correlated(_styleFactor, noise, style, ref stream);
            for (int j = 0; j < Style; j++)
                style[j] += _offset[j] + Dot(_effect.Row(j), content);
        }
    }

    /// <summary>Copies rows and changes their styles.</summary>
    public void Change(ReadOnlySpan<double> latents, Span<double> changed, ref RandomStream stream)
    {
        latents.CopyTo(changed);
        double[] noise = new double[Style], step = new double[Style];
        for (int start = Content; start < changed.Length; start += Dimensions)
        {
            Correlated(_changeFactor, noise, step, ref stream);
            for (int j = 0; j < Style; j++)
                if (stream.NextDouble() < _probability)
                    changed[start + j] += step[j];
        }
    }

    private static Matrix Factor(int n, bool random, RandomKey key)
    {
        RandomStream stream = key.Stream();
        var factor = new Matrix(n, n);
        if (random)
            stream.FillNormal(factor.Values);
        for (int i = 0; i < n && !random; i++)
            factor[i, i] = 1;
        return factor;
    }

    private static void Correlated(Matrix factor, double[] noise, Span<double> to, ref RandomStream stream)
    {
        Span<double> normal = noise.AsSpan(0, factor.Columns);
        stream.FillNormal(normal);
        for (int i = 0; i < factor.Rows; i++)
            to[i] = Dot(factor.Row(i), normal);
    }

    private static double[] Diagonal(Matrix factor) =>
        [.. Enumerable.Range(0, factor.Rows).Select(i => Dot(factor.Row(i), factor.Row(i)))];

    private static Matrix Product(Matrix a, Matrix b)
    {
        Matrix columns = b.Transpose();
        var product = new Matrix(a.Rows, b.Columns);
        for (int i = 0; i < a.Rows; i++)
            for (int j = 0; j < b.Columns; j++)
                product[i, j] = Dot(a.Row(i), columns.Row(j));
        return product;
    }

    private static double Dot(ReadOnlySpan<double> a, ReadOnlySpan<double> b) =>
        System.Numerics.Tensors.TensorPrimitives.Dot(a, b);
}
