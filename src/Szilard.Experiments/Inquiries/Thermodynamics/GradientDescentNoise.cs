using Szilard.Parts;
using Szilard.Tensors;
using Szilard.Thermodynamics.Langevin;

namespace Szilard.Experiments.Inquiries.Thermodynamics;

/// <summary>Stochastic gradient descent in a parabola: its stationary state at any rate.</summary>
/// <param name="Steps">Steps of the chain.</param>
public sealed record SgdStationarity(int Steps) : Computation
{
    private const double Rate = 0.1;
    private const string Square = "⟨x²⟩", Left = "⟨θ·∇L⟩", Right = "(η/2)⟨|g|²⟩",
        Bias = "variance of Langevin steps by Euler";

    /// <summary>The catalogue line.</summary>
    public static Part<Computation> Part { get; } = new(
        new PartCard(
            "sgd-stationarity", "Fluctuation and dissipation of stochastic gradient descent, η = 0.1.",
            "S. Yaida, Fluctuation-dissipation relations for stochastic gradient descent, ICLR 2019, eq. "
                + "FDR1")
        {
            Formula = "⟨θ·∇L⟩ = (η/2)⟨|g|²⟩; ⟨x²⟩ = ηC/[k(2 − ηk)]; Langevin by Euler: T/[k(1 − ηk/2)]",
            Convention = "curvature k = 1, gradient noise of variance C = 1, T = 1",
            Parameters = [new IntegerParameter("steps", "Steps of the chain.", 4_000_000, 10_000)],
        },
        s => new SgdStationarity(s.Integer("steps")));

    /// <inheritdoc/>
    public override PartCard Card => Part.Card;

    /// <inheritdoc/>
    public override IReadOnlyList<string> Quantities => [Square, Left, Right, Bias];

    /// <inheritdoc/>
    public override Outcome Run(ComputationContext context)
    {
        RandomStream noise = context.Key.Split("sgd").Stream();
        double x = 0, square = 0, gradients = 0;
        for (int n = 0; n < Steps; n++)
        {
            double gradient = x + noise.NextNormal();
            square += x * x;
            gradients += gradient * gradient;
            x -= Rate * gradient;
        }
        RandomStream heat = context.Key.Split("langevin").Stream();
        double y = 0, spread = 0;
        for (int n = 0; n < Steps; n++)
        {
            y += (-Rate * y) + (Math.Sqrt(2 * Rate) * heat.NextNormal());
            spread += y * y;
        }
        // x² forgets itself in 1/(2η) steps: so many fewer independent squares.
        double relative = Math.Sqrt(2 / (Steps * Rate));
        double mean = square / Steps;
        return new Outcome(
        [
            new(Square, mean, mean * relative), new(Left, mean, mean * relative),
            new(Right, Rate / 2 * gradients / Steps, Rate / 2 * Math.Sqrt(2.0 / Steps) * 1.1),
            new(Bias, spread / Steps, spread / Steps * relative),
        ]);
    }
}

/// <summary>Two noise strengths and one coupling keep stochastic gradient descent out of
/// equilibrium.</summary>
/// <param name="Steps">Steps of the simulated path.</param>
public sealed record SgdEntropyProduction(int Steps) : Computation
{
    private const double Step = 0.01;
    private const string Exact = "rate from the covariance", Formula = "rate from the closed form";
    private const string Path = "rate from a simulated path", Balance = "rate with equal noise";

    /// <summary>The catalogue line.</summary>
    public static Part<Computation> Part { get; } = new(
        new PartCard(
            "sgd-entropy-production", "Entropy production of a linear system with two temperatures.",
            "textbook: C. Gardiner, Stochastic Methods, 2009, section 6.3; U. Seifert, Rep. Prog. Phys. 75, "
                + "2012")
        {
            Formula = "tr(AᵀD⁻¹AΣ) − tr A = c²(D₁ − D₂)²/(2kD₁D₂)",
            Convention = "A = [[1, −½], [−½, 1]], D = diag(1, 2); nats per unit time",
            Parameters = [new IntegerParameter("steps", "Steps of 0.01 of the path.", 20_000_000, 10_000)],
        },
        s => new SgdEntropyProduction(s.Integer("steps")));

    /// <inheritdoc/>
    public override PartCard Card => Part.Card;

    /// <inheritdoc/>
    public override IReadOnlyList<string> Quantities => [Exact, Formula, Path, Balance];

    /// <inheritdoc/>
    public override Outcome Run(ComputationContext context)
    {
        Matrix drift = Matrix.FromRows([1, -0.5], [-0.5, 1]);
        LinearDiffusion driven = new(drift, Matrix.FromRows([1.0, 0], [0, 2]));
        LinearDiffusion even = new(drift, Matrix.FromRows([1.0, 0], [0, 1]));
        const double C = 0.5, D1 = 1, D2 = 2;
        (double rate, double error) = Along(context.Key.Split("path"));
        return new Outcome(
        [
            new(Exact, driven.EntropyProductionRate),
            new(Formula, C * C * (D1 - D2) * (D1 - D2) / (2 * D1 * D2)),
            new(Path, rate, error), new(Balance, even.EntropyProductionRate),
        ]);
    }

    /// <summary>∮ F·D⁻¹∘dx in Stratonovich's sense per time, with the error of a hundred blocks.</summary>
    private (double Rate, double Error) Along(RandomKey key)
    {
        RandomStream noise = key.Stream();
        double x = 0, y = 0;
        const int Blocks = 100;
        double[] sums = new double[Blocks];
        double wide = Math.Sqrt(2 * Step), wider = Math.Sqrt(4 * Step);
        for (int n = 0; n < Steps; n++)
        {
            double dx = (Step * (-x + (0.5 * y))) + (wide * noise.NextNormal());
            double dy = (Step * (-y + (0.5 * x))) + (wider * noise.NextNormal());
            double mx = x + (dx / 2), my = y + (dy / 2);
            sums[(int)((long)n * Blocks / Steps)] += ((-mx + (0.5 * my)) * dx)
                + ((-my + (0.5 * mx)) * dy / 2);
            (x, y) = (x + dx, y + dy);
        }
        double block = Steps / (double)Blocks * Step;
        double[] rates = [.. sums.Select(s => s / block)];
        double mean = rates.Average();
        return (mean, Math.Sqrt(rates.Sum(r => (r - mean) * (r - mean)) / (Blocks - 1) / Blocks));
    }
}
