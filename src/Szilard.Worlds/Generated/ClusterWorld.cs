using Szilard.Parts;
using Szilard.Tensors;
using Szilard.Worlds.Latents;

namespace Szilard.Worlds.Generated;

/// <summary>Instances in clusters on the sphere: cluster vectors v_c are uniform, instance i belongs to one
/// cluster, and every look at it is z ~ vMF(v_c(i), κ), drawn afresh.</summary>
/// <remarks>Reizinger et al., "Cross-entropy is all you need to invert the data generating process", 2024
/// (code: klindtlab/csi). Instances of one cluster have the same law, as there: that is what the theorem
/// assumes of DIET.</remarks>
public sealed class ClusterWorld : IGeneratedWorld
{
    private const string Instance = "instance";
    private readonly VonMisesFisherConditional _conditional;
    private readonly IMixing _mixing;
    private readonly double _noise;
    private readonly int[] _clusterOf;
    private readonly bool _labelInstances;

    private ClusterWorld(Settings settings)
    {
        SphereSpace sphere = new(settings.Integer("dimensions"));
        int clusters = settings.Integer("clusters");
        _conditional = new VonMisesFisherConditional(sphere, settings.Number("kappa"));
        _mixing = MixingSettings.Build(settings, new double[sphere.Dimensions]);
        _noise = settings.Number("observation_noise");
        _labelInstances = settings.Choice("label") == Instance;
        _clusterOf = Assign(settings, clusters);
        Vectors = new Matrix(clusters, sphere.Dimensions);
        RandomStream stream = RandomKey.FromSeed(settings.Integer("cluster_seed")).Split("clusters").Stream();
        new UniformMarginal(sphere).Fill(Vectors.Values, ref stream);
        Facts = Known(settings, sphere);
    }

    /// <summary>Name, parameters and source.</summary>
    public static PartCard Card { get; } = new(
        "clusters", "Instances in clusters on the sphere, each look drawn about its cluster's vector.",
        "Reizinger et al., Cross-entropy is all you need to invert the data generating process, 2024; "
        + "klindtlab/csi")
    {
        Formula = "v_c ~ U(S^(d−1)), z ~ vMF(v_c(i), κ), x = g(z)",
        Convention = "Instances go round the clusters, i mod C, or are shared out by the class weights. "
            + "Every look is fresh: augmentations without end. Samples for judging show each instance once "
            + "before any twice.",
        Parameters =
        [
            new IntegerParameter("dimensions", "d: how many latents.", 5, 2, 4096),
            new IntegerParameter("clusters", "C: how many cluster vectors.", 100, 1, 1_000_000),
            new IntegerParameter("instances", "How many instances.", 1000, 1, 10_000_000),
            new NumberParameter("kappa", "Concentration about the cluster vector.", 10, 0, 1e6),
            new ChoiceParameter("label", "What the labels say.", "cluster", "cluster", Instance),
            new IntegerParameter("cluster_seed", "Which cluster vectors.", 0),
            .. ClassWeights.Parameters,
            .. MixingSettings.Parameters,
        ],
        Check = Faults,
    };

    /// <inheritdoc/>
    public WorldFacts Facts { get; }

    /// <summary>The cluster vectors, C × d.</summary>
    public Matrix Vectors { get; }

    /// <summary>The cluster of each instance.</summary>
    public IReadOnlyList<int> ClusterOf => _clusterOf;

    /// <inheritdoc/>
    public Shape ObservationShape => new(_mixing.Outputs);

    /// <inheritdoc/>
    public int LatentDimensions => Vectors.Columns;

    /// <inheritdoc/>
    public int Classes => _labelInstances ? _clusterOf.Length : Vectors.Rows;

    /// <summary>The world of settings without faults.</summary>
    public static ClusterWorld Build(Settings settings) => new(settings);

    /// <summary>How many classes settings give.</summary>
    internal static int ClassesOf(Settings settings) =>
        settings.Integer(settings.Choice("label") == Instance ? "instances" : "clusters");

    /// <inheritdoc/>
    public long? Size(Split split) => split == Split.Training ? _clusterOf.Length : null;

    /// <inheritdoc/>
    public Situations Draw(int count, long step, RandomKey key)
    {
        RandomStream stream = key.Split("draw", step).Stream();
        int[] instances = Instances.Drawn(count, _clusterOf.Length, ref stream);
        return Seen(instances, ref stream, key.Split("noise", step)) with { Items = instances };
    }

    /// <inheritdoc/>
    public Situations Sample(int count, Split split, RandomKey key)
    {
        RandomStream stream = key.Split("sample", (long)split).Stream();
        int[] instances = Instances.InTurn(count, _clusterOf.Length, ref stream);
        return Seen(instances, ref stream, key.Split("noise"));
    }

    /// <inheritdoc/>
    public LatentPair Pair(Situations situations, RandomKey key)
    {
        if (situations is not { Latents: { } left, Origins: { } instances })
            throw new ArgumentException("These situations do not say which instance each of them shows.");
        RandomStream stream = key.Split("right").Stream();
        return new LatentPair(left, Look(instances, ref stream));
    }

    /// <inheritdoc/>
    public Observations See(Matrix latents, RandomKey key) => Looks.See(_mixing, _noise, latents, key);

    private Situations Seen(int[] instances, ref RandomStream stream, RandomKey noise)
    {
        Matrix latents = Look(instances, ref stream);
        return new Situations(See(latents, noise))
        {
            Latents = latents,
            Labels = _labelInstances ? instances : Array.ConvertAll(instances, i => _clusterOf[i]),
            Origins = instances,
        };
    }

    private Matrix Look(int[] instances, ref RandomStream stream)
    {
        Matrix centres = Vectors.Select(Array.ConvertAll(instances, i => _clusterOf[i]));
        var latents = new Matrix(centres.Rows, centres.Columns);
        _conditional.Draw(centres.Values, latents.Values, ref stream);
        return latents;
    }

    private static int[] Assign(Settings settings, int clusters)
    {
        int instances = settings.Integer("instances");
        if (ClassWeights.From(settings, clusters) is not { } weights)
            return [.. Enumerable.Range(0, instances).Select(i => i % clusters)];
        int[] shares = ClassWeights.Share(weights, instances);
        return [.. shares.SelectMany((share, c) => Enumerable.Repeat(c, share))];
    }

    private static IEnumerable<Fault> Faults(Settings settings)
    {
        int clusters = settings.Integer("clusters"), instances = settings.Integer("instances");
        if (instances < clusters)
            yield return new Fault(
                "instances", $"`instances: {instances}` leaves some of {clusters} clusters empty; give at "
                    + $"least {clusters}.");
        foreach (Fault fault in MixingSettings.Faults(settings, settings.Integer("dimensions")))
            yield return fault;
    }

    /// <summary>Two looks at one instance have E zᵀz̃ = A²; no closed form of their information is known for
    /// finitely many clusters.</summary>
    private WorldFacts Known(Settings settings, SphereSpace sphere)
    {
        double cosine = VonMisesFisher.MeanResultant(sphere.Dimensions, _conditional.Kappa);
        return new WorldFacts
        {
            Space = sphere.Name,
            Dimensions = sphere.Dimensions,
            Marginal = "clusters",
            Conditional = "same cluster",
            Isotropic = true,
            Kappa = _conditional.Kappa,
            Pairs = PairConvention.TwoChildren,
            Stationary = true,
            Alignment = 2 * (1 - (cosine * cosine)),
            Mixing = _mixing.Name,
            Injective = _mixing.Injective,
            Samples = settings.Integer("instances"),
        }.SeenThrough(_mixing, _noise);
    }
}
