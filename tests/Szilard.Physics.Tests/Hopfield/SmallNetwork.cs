using Szilard.Physics.Networks;
using Szilard.Physics.Networks.Hopfield;
using Szilard.Physics.Rules;
using Szilard.Tensors;

namespace Szilard.Physics.Tests.Hopfield;

/// <summary>A network of two hidden layers in double precision with inputs, targets and a state at rest.
/// </summary>
internal sealed class SmallNetwork
{
    public const int Samples = 3;

    public SmallNetwork(
        int clampedSteps = 3000, int samples = Samples, int outputs = 4, double step = 0.5)
    {
        Body = new LayeredHopfield<double>(
            [5, 7, 6, outputs], new HopfieldPace(step, (int)(1500 / step), clampedSteps, 1e-15),
            RandomKey.FromSeed(3));
        RandomStream stream = RandomKey.FromSeed(4).Stream();
        foreach (BodyParameter<double> bias in Body.Parameters.Where(p => p.Name.StartsWith("bias")))
            bias.Values.AsSpan().Fill(0.3);
        Inputs = [.. Enumerable.Range(0, samples * 5).Select(_ => stream.NextDouble())];
        Cost = new SquaredError([.. Enumerable.Range(0, samples * outputs).Select(_ => stream.NextDouble())]);
    }

    public LayeredHopfield<double> Body { get; }

    public double[] Inputs { get; }

    public SquaredError Cost { get; private init; }

    public HopfieldState<double> Rest() =>
        Body.Relax(Body.Start(Inputs.Length / Body.Inputs), Inputs, Clamp.Free).State;

    public double CostAtRest() => Cost.Value(Body.Read(Rest()), Samples) / Samples;

    /// <summary>One sample, one output, and a target that far from it.</summary>
    public static SmallNetwork NearItsTarget(double distance)
    {
        SmallNetwork small = new(samples: 1, outputs: 1);
        return new(samples: 1, outputs: 1)
        {
            Cost = new SquaredError([small.Body.Read(small.Rest())[0] + distance]),
        };
    }

    public double[][] Empty() => [.. Body.Parameters.Select(p => new double[p.Values.Length])];
}
