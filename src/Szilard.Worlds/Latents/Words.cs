namespace Szilard.Worlds.Latents;

/// <summary>The words of a latent world in a study file.</summary>
internal static class Words
{
    public const string Real = "real";
    public const string Sphere = "sphere";
    public const string Torus = "torus";
    public const string Box = "box";
    public const string Discrete = "discrete";
    public const string Product = "product";
    public const string Uniform = "uniform";
    public const string Normal = "normal";
    public const string Laplace = "laplace";
    public const string GeneralizedNormal = "generalized-normal";
    public const string OrnsteinUhlenbeck = "ornstein-uhlenbeck";
    public const string VonMisesFisher = "von-mises-fisher";
    public const string Diagonal = "diagonal";
    public const string Full = "full";
    public const string Redraw = "redraw";
    public const string Published = "published";
    public const string TwoChildren = "two-children";
    public const string ParentChild = "parent-child";
    public const string Coupling = "coupling";
    public const string Glow = "glow";
    public const string Gin = "gin";
    public const string Perceptron = "mlp";
    public const string Identity = "identity";
    public const string Spiral = "spiral";
    public const string Banana = "banana";
    public const string Sinusoid = "sinusoid";
}
