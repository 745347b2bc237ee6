using System.Globalization;
using System.Text.Json.Nodes;
using Szilard.Observables;
using Szilard.Tensors;

namespace Szilard.Reports;

/// <summary>The true latents and, beside them, the representation of the same samples in the same colours:
/// the colour of a point says where its latent lies. Where the causes are identified both pictures agree.
/// </summary>
/// <param name="Id">Identifier within the page.</param>
/// <param name="Title">The run's name.</param>
/// <param name="Scatter">The points.</param>
public sealed record ScatterFigure(string Id, string Title, Scatter Scatter) : Figure(Id, Title)
{
    private readonly Matrix _points = Points(Scatter);

    /// <summary>Points drawn: those whose four coordinates are finite, thinned evenly.</summary>
    public int Count => _points.Rows;

    /// <summary>Half the side of the latents' frame: it holds 99 % of the points on either axis.</summary>
    public double LatentExtent => Extent(0);

    /// <summary>Half the side of the representation's frame.</summary>
    public double RepresentationExtent => Extent(2);

    /// <inheritdoc/>
    public override bool Any => Count > 0;

    /// <inheritdoc/>
    public override string Description =>
        $"{Title}: {Count} samples, true latents on the left, the representation of the same samples on the "
        + $"right. Correlation of latent 1 with {Correlations(0)}; of latent 2 with {Correlations(1)}.";

    /// <inheritdoc/>
    public override string Numbers
    {
        get
        {
            double[] u = ColourPlane.Ranks(_points.Column(0)), v = ColourPlane.Ranks(_points.Column(1));
            var csv = new Csv("z1", "z2", "h1", "h2", "colour");
            for (int i = 0; i < _points.Rows; i++)
                csv.Add(
                    Short(_points[i, 0]), Short(_points[i, 1]), Short(_points[i, 2]), Short(_points[i, 3]),
                    ColourPlane.At(u[i], v[i]));
            return csv.ToString();
        }
    }

    /// <summary>Pearson correlation of a latent with a coordinate of the representation, over the points
    /// drawn; NaN where one of them is constant.</summary>
    /// <param name="latent">0 or 1.</param>
    /// <param name="coordinate">0 or 1.</param>
    public double Correlation(int latent, int coordinate)
    {
        double[] x = _points.Column(latent), y = _points.Column(2 + coordinate);
        if (x.Length < 2)
            return double.NaN;
        double meanX = x.Average(), meanY = y.Average(), xy = 0, xx = 0, yy = 0;
        for (int i = 0; i < x.Length; i++)
        {
            double a = x[i] - meanX, b = y[i] - meanY;
            (xy, xx, yy) = (xy + (a * b), xx + (a * a), yy + (b * b));
        }
        return xx > 0 && yy > 0 ? xy / Math.Sqrt(xx * yy) : double.NaN;
    }

    private string Correlations(int latent) =>
        $"h₁ {NumberText.Of(Correlation(latent, 0))}, with h₂ {NumberText.Of(Correlation(latent, 1))}";

    private protected override JsonObject Columns() => new()
    {
        ["z1"] = "number",
        ["z2"] = "number",
        ["h1"] = "number",
        ["h2"] = "number",
        ["colour"] = "string",
    };

    private protected override JsonObject Draw() => new()
    {
        ["spacing"] = 16,
        ["hconcat"] = new JsonArray(
            Panel("z", "true latents z", LatentExtent),
            Panel("h", "representation h", RepresentationExtent)),
    };

    private JsonObject Panel(string letter, string title, double extent)
    {
        var panel = (JsonObject)JsonNode.Parse($$"""
            {
              "title": "{{title}}", "width": 240, "height": 240,
              "mark": { "type": "point", "filled": true, "opacity": 0.85, "clip": true,
                        "size": {{Math.Clamp(12000 / Math.Max(1, Count), 5, 24)}} },
              "encoding": { "color": { "field": "colour", "type": "nominal", "scale": null, "legend": null } }
            }
            """)!;
        panel["encoding"]!["x"] = Axis(letter + "1", extent);
        panel["encoding"]!["y"] = Axis(letter + "2", extent);
        return panel;
    }

    private static JsonObject Axis(string field, double extent) => new()
    {
        ["field"] = field,
        ["type"] = "quantitative",
        ["scale"] = new JsonObject { ["domain"] = new JsonArray(-extent, extent), ["nice"] = false },
        ["axis"] = new JsonObject { ["tickCount"] = 5 },
    };

    private static Matrix Points(Scatter scatter)
    {
        int rows = scatter.Latents.Rows, drawn = Math.Min(rows, Scatter.MaximumPoints);
        var points = new List<double[]>(drawn);
        for (int i = 0; i < drawn; i++)
        {
            int row = (int)((long)i * rows / drawn);
            double[] point =
            [
                scatter.Latents[row, 0], scatter.Latents[row, 1],
                scatter.Representation[row, 0], scatter.Representation[row, 1],
            ];
            if (Array.TrueForAll(point, double.IsFinite))
                points.Add(point);
        }
        return points.Count == 0 ? new Matrix(0, 4) : Matrix.FromRows(points);
    }

    private double Extent(int firstColumn)
    {
        double extent = Math.Max(Quantile(firstColumn), Quantile(firstColumn + 1));
        return extent > 0 ? 1.05 * extent : 1;
    }

    /// <summary>The 99 % quantile of the absolute values.</summary>
    private double Quantile(int column)
    {
        double[] sizes = Array.ConvertAll(_points.Column(column), Math.Abs);
        if (sizes.Length == 0)
            return 0;
        Array.Sort(sizes);
        return sizes[(int)(0.99 * (sizes.Length - 1))];
    }

    /// <summary>Five significant digits: more than a pixel, less than a megabyte.</summary>
    private static string Short(double value) => value.ToString("G5", CultureInfo.InvariantCulture);
}
