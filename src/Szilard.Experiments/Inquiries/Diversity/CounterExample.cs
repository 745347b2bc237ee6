using Szilard.Experiments.Inquiries.Systems;
using Szilard.Parts;

namespace Szilard.Experiments.Inquiries.Diversity;

/// <summary>Looks for maps of the wrong class with a loss as low as the identified one's: linear maps of the
/// causes learn an objective from a start that is no rotation and from one that is, and their losses are held
/// against the least that any rotation has, on the same fresh pairs.</summary>
/// <param name="Steps">Steps of learning.</param>
/// <param name="Seeds">Starts of each kind.</param>
/// <param name="Batches">Fresh batches of 256 pairs on which losses are compared.</param>
public sealed record CounterExample(int Steps, int Seeds, int Batches) : Computation
{
    private const string Wrong = "from a wrong map", Right = "from a rotation";

    /// <summary>The catalogue line.</summary>
    public static Part<Computation> Part { get; } = new(
        new PartCard(
            "counter-example",
            "Maps of the wrong class whose loss is as low as that of the class that theory identifies.",
            "K. Zaliaduonis et al., The Loss Is Not Enough, arXiv:2606.04280, 2026 (restricted "
                + "conditionals); the search is of this project")
        {
            Formula = "gain = min over s, Q of L(s·Q·z) − L(A·z), A learned from s·Q·diag(2, 1, ½)·Q′ or s·Q",
            Convention = "world of g4-diversity without its mixing: three normal causes, ρ = 0.9, of which "
                + "three, two, one move; InfoNCE, Gaussian kernel of width 1, which no rotation changes; "
                + "eleven scales from 1 to 10; Adam, rate 0.01",
            Parameters =
            [
                new IntegerParameter("steps", "Steps of learning.", 1000, 1),
                new IntegerParameter("seeds", "Starts of each kind.", 3, 2, 1000),
                new IntegerParameter("batches", "Fresh batches on which losses are compared.", 60, 2),
            ],
        },
        s => new CounterExample(s.Integer("steps"), s.Integer("seeds"), s.Integer("batches")));

    private static IReadOnlyList<int> Moving => [3, 2, 1];

    /// <inheritdoc/>
    public override PartCard Card => Part.Card;

    /// <inheritdoc/>
    public override IReadOnlyList<string> Quantities =>
    [
        .. from moving in Moving
           from quantity in (string[])
               [Least(moving), Gain(moving, Wrong), Gain(moving, Right), Shape(moving, Wrong),
                   Shape(moving, Right)]
           select quantity,
    ];

    /// <inheritdoc/>
    public override Outcome Run(ComputationContext context)
    {
        var found = new Found[Moving.Count];
        for (int i = 0; i < found.Length; i++)
        {
            context.Tell($"{Moving[i]} of 3 causes move: {2 * Seeds} maps learn for {Steps} steps");
            found[i] = Search(Moving[i], context);
        }
        return new Outcome([.. found.SelectMany(f => f.Measurements)], Figure(found));
    }

    /// <summary>What was found where some causes move.</summary>
    /// <param name="Moving">How many.</param>
    /// <param name="Rotations">Least loss of rotations, batch by batch.</param>
    /// <param name="Wrong">Maps that began as no rotation.</param>
    /// <param name="Right">Maps that began as one.</param>
    private sealed record Found(
        int Moving, double[] Rotations, LearnedMap[] Wrong, LearnedMap[] Right)
    {
        public IEnumerable<Measurement> Measurements =>
        [
            Replicates.Mean(Least(Moving), Rotations),
            Gained(CounterExample.Wrong, Wrong), Gained(CounterExample.Right, Right),
            Shaped(CounterExample.Wrong, Wrong), Shaped(CounterExample.Right, Right),
        ];

        private Measurement Gained(string start, LearnedMap[] maps) => Replicates.Mean(
            Gain(Moving, start), maps.Select(m => Rotations.Average() - m.Losses.Average()));

        private Measurement Shaped(string start, LearnedMap[] maps) => Replicates.Mean(
            Shape(Moving, start), maps.Select(m => m.Orthogonality));
    }

    private Found Search(int moving, ComputationContext context)
    {
        MapSearch search = new(moving, Steps, Batches, context);
        LearnedMap[] maps = new LearnedMap[2 * Seeds];
        context.Workers.Run(maps.Length, i => maps[i] = search.Learn(i / 2, wrong: i % 2 == 0));
        return new Found(
            moving, search.Rotations(),
            [.. maps.Where((_, i) => i % 2 == 0)], [.. maps.Where((_, i) => i % 2 == 1)]);
    }

    private static Plot Figure(Found[] found)
    {
        double[] moving = [.. found.Select(f => (double)f.Moving)];
        return new Plot(
            "counter-examples", "Loss of what is learned beside the least of any rotation",
            "causes that move, of three", "InfoNCE loss, nats",
            new Series("rotations", SeriesMark.Line, moving, [.. found.Select(f => f.Rotations.Average())]),
            new Series(Wrong, SeriesMark.Points, moving, [.. found.Select(f => Mean(f.Wrong))]),
            new Series(Right, SeriesMark.Points, moving, [.. found.Select(f => Mean(f.Right))]))
        {
            Caption = "Below the line lie counter-examples: maps that are no rotation and that the loss "
                + "prefers.",
        };
    }

    private static double Mean(LearnedMap[] maps) => maps.Average(m => m.Losses.Average());

    private static string Least(int moving) => $"{moving} of 3 move: least loss of rotations, nats";

    private static string Gain(int moving, string start) =>
        $"{moving} of 3 move: loss below that of rotations, learned {start}, nats";

    private static string Shape(int moving, string start) =>
        $"{moving} of 3 move: orthogonality error, learned {start}";
}
