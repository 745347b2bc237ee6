using Szilard.Tensors;

namespace Szilard.Experiments.Inquiries.Systems;

/// <summary>Items of balanced classes in two views each: half of the dimensions tell the class, the other
/// half is style, which is larger and which both views share.</summary>
/// <param name="Views">Items × views rows, the views of an item one after the other.</param>
/// <param name="Labels">Class of each item.</param>
internal sealed record ViewedMixture(Matrix Views, int[] Labels)
{
    private const int Half = 16;
    private const double Style = 2, Within = 0.5, Noise = 0.5;

    /// <summary>Centres of the classes, standard normal.</summary>
    public static Matrix Centres(int classes, RandomKey key) => LossDescent.Start(classes, Half, 1, key);

    /// <summary>A sample.</summary>
    public static ViewedMixture Draw(Matrix centres, int items, int views, RandomKey key)
    {
        RandomStream stream = key.Stream();
        int[] labels = [.. Enumerable.Range(0, items).Select(i => i % centres.Rows)];
        Matrix rows = new(items * views, 2 * Half);
        var item = new double[2 * Half];
        for (int i = 0; i < items; i++)
        {
            for (int j = 0; j < item.Length; j++)
                item[j] = j < Half
                    ? centres[labels[i], j] + (Within * stream.NextNormal()) : Style * stream.NextNormal();
            for (int v = 0; v < views; v++)
            {
                Span<double> row = rows.Row((i * views) + v);
                for (int j = 0; j < item.Length; j++)
                    row[j] = item[j] + (Noise * stream.NextNormal());
            }
        }
        return new ViewedMixture(rows, labels);
    }
}
