using Szilard.Observables;
using Szilard.Observables.Operators;
using Szilard.Observables.Probes;
using Szilard.Tensors;
using Szilard.Tensors.Kernels;

namespace Szilard.Experiments.Inquiries.Systems;

/// <summary>Accuracy of linear embeddings of a mixture, over the number of questions that their graph
/// cost.</summary>
/// <param name="Accuracies">One row per world, one entry per budget.</param>
internal sealed record AskedEmbeddings(double[][] Accuracies)
{
    private const int Classes = 10, Items = 600, Views = 2, Columns = 9, Neighbours = 5;

    /// <summary>Questions allowed; the last are more than 600 items need.</summary>
    public static IReadOnlyList<int> Budgets { get; } = [0, 100, 300, 1000, 5000];

    /// <summary>Measures in independent worlds.</summary>
    public static AskedEmbeddings Climb(int worlds, ComputationContext context)
    {
        var accuracies = new double[worlds][];
        for (int w = 0; w < worlds; w++)
        {
            context.Stop.ThrowIfCancellationRequested();
            accuracies[w] = One(context.Key.Split("mixture", w), context.Workers);
        }
        return new AskedEmbeddings(accuracies);
    }

    /// <summary>The figure.</summary>
    public Plot Draw()
    {
        double[] x = [.. Budgets.Select(b => (double)b)];
        return new Plot(
            "questions", "What questions buy", "pair questions asked", "k-NN accuracy",
            new Series(
                "mean over worlds", SeriesMark.Line, x,
                [.. x.Select((_, b) => Accuracies.Average(a => a[b]))]))
        {
            Caption = "Views alone keep the style, which is larger; each answered question adds edges within "
                + "a class.",
        };
    }

    private static double[] One(RandomKey key, Workers workers)
    {
        Matrix centres = ViewedMixture.Centres(Classes, key.Split("centres"));
        ViewedMixture train = ViewedMixture.Draw(centres, Items, Views, key.Split("train"));
        ViewedMixture test = ViewedMixture.Draw(centres, Items, 1, key.Split("test"));
        return
        [
            .. Budgets.Select(budget =>
            {
                SymmetricSpectrum directions = SimilarityGraph.Of(
                    Known(train.Labels, budget, key.Split("ask")))
                    .LinearDirections(train.Views, 1e-6);
                Specimen specimen = new(directions.Coordinates(test.Views, Columns))
                {
                    Labels = test.Labels,
                    Training = new Specimen(directions.Coordinates(train.Views, Columns))
                    {
                        Labels = [.. train.Labels.SelectMany(l => Enumerable.Repeat(l, Views))],
                    },
                };
                return new NearestNeighbours(Neighbours, 0, cosine: false).Read(specimen, key, workers).Value;
            }),
        ];
    }

    /// <summary>The group of each view: its class where the questions told it, else its item. One item of
    /// each class is its representative, known from the start, so that the order of asking is the same for
    /// every budget.</summary>
    private static int[] Known(int[] labels, int budget, RandomKey key)
    {
        RandomStream stream = key.Stream();
        PairOracle oracle = new(labels);
        int[] representatives = [.. Enumerable.Range(0, Classes)];
        int[] groups = [.. Enumerable.Range(0, labels.Length).Select(i => i < Classes ? i : Classes + i)];
        for (int item = Classes; item < labels.Length && oracle.Queries < budget; item++)
            groups[item] = oracle.Place(item, representatives, ref stream);
        return [.. groups.SelectMany(g => Enumerable.Repeat(g, Views))];
    }
}
