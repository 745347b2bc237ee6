using Szilard.Learners.Encoders;
using Szilard.Learners.Objectives;
using Szilard.Learners.Tests.Learning;
using Szilard.Observables;
using Szilard.Parts;
using Szilard.Tensors;
using Szilard.Tensors.Kernels;
using Szilard.Worlds.Views;

namespace Szilard.Learners.Tests.Objectives;

/// <summary>InfoNCE beside a head that tells turns, held against plain loops.</summary>
public sealed class EquivarianceTests : IDisposable
{
    private const int Columns = 5;
    private static readonly int[] _turns = [2, 0, 3, 3, 1, 0];
    private static readonly Matrix _seen = Fill((i, k) => Math.Sin(0.4 + (1.7 * i) - (0.6 * k)));
    private readonly CpuDevice<double> _device = new();

    public void Dispose() => _device.Dispose();

    [Fact]
    public void The_head_adds_the_cross_entropy_of_plain_loops()
    {
        using Tape tape = new(_device);
        IReadOnlyList<Parameter> own = Own();
        Loss loss = Build("weight=0.7;similarity=dot").Evaluate(
            tape.Constant(GoldenValueTests.Z1), tape.Constant(GoldenValueTests.Z2),
            Context(tape, own, tape.Constant(_seen)));
        double contrast = GoldenValueTests.Evaluate("info-nce", "similarity=dot").Value;
        Dictionary<string, double> terms = loss.Terms.ToDictionary(t => t.Name, t => t.Value.Item());
        Assert.Equal(contrast, terms["contrast"], 1e-12);
        Assert.Equal(Slow(own, _seen), terms["turn"], 1e-12);
        Assert.Equal(contrast + (0.7 * Slow(own, _seen)), loss.Value.Item(), 1e-12);
    }

    /// <summary>Without weights every turn is as likely: ln 4.</summary>
    [Fact]
    public void A_head_that_says_nothing_costs_the_logarithm_of_four()
    {
        using Tape tape = new(_device);
        Parameter[] silent =
        [
            .. Own().Select(p => new Parameter(_device, p.Name, p.Shape, new float[p.Shape.Size])),
        ];
        Loss loss = Build("").Evaluate(
            tape.Constant(GoldenValueTests.Z1), tape.Constant(GoldenValueTests.Z2),
            Context(tape, silent, tape.Constant(_seen)));
        Assert.Equal(Math.Log(4), loss.Terms.Single(t => t.Name == "turn").Value.Item(), 1e-12);
    }

    /// <summary>A bias towards two quarters answers that always: one of the six looks was turned so.</summary>
    [Fact]
    public void The_head_tells_how_often_it_is_right()
    {
        using Tape tape = new(_device);
        Parameter[] stubborn =
        [
            .. Own().Select(p => new Parameter(
                _device, p.Name, p.Shape, p.Shape.Size == 4 ? [0, 0, 1, 0] : new float[p.Shape.Size])),
        ];
        NamedReading told = Assert.Single(Build("").Inspect(
            tape.Constant(GoldenValueTests.Z1), tape.Constant(GoldenValueTests.Z2),
            Context(tape, stubborn, tape.Constant(_seen))));
        Assert.Equal(("head.accuracy", 0.25), (told.Name, told.Reading.Chance));
        Assert.Equal(1 / 6.0, told.Reading.Value, 1e-12);
    }

    [Fact]
    public void The_head_is_differentiated_towards_the_turned_look()
    {
        using Tape tape = new(_device);
        IReadOnlyList<Parameter> own = Own();
        Tensor seen = tape.Variable(_seen);
        double[] slopes = tape.Differentiate(Build("weight=0.7").Evaluate(
            tape.Constant(GoldenValueTests.Z1), tape.Constant(GoldenValueTests.Z2),
            Context(tape, own, seen)).Value).Of(seen);
        for (int i = 0; i < slopes.Length; i++)
        {
            (Matrix above, Matrix below) = (_seen.Map(v => v), _seen.Map(v => v));
            above.Values[i] += 1e-6;
            below.Values[i] -= 1e-6;
            Assert.Equal(0.7 * (Slow(own, above) - Slow(own, below)) / 2e-6, slopes[i], 1e-8);
        }
    }

    /// <summary>The head has as many rows as the representation has columns, before the projector.</summary>
    [Fact]
    public void The_head_sees_the_representation_and_not_the_projection()
    {
        using CpuDevice<float> device = new();
        NeuralState state = Bench.Learner(
            device, Bench.Design("mlp", "widths=[8];outputs=5;projector=[7,3]"), "e-ssl")
            .Begin(new Shape(4), Bench.Key);
        Assert.Equal(
            [("objective.turn.bias", new Shape(4)), ("objective.turn.weight", new Shape(5, 4))],
            state.Own.Values.Select(p => (p.Name, p.Shape)).OrderBy(p => p.Name, StringComparer.Ordinal));
    }

    /// <summary>Whoever does not ask for the turned look pays nothing for it.</summary>
    [Fact]
    public void Only_who_asks_for_it_encodes_the_turned_look()
    {
        using CpuDevice<float> device = new();
        Network network = Bench.Design("mlp", "widths=[];outputs=3").Build(
            device, new Shape(4), Bench.Key);
        ViewPair views = Bench.Views(Bench.Key, 8, new Shape(4));
        using Tape tape = new(device);
        Assert.Null(TurnedOutputs.Of(Build("weight=0"), network, tape, views));
        Assert.Null(TurnedOutputs.Of(GoldenValueTests.Build("nt-xent", ""), network, tape, views));
        Assert.Null(TurnedOutputs.Of(Build(""), network, tape, views with { Turned = null }));
        TurnedOutputs seen = TurnedOutputs.Of(Build(""), network, tape, views)!;
        Assert.Equal(
            network.Encode(device, views.Turned!.Looks).Values, seen.Representation.ToSingles());
        Assert.Equal(views.Turned.Turns, seen.Turns);
    }

    [Fact]
    public void Views_that_turn_none_are_refused()
    {
        using Tape tape = new(_device);
        ObjectiveContext upright = new(Own().ToDictionary(p => p.Name, tape.Watch), Bench.Key);
        Assert.Contains("quarter_turns: true", Assert.Throws<SzilardException>(() => Build("").Evaluate(
            tape.Constant(GoldenValueTests.Z1), tape.Constant(GoldenValueTests.Z2), upright)).Message);
    }

    /// <summary>−mean log softmax of A h + b at the turns, from the arrays as declared.</summary>
    private static double Slow(IReadOnlyList<Parameter> own, Matrix seen)
    {
        Dictionary<string, float[]> arrays = own.ToDictionary(p => p.Name, p => p.ToSingles());
        (float[] a, float[] b) = (arrays["objective.turn.weight"], arrays["objective.turn.bias"]);
        double sum = 0;
        for (int i = 0; i < _turns.Length; i++)
        {
            double[] logits = [.. Enumerable.Range(0, 4).Select(
                c => b[c] + Enumerable.Range(0, Columns).Sum(k => seen[i, k] * a[(k * 4) + c]))];
            sum += Math.Log(logits.Sum(Math.Exp)) - logits[_turns[i]];
        }
        return sum / _turns.Length;
    }

    private IReadOnlyList<Parameter> Own() => Build("").Declare(
        new ObjectiveSite(_device, 4, Bench.Key) { Representation = Columns });

    private static ObjectiveContext Context(Tape tape, IReadOnlyList<Parameter> own, Tensor seen) =>
        new(own.ToDictionary(p => p.Name, tape.Watch), Bench.Key)
        {
            Turned = new TurnedOutputs(seen, _turns),
        };

    private static Equivariance Build(string parameters) =>
        (Equivariance)GoldenValueTests.Build("e-ssl", parameters);

    private static Matrix Fill(Func<int, int, double> value)
    {
        Matrix matrix = new(_turns.Length, Columns);
        for (int i = 0; i < matrix.Rows; i++)
            for (int k = 0; k < Columns; k++)
                matrix[i, k] = value(i, k);
        return matrix;
    }
}
