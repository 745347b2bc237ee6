using Szilard.Parts;
using Szilard.Tensors;
using Szilard.Thermodynamics.EnergyModels;

namespace Szilard.Experiments.Inquiries.Thermodynamics;

/// <summary>A machine of 2 and 2 units, summed exactly: contrastive divergence as entropy production, the
/// bias of persistent chains as excess work, annealing as Jarzynski's equality.</summary>
/// <param name="Repetitions">Annealed chains.</param>
public sealed record BoltzmannMachine(int Repetitions) : Computation
{
    private const string Partition = "Z", Likelihood = "negative log-likelihood", Divergence = "CD₁";
    private const string Produced = "ΔS − Q of one sweep", Heat = "heat of one sweep",
        Annealed = "Z / Z₀ by annealing";
    private const string Persistent = "bias of a persistent chain minus its excess work";
    private const string Excess = "excess work on the persistent chain";

    private static readonly double[] _data = [0, 0.5, 0, 0.5];

    /// <summary>The catalogue line.</summary>
    public static Part<Computation> Part { get; } = new(
        new PartCard(
            "boltzmann-machine", "Contrastive divergence, persistent chains and annealing, beside exact "
                + "sums.",
            "D. S. P. Salazar, PRE 96, 2017 (contrastive divergence and annealing); R. Neal, Annealed "
                + "importance sampling, 2001; persistent chains: derived here, as the abstract of Hnybida, "
                + "Verret, arXiv:2510.03137, claims")
        {
            Convention = "W = [[1, −½], [0.3, 0.8]], b = (0.1, −0.2), c = (0, 0.4), units 0 and 1; data (1, "
                + "0) and (1, 1) evenly; unit i of v is bit i",
            Parameters = [new IntegerParameter("repetitions", "Annealed chains.", 100_000, 1000)],
        },
        s => new BoltzmannMachine(s.Integer("repetitions")));

    /// <inheritdoc/>
    public override PartCard Card => Part.Card;

    /// <inheritdoc/>
    public override IReadOnlyList<string> Quantities =>
        [Partition, Likelihood, Divergence, Produced, Heat, Annealed, Persistent, Excess];

    /// <inheritdoc/>
    public override Outcome Run(ComputationContext context)
    {
        RestrictedBoltzmannMachine machine = new(
            Matrix.FromRows([1.0, -0.5], [0.3, 0.8]), [0.1, -0.2], [0, 0.4]);
        ContrastiveDivergence divergence = ContrastiveDivergence.Of(machine, _data, 1);
        (double bias, double excess) = PersistentBias(machine);
        (double ratio, double error) = Anneal(machine, context.Key.Split("annealing"));
        return new Outcome(
        [
            new(Partition, Math.Exp(machine.LogPartition())),
            new(Likelihood, machine.NegativeLogLikelihood(_data)), new(Divergence, divergence.Value),
            new(Produced, divergence.EntropyChange - divergence.Heat), new(Heat, divergence.Heat),
            new(Annealed, ratio, error), new(Persistent, bias - excess), new(Excess, excess),
        ]);
    }

    /// <summary>Works of chains along factors 0, 0.1, …, 1 of all parameters: ⟨e^−W⟩ = Z/Z₀.</summary>
    private (double Ratio, double Error) Anneal(RestrictedBoltzmannMachine machine, RandomKey key)
    {
        RestrictedBoltzmannMachine[] path = [.. Enumerable.Range(0, 11).Select(
            k => machine.Scaled(k / 10.0))];
        double sum = 0, square = 0;
        for (int n = 0; n < Repetitions; n++)
        {
            RandomStream random = key.Split(n).Stream();
            int v = (int)(random.NextDouble() * (1 << machine.Visible));
            double work = 0;
            for (int k = 1; k < path.Length; k++)
            {
                work += path[k].FreeEnergy(v) - path[k - 1].FreeEnergy(v);
                v = path[k].Sample(v, ref random);
            }
            sum += Math.Exp(-work);
            square += Math.Exp(-2 * work);
        }
        double mean = sum / Repetitions;
        return (mean, Math.Sqrt(((square / Repetitions) - (mean * mean)) / Repetitions));
    }

    /// <summary>Along many small steps of persistent learning: what the chain's own gradient makes of the
    /// likelihood, less what truly became of it, is the work done on the chain above the free energy. Exact
    /// distributions, one sweep of the chain for each step.</summary>
    private static (double Bias, double Excess) PersistentBias(RestrictedBoltzmannMachine machine)
    {
        const int Steps = 20_000;
        const double Rate = 5e-4;
        double[] chain = machine.Model();
        double apparent = 0, work = 0, start = machine.NegativeLogLikelihood(_data),
            free = -machine.LogPartition();
        RestrictedBoltzmannMachine model = machine;
        for (int n = 0; n < Steps; n++)
        {
            Matrix data = model.Correlations(_data), negative = model.Correlations(chain),
                weights = model.Weights.Map(w => w);
            for (int k = 0; k < weights.Values.Length; k++)
                weights.Values[k] += Rate * (data.Values[k] - negative.Values[k]);
            RestrictedBoltzmannMachine next = model.WithWeights(weights);
            double onData = 0, onChain = 0;
            for (int v = 0; v < chain.Length; v++)
            {
                double change = next.FreeEnergy(v) - model.FreeEnergy(v);
                onData += _data[v] * change;
                onChain += chain[v] * change;
            }
            apparent += onData - onChain;
            work += onChain;
            model = next;
            chain = model.Sweep(chain);
        }
        double truly = model.NegativeLogLikelihood(_data) - start, freeChange = -model.LogPartition() - free;
        return (truly - apparent, work - freeChange);
    }
}
