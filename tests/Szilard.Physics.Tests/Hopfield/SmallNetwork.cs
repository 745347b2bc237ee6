using Szilard.Physics.Networks;
using Szilard.Physics.Networks.Hopfield;
using Szilard.Physics.Rules;
using Szilard.Tensors;

namespace Szilard.Physics.Tests.Hopfield;

/// <summary>A network of two hidden layers in double precision with inputs, targets and a state at
/// rest.</summary>
internal sealed class SmallNetwork
{
    public const int Samples = 3;

    public SmallNetwork(int clampedSteps = 3000)
    {
        Body = new LayeredHopfield<double>(
            [5, 7, 6, 4], new HopfieldPace(0.5, 3000, clampedSteps, 1e-15), RandomKey.FromSeed(3));
        RandomStream stream = RandomKey.FromSeed(4).Stream();
        foreach (BodyParameter<double> bias in Body.Parameters.Where(p => p.Name.StartsWith("bias")))
            bias.Values.AsSpan().Fill(0.3);
        Inputs = [.. Enumerable.Range(0, Samples * 5).Select(_ => stream.NextDouble())];
        Cost = new SquaredError([.. Enumerable.Range(0, Samples * 4).Select(_ => stream.NextDouble())]);
    }

    public LayeredHopfield<double> Body { get; }

    public double[] Inputs { get; }

    public SquaredError Cost { get; }

    public HopfieldState<double> Rest() => Body.Relax(Body.Start(Samples), Inputs, Clamp.Free).State;

    public double CostAtRest() => Cost.Value(Body.Read(Rest()), Samples) / Samples;

    public double[][] Empty() => [.. Body.Parameters.Select(p => new double[p.Values.Length])];
}
