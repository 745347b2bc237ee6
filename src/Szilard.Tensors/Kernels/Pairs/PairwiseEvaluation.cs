using System.Numerics;

namespace Szilard.Tensors.Kernels;

/// <summary>The steps of an evaluation, at the width and for the term that were chosen: pack the keys, take
/// the chunks through the table, combine.</summary>
internal static unsafe class PairwiseEvaluation
{
    /// <summary>Up to so many coordinates a squared distance is summed from differences.</summary>
    public const int MostDifferences = 32;

    private const int PanelsPerTask = 16;

    public static double Run<T>(LaneWidth width, Workers workers, PairwiseProblem<T> problem, T* gradientK)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (width == LaneWidth.Bits512)
            return Run<Lanes512<T>, T>(workers, problem, gradientK);
        return width == LaneWidth.Bits256
            ? Run<Lanes256<T>, T>(workers, problem, gradientK)
            : Run<Lanes1<T>, T>(workers, problem, gradientK);
    }

    private static double Run<L, T>(Workers workers, PairwiseProblem<T> problem, T* gradientK)
        where L : struct, ILanes<L, T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Prepare(workers, problem);
        workers.Run(problem.Plan.Chunks, Body<L, T>(problem));
        double value = problem.IsTotal ? LogTotal(problem) : MeanOfRows(problem);
        if (problem.WantsGradient)
            Finish<L, T>(workers, problem, value, gradientK);
        return value;
    }

    private static void Prepare<T>(Workers workers, PairwiseProblem<T> problem)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        new Span<T>(problem.Centre, problem.Dimensions).Clear();
        if (problem.Form.Similarity == PairSimilarity.NegativeSquaredDistance)
            PairwisePacking.Centre(problem.K, problem.KeyCount, problem.Dimensions, problem.Centre);
        OverPanels(workers, problem.Plan.Panels, panel => PairwisePacking.Pack(problem, panel));
    }

    private static Action<int> Body<L, T>(PairwiseProblem<T> problem)
        where L : struct, ILanes<L, T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => problem.Form switch
        {
            { Similarity: PairSimilarity.Dot } => Linear<L, T, ProductTerm>(problem),
            { Similarity: PairSimilarity.NegativeSquaredDistance } when problem.ThroughProducts =>
                Linear<L, T, ProductTerm>(problem),
            { Similarity: PairSimilarity.NegativeSquaredDistance } => Linear<L, T, SquareTerm>(problem),
            { Power: 1 } => Power<L, T, AbsoluteTerm>(problem),
            { Power: 3 } => Power<L, T, CubeTerm>(problem),
            { Power: 4 } => Power<L, T, FourthPowerTerm>(problem),
            _ => Power<L, T, AnyPowerTerm>(problem),
        };

    private static Action<int> Linear<L, T, TTerm>(PairwiseProblem<T> problem)
        where L : struct, ILanes<L, T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TTerm : struct, IPairTerm =>
        chunk => PairwiseChunk<L, T, TTerm, LinearGradient>.Run(problem, chunk);

    private static Action<int> Power<L, T, TTerm>(PairwiseProblem<T> problem)
        where L : struct, ILanes<L, T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TTerm : struct, IPowerTerm =>
        chunk => PairwiseChunk<L, T, TTerm, PowerGradient<TTerm>>.Run(problem, chunk);

    private static double MeanOfRows<T>(PairwiseProblem<T> problem)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        double sum = 0;
        foreach (double row in new ReadOnlySpan<double>(problem.Rows, problem.Queries))
            sum += row;
        return sum / problem.Queries;
    }

    private static double LogTotal<T>(PairwiseProblem<T> problem)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        double greatest = double.NegativeInfinity, sum = 0;
        ReadOnlySpan<double> rows = new(problem.Rows, problem.Queries);
        foreach (double row in rows)
            greatest = Math.Max(greatest, row);
        foreach (double row in rows)
            sum += Math.Exp(row - greatest);
        return greatest + Math.Log(sum);
    }

    private static void Finish<L, T>(
        Workers workers, PairwiseProblem<T> problem, double value, T* gradientK)
        where L : struct, ILanes<L, T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        OverPanels(
            workers, problem.Plan.Panels,
            panel => PairwisePacking.Unpack<L, T>(problem, panel, value, gradientK));
        if (!problem.IsTotal)
            return;
        int d = problem.Dimensions;
        for (int i = 0; i < problem.Queries; i++)
        {
            T weight = T.CreateTruncating(Math.Exp(problem.Rows[i] - value));
            foreach (ref T gradient in new Span<T>(problem.GradientQ + ((long)i * d), d))
                gradient *= weight;
        }
    }

    private static void OverPanels(Workers workers, int panels, Action<int> body) =>
        workers.Run((panels + PanelsPerTask - 1) / PanelsPerTask, task =>
        {
            int end = Math.Min(panels, (task + 1) * PanelsPerTask);
            for (int panel = task * PanelsPerTask; panel < end; panel++)
                body(panel);
        });
}
