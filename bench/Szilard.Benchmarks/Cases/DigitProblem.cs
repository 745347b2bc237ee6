using Szilard.Physics.Networks;
using Szilard.Physics.Networks.Hopfield;
using Szilard.Physics.Rules;
using Szilard.Tensors;
using Szilard.Tensors.Kernels;

namespace Szilard.Benchmarks.Cases;

/// <summary>Passes of a layered network over generated digits: ten prototypes of 28×28 pixels with ink in a
/// box of 20×20, three pixels in eight, one in ten drawn anew for each digit. 19 % of all pixels are inked,
/// as of MNIST. Weights begin anew with each pass.</summary>
/// <param name="Hidden">Units of the hidden layer.</param>
/// <param name="Batch">Digits per step.</param>
/// <param name="Count">Digits per pass.</param>
/// <param name="Rule">How the network learns.</param>
internal sealed record DigitProblem(int Hidden, int Batch, int Count, Rule Rule)
{
    private const int Pixels = 784, Classes = 10, Side = 28, Border = 4;
    private const float Ink = 0.25f, Redrawn = 0.8f;

    /// <summary>Centred equilibrium propagation, 20 free steps and 4 for each of two nudges.</summary>
    public static DigitProblem Propagation(int hidden, int batch, int count) =>
        new(hidden, batch, count, new EquilibriumPropagation(0.5, NudgeSign.Centred));

    /// <summary>Temporal contrast as published, 20 free steps and 4 for each of nine nudges.</summary>
    public static DigitProblem Contrast(int count, int hidden = 500) =>
        new(hidden, 20, count, DigitCourse.PublishedRule());

    /// <summary>The case.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="threads">How many threads work.</param>
    public BenchmarkCase ToCase(string name, int threads) => new(
        name, $"{Count} generated digits learned by {Pixels}-{Hidden}-{Classes}, batches of {Batch}: "
            + $"{Rule.Card.Name}.", threads, () => Prepare(threads))
    {
        FloatingPointOperations = Operations(),
        Items = Count,
    };

    /// <summary>The digits, as <c>bench/peers/propagation.py</c> makes them.</summary>
    public LabelledSamples Digits()
    {
        float[] prototypes = ClosedForm.Uniform(Classes * Pixels, 1);
        float[] own = ClosedForm.Uniform(Count * Pixels, 2), redrawn = ClosedForm.Uniform(Count * Pixels, 3);
        var inputs = new float[Count * Pixels];
        for (int at = 0; at < inputs.Length; at++)
        {
            (int digit, int pixel) = Math.DivRem(at, Pixels);
            float ink = redrawn[at] > Redrawn ? own[at] : prototypes[(digit % Classes * Pixels) + pixel];
            inputs[at] = IsInside(pixel / Side) && IsInside(pixel % Side) && ink > Ink ? ink : 0;
        }
        return new LabelledSamples(inputs, [.. Enumerable.Range(0, Count).Select(i => i % Classes)]);
    }

    /// <summary>The network with weights in closed form.</summary>
    public LayeredHopfield<float> Body(Workers workers)
    {
        LayeredHopfield<float> body = new(
            [Pixels, Hidden, Classes], HopfieldPace.Published, RandomKey.FromSeed(0), workers);
        Reset(body);
        return body;
    }

    /// <summary>A learner of one step at a time.</summary>
    public DigitCourse Course(LayeredHopfield<float> body, Workers workers) =>
        new(body, Rule, [0.1, 0.1, 0.05, 0.05], Batch, workers);

    private PreparedWork Prepare(int threads)
    {
        Workers workers = new(threads);
        LayeredHopfield<float> body = Body(workers);
        DigitCourse course = Course(body, workers);
        LabelledSamples digits = Digits();
        return new PreparedWork(
            () =>
            {
                Reset(body);
                course.Learn(digits, null, RandomKey.FromSeed(0));
            },
            workers);
    }

    private static void Reset(LayeredHopfield<float> body)
    {
        uint seed = 10;
        foreach (BodyParameter<float> parameter in body.Parameters)
        {
            if (parameter.Shape.Rank == 1)
            {
                parameter.Values.AsSpan().Clear();
                continue;
            }
            double bound = 0.5 * Math.Sqrt(6.0 / parameter.Shape.Lengths.ToArray().Sum());
            ClosedForm.Uniform(parameter.Values.Length, seed++, bound).CopyTo(parameter.Values, 0);
        }
        body.Touched();
    }

    private double Operations()
    {
        double inked = Digits().Inputs.Count(x => x != 0);
        int clamps = Rule is TemporalContrast contrast ? contrast.Response.Levels : 2;
        int outers = Rule is TemporalContrast ? clamps - 1 : 1;
        return (2 * inked * Hidden) + (2 * inked * Hidden * outers)
            + OperationCounts.Relaxation(Count, Hidden, Classes, 20 + (4 * clamps))
            + (2.0 * Count * Hidden * Classes * clamps);
    }

    private static bool IsInside(int place) => place is >= Border and < Side - Border;
}
