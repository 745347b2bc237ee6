using Szilard.Observables.Operators;
using Szilard.Records;
using Szilard.Tensors;
using Szilard.Worlds;
using Szilard.Worlds.Generated;
using static Szilard.Experiments.Cards.SharedAssumptions;
using static Szilard.Experiments.Cards.TheoryCard;

namespace Szilard.Experiments.Cards;

/// <summary>Instances around cluster vectors on a sphere, told apart by cross-entropy (DIET): recovered up to
/// a rotation where outputs and rows of the head live on spheres, else up to an affine map.</summary>
/// <remarks>At the optimum (wᵢ − wⱼ)·f/τ = κ(vᵢ − vⱼ)·z for all instances: f is linear in z where the
/// differences of the cluster vectors span the space. Rows and outputs of unit length leave a rotation and
/// reach the optimum where τ = 1/κ; free ones take up any τ. (Outputs of unit length alone would leave a
/// rotation too; no more is promised here than the source does.)</remarks>
internal static class InstanceTheorem
{
    public const string Name = "Reizinger et al. 2024 (cross-entropy over instances)";
    private const int MostVectors = 10_000;
    private const double Spanning = 1e-6;

    /// <summary>The theorem held against a run.</summary>
    public static Theorem Of(Evidence e)
    {
        var diet = (Learners.Objectives.Diet)e.Plan.Objective;
        bool unit = diet.Normalise && OutputIs(e, "sphere");
        string kappa = e.Facts.Kappa is { } k ? $"κ = {k:G3}" : $"pairs of `{e.Facts.Conditional}`";
        return new Theorem(Name, unit ? Indeterminacy.Orthogonal : Indeterminacy.Affine,
        [
            new(
                Name, "Instances lie around cluster vectors by a von Mises–Fisher law.",
                Holds(e.Facts.Kappa > 0), kappa, "world.kappa", e.Facts.Kappa),
            Span(e),
            .. unit ? [Temperature(Name, e, diet.Temperature)] : (Assumption[])[],
            .. Common(Name, e, new(
                Name, "Every look at an instance is drawn anew.", Holds(Redrawn(e)),
                $"{e.Facts.Samples} instances, views of `{e.Plan.Specification["views"].Kind}`",
                "views.kind")),
        ]);
    }

    /// <summary>Differences of cluster vectors span the space; of frozen anchors each is a cluster of its
    /// own.</summary>
    private static Assumption Span(Evidence e)
    {
        Matrix vectors = e.Plan.World is ClusterWorld clusters ? clusters.Vectors : Anchors(e);
        double[] spread = SymmetricSpectrum.Of(Scatter(vectors)).Values;
        double ratio = spread[0] > 0 ? Math.Sqrt(Math.Max(0, spread[^1]) / spread[0]) : 0;
        return new Assumption(
            Name, "Differences of the cluster vectors span the space of the causes.", Holds(ratio > Spanning),
            $"{vectors.Rows} vectors for {vectors.Columns} causes; least over greatest deviation {ratio:G2}",
            "world.clusters", ratio);
    }

    private static Matrix Anchors(Evidence e) => e.Plan.World.Sample(
        (int)Math.Min(e.Facts.Samples ?? MostVectors, MostVectors), Split.Training,
        e.Plan.Key.Split("card")).Latents!;

    /// <summary>Σ(v − v̄)(v − v̄)ᵀ.</summary>
    private static Matrix Scatter(Matrix vectors)
    {
        int d = vectors.Columns;
        double[] means = [.. Enumerable.Range(0, d).Select(k => vectors.Column(k).Average())];
        var scatter = new Matrix(d, d);
        for (int i = 0; i < vectors.Rows; i++)
            for (int j = 0; j < d; j++)
                for (int k = 0; k < d; k++)
                    scatter[j, k] += (vectors[i, j] - means[j]) * (vectors[i, k] - means[k]);
        return scatter;
    }
}
