using Szilard.Observables;
using Szilard.Observables.Probes;
using Szilard.Parts;
using Szilard.Tensors;
using Szilard.Tensors.Kernels;

namespace Szilard.Experiments.Inquiries.Systems;

/// <summary>Equivariant learning by telling augmentations apart: exact informations of the two-bit collider,
/// and quarter turns of rendered shapes with the class added, left alone, or eliminated.</summary>
/// <param name="Steps">Steps of learning.</param>
/// <param name="Batch">Pictures per step.</param>
/// <param name="Repeats">Independent repetitions.</param>
/// <param name="Weight">Weight of the class term where it is added.</param>
/// <param name="Pressure">Weight of the class term where the class is eliminated.</param>
public sealed record ExplainingAway(int Steps, int Batch, int Repeats, double Weight, double Pressure)
    : Computation
{
    private const int Size = 24, Judged = 2000;
    private const string Alone = "I(A;C), bits", Explained = "I(A;C|X), bits", Open = "H(A|X), bits";
    private const string Closed = "H(A|X,C), bits";
    private const string Added = "turn accuracy, class added", Plain = "turn accuracy";
    private const string Eliminated = "turn accuracy, class eliminated";
    private const string Gain = "turn accuracy, class added less plain";
    private const string Cost = "turn accuracy, plain less class eliminated";
    private const string Indifferent = "turn accuracy, class added less plain, all kinds posed alike";
    private const string Known = "class probe, class added", Kept = "class probe";
    private const string Lost = "class probe, eliminated";
    private const string Spared = "turn accuracy, plain less class eliminated, all kinds posed alike";
    private const string Extra =
        "cost of eliminating the class where kinds pose differently, less where alike";

    /// <summary>The catalogue line.</summary>
    public static Part<Computation> Part { get; } = new(
        new PartCard(
            "explaining-away",
            "Telling turns of pictures apart, with the class added, left alone or eliminated.",
            "Wang et al., Understanding the role of equivariance in self-supervised learning, 2024, "
                + "arXiv:2411.06508 (kaotty/Understanding-ESSL)")
        {
            Formula = "min CE(turn) + w·CE(class), or + v·CE(¼, told class) against a classifier that learns",
            Convention = "C, A fair bits, X = C xor A. Pictures: four notched shapes, grey, of 24 × 24 "
                + "pixels, shape c upright at quarter turn c, then turned by a quarters; perceptron "
                + "576-128-32, heads 32-64-4, Adam 0.002; eliminating: the encoder makes the classifier's "
                + "answer uniform while the classifier goes on learning",
            Parameters =
            [
                new IntegerParameter("steps", "Steps of learning.", 200, 1),
                new IntegerParameter("batch", "Pictures per step.", 128, 2, 1 << 16),
                new IntegerParameter("repeats", "Independent repetitions.", 12, 2, 1000),
                new NumberParameter("weight", "Weight w of the class where it is added.", 1, 0),
                new NumberParameter("pressure", "Weight v of uncertainty where it is eliminated.", 10, 0),
            ],
        },
        s => new ExplainingAway(
            s.Integer("steps"), s.Integer("batch"), s.Integer("repeats"), s.Number("weight"),
            s.Number("pressure")));

    /// <inheritdoc/>
    public override PartCard Card => Part.Card;

    /// <inheritdoc/>
    public override IReadOnlyList<string> Quantities =>
    [
        Alone, Explained, Open, Closed, Added, Plain, Eliminated, Gain, Cost, Indifferent, Known, Kept, Lost,
        Spared, Extra,
    ];

    /// <inheritdoc/>
    public override Outcome Run(ComputationContext context)
    {
        JointTable bits = new([0, 0, 0], [0, 1, 1], [1, 0, 1], [1, 1, 0]);
        Result[] added = Learn(context, ClassTerm.Add, posed: true);
        Result[] plain = Learn(context, ClassTerm.None, posed: true);
        Result[] eliminated = Learn(context, ClassTerm.Eliminate, posed: true);
        Result[] alike = Learn(context, ClassTerm.Add, posed: false);
        Result[] control = Learn(context, ClassTerm.None, posed: false);
        Result[] spared = Learn(context, ClassTerm.Eliminate, posed: false);
        double[] cost = [.. plain.Zip(eliminated, (a, b) => a.Turn - b.Turn)];
        double[] alikeCost = [.. control.Zip(spared, (a, b) => a.Turn - b.Turn)];
        return new Outcome(
        [
            new(Alone, bits.Information(0, 1)), new(Explained, bits.Information(0, 1, 2)),
            new(Open, bits.Entropy(1, 2)), new(Closed, bits.Entropy(1, 2, 0)),
            Replicates.Mean(Added, added.Select(r => r.Turn)),
            Replicates.Mean(Plain, plain.Select(r => r.Turn)),
            Replicates.Mean(Eliminated, eliminated.Select(r => r.Turn)),
            Replicates.Mean(Gain, added.Zip(plain, (a, b) => a.Turn - b.Turn)),
            Replicates.Mean(Cost, cost),
            Replicates.Mean(Indifferent, alike.Zip(control, (a, b) => a.Turn - b.Turn)),
            Replicates.Mean(Known, added.Select(r => r.Class)),
            Replicates.Mean(Kept, plain.Select(r => r.Class)),
            Replicates.Mean(Lost, eliminated.Select(r => r.Class)),
            Replicates.Mean(Spared, alikeCost), Replicates.Mean(Extra, cost.Zip(alikeCost, (a, b) => a - b)),
        ],
            Picture(("class added", added), ("plain", plain), ("class eliminated", eliminated)));
    }

    private static Plot Picture(params IEnumerable<(string Name, Result[] Results)> terms) => new(
        "turns", "Turns that are told, over the class that the representation holds", "class probe",
        "turn accuracy",
        [
            .. terms.Select(t => new Series(
                t.Name, SeriesMark.Points, [.. t.Results.Select(r => r.Class)],
                [.. t.Results.Select(r => r.Turn)])),
        ])
    {
        Caption = "One point for each repetition; a quarter is chance in both.",
    };

    /// <summary>Repetitions; those of one number see the same pictures, whatever is done with the
    /// class.</summary>
    private Result[] Learn(ComputationContext context, ClassTerm term, bool posed)
    {
        context.Tell($"{term}{(posed ? "" : ", posed alike")}");
        var results = new Result[Repeats];
        context.Workers.Run(
            Repeats, i => results[i] = One(term, posed, context.Key.Split("repeat", i), context));
        return results;
    }

    private Result One(ClassTerm term, bool posed, RandomKey key, ComputationContext context)
    {
        double weight = term == ClassTerm.Eliminate ? Pressure : Weight;
        using TurnLearner learner = new(term, weight, Size * Size, key.Split("learner"));
        for (int step = 0; step < Steps; step++)
        {
            context.Stop.ThrowIfCancellationRequested();
            learner.Learn(TurnedShapes.Draw(Batch, Size, posed, key.Split("step", step)));
        }
        TurnedShapes judged = TurnedShapes.Draw(Judged, Size, posed, key.Split("judged"));
        (Matrix representation, double accuracy) = learner.Judge(judged);
        using Workers alone = new(1);
        Specimen specimen = new(representation) { Labels = judged.Classes };
        return new Result(accuracy, new LinearProbe().Read(specimen, key.Split("probe"), alone).Value);
    }

    /// <summary>What one learner came to.</summary>
    /// <param name="Turn">Share of fresh pictures whose turn it tells.</param>
    /// <param name="Class">Share whose class a fresh linear probe tells from its representation.</param>
    private readonly record struct Result(double Turn, double Class);
}
