using System.Globalization;
using System.Text.Json.Nodes;
using Szilard.Tensors;

namespace Szilard.Reports.Tests;

public class FigureTests
{
    private static CurveFigure Curves => new(
        "curve-1", "R²",
        [
            new("a", 0, new("r2",
                [new(0, 0.1, 0.01), new(10, double.NaN, double.NaN), new(20, 1.0 / 3, double.NaN)])
            {
                Chance = 0,
            }),
            new("b, \"quoted\"", 7, new("r2", [new(5, -1e-17, 0.2)]) { Chance = 0 }),
        ],
        ["a", "unseen", "b, \"quoted\""]);

    [Fact]
    public void The_numbers_of_a_curve_read_back_exactly()
    {
        string[] lines = Curves.Numbers.TrimEnd('\n').Split('\n');
        Assert.Equal("run,seed,step,value,error", lines[0]);
        Assert.Equal("a,0,0,0.1,0.01", lines[1]);
        Assert.Equal("a,0,10,,", lines[2]);
        Assert.Equal(1.0 / 3, double.Parse(lines[3].Split(',')[3], CultureInfo.InvariantCulture));
        Assert.Equal("\"b, \"\"quoted\"\"\",7,5,-1E-17,0.2", lines[4]);
    }

    [Fact]
    public void The_specification_draws_the_numbers_themselves()
    {
        JsonObject spec = Curves.ToVegaLite();
        Assert.Equal(Curves.Numbers, (string?)spec["data"]!["values"]);
        var columns = ((JsonObject)spec["data"]!["format"]!["parse"]!).Select(p => p.Key);
        Assert.Equal(Curves.Numbers.Split('\n')[0], string.Join(',', columns));
    }

    [Fact]
    public void A_run_has_the_same_colour_in_every_figure()
    {
        var domains = Curves.ToVegaLite()["layer"]!.AsArray()
            .Select(l => l!["encoding"]!["color"]).Where(c => c is not null)
            .Select(c => string.Join('|', c!["scale"]!["domain"]!.AsArray().Select(n => (string?)n)));
        Assert.Equal(["a|unseen|b, \"quoted\""], domains.Distinct());
    }

    [Fact]
    public void Chance_is_one_line_where_runs_share_it_and_one_per_run_elsewhere()
    {
        static JsonNode[] Rules(CurveFigure figure) =>
            [.. figure.ToVegaLite()["layer"]!.AsArray().Where(l => (string?)l!["mark"]!["type"] == "rule")!];
        Assert.Single(Rules(Curves).Single()["data"]!["values"]!.AsArray());
        Trace second = Curves.Traces[1];
        second = second with { Curve = second.Curve with { Chance = 0.5 } };
        CurveFigure differing = Curves with { Traces = [Curves.Traces[0], second] };
        Assert.Equal(2, Rules(differing).Single()["data"]!["values"]!.AsArray().Count);
        second = second with { Curve = second.Curve with { Chance = 0.001 } };
        CurveFigure near = Curves with { Traces = [Curves.Traces[0], second] };
        Assert.Equal((0.0005, "chance"), near.SharedReference); // 0 and 0.001 of a span of a third
        CurveFigure without = Curves with { Traces = [new("a", 0, new("r2", [new(0, 1, 0)]))] };
        Assert.Empty(Rules(without));
    }

    [Fact]
    public void A_run_that_was_read_once_is_a_dot()
    {
        static int Dots(CurveFigure figure) => figure.ToVegaLite()["layer"]!.AsArray()
            .Count(l => l!["transform"]?[0]?["joinaggregate"] is not null);
        Assert.Equal(1, Dots(Curves));
        Assert.Equal(0, Dots(Curves with { Traces = [Curves.Traces[0]] }));
    }

    [Fact]
    public void More_than_eight_runs_are_told_apart_by_dashes()
    {
        string[] names = [.. Enumerable.Range(0, 20).Select(i => $"run {i}")];
        JsonObject spec = (Curves with { Runs = names }).ToVegaLite();
        var dashes = spec["layer"]!.AsArray()
            .Select(l => l!["encoding"]!["strokeDash"]).Single(d => d is not null)!;
        Assert.Equal(20, dashes["scale"]!["range"]!.AsArray().Count);
        var looks = names.Select((_, i) => (i % CurveFigure.Colours, string.Join(' ', CurveFigure.Dash(i))));
        Assert.Equal(20, looks.Distinct().Count());
    }

    [Fact]
    public void Points_are_thinned_evenly_and_missing_ones_left_out()
    {
        Matrix latents = new(5000, 2), representation = new(5000, 3);
        for (int i = 0; i < 5000; i++)
        {
            (latents[i, 0], latents[i, 1]) = (i, -i);
            (representation[i, 0], representation[i, 1]) = (2 * i, i % 7);
        }
        latents[0, 0] = double.NaN;
        var figure = new ScatterFigure("p", "run", new(latents, representation));

        Assert.Equal(Scatter.MaximumPoints - 1, figure.Count);
        Assert.Equal(Scatter.MaximumPoints, figure.Numbers.TrimEnd('\n').Split('\n').Length);
        Assert.StartsWith("z1,z2,h1,h2,colour\n2,-2,4,2,#", figure.Numbers, StringComparison.Ordinal);
        Assert.Equal(1, figure.Correlation(0, 0), 12);
        Assert.Equal(-1, figure.Correlation(1, 0), 12);
    }

    [Fact]
    public void Correlation_agrees_with_a_hand_calculation()
    {
        // x = 0, 1, 2, 3 and y = 0, 1, 4, 9: corr² = 225/245.
        Matrix x = new(4, 2, [0, 5, 1, 5, 2, 5, 3, 5]), y = new(4, 2, [0, 1, 1, 1, 4, 1, 9, 1]);
        var figure = new ScatterFigure("p", "run", new(x, y));
        Assert.Equal(Math.Sqrt(225.0 / 245), figure.Correlation(0, 0), 12);
        Assert.True(double.IsNaN(figure.Correlation(0, 1)), "a constant has no correlation");
    }

    [Fact]
    public void A_scatter_of_unequal_or_narrow_arrays_is_misuse()
    {
        Assert.Throws<ArgumentException>(() => new Scatter(new Matrix(3, 2), new Matrix(4, 2)));
        Assert.Throws<ArgumentException>(() => new Scatter(new Matrix(3, 1), new Matrix(3, 2)));
    }

    [Fact]
    public void The_colour_plane_has_its_corners_and_clamps()
    {
        Assert.Equal("#004c99", ColourPlane.At(0, 0));
        Assert.Equal("#f2c31b", ColourPlane.At(1, 1));
        Assert.Equal(ColourPlane.At(1, 0), ColourPlane.At(7, -3));
        Assert.Equal(ColourPlane.At(0.5, 0.5), ColourPlane.At(double.NaN, double.NaN));
    }

    [Fact]
    public void Ranks_run_from_zero_to_one() =>
        Assert.Equal([0.5, 0, double.NaN, 1], ColourPlane.Ranks([3, -1, double.NaN, 100]));
}
