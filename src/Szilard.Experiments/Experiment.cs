using Szilard.Experiments.Cards;
using Szilard.Experiments.Plans;
using Szilard.Experiments.Verdicts;
using Szilard.Learners;
using Szilard.Records;
using Szilard.Tensors;
using Szilard.Worlds;
using Szilard.Worlds.Views;

namespace Szilard.Experiments;

/// <summary>Where a run stands.</summary>
/// <param name="Run">Its name.</param>
/// <param name="Seed">Its seed.</param>
/// <param name="Step">Steps taken.</param>
/// <param name="Steps">Steps to take.</param>
/// <param name="Loss">The loss of the last step; NaN before the first.</param>
/// <param name="Readings">New readings; empty between them.</param>
public sealed record RunProgress(
    string Run, long Seed, long Step, long Steps, double Loss,
    IReadOnlyList<Observables.NamedReading> Readings);

/// <summary>One run from its first step to its verdict: the world is drawn, looked at twice, learned from,
/// and now and then held to the meters. Everything random comes from the key and the step, so that a run that
/// was interrupted at any moment ends in the same bits as one that was not.</summary>
/// <param name="plan">What to run.</param>
/// <param name="writer">Where it is recorded.</param>
/// <param name="tell">Who is told how it goes.</param>
public sealed class Experiment(RunPlan plan, RunWriter writer, Action<RunProgress> tell)
{
    private readonly Examiner _examiner = new(plan);
    private readonly LossTrace _losses = new();
    private readonly IReadOnlySet<long> _readings = plan.Evaluation.Steps(plan.Steps);

    /// <summary>Runs a new folder from the first step.</summary>
    /// <param name="stop">Ends the run after the step in hand, with a checkpoint.</param>
    public RunRecord Begin(CancellationToken stop)
    {
        NeuralState state = plan.Learner.Begin(plan.World.ObservationShape, plan.Key.Split("learner"));
        Observe(state, double.NaN);
        Save(state);
        return Continue(state, stop);
    }

    /// <summary>Takes a folder up where its newest good checkpoint stands.</summary>
    /// <param name="stop">Ends the run after the step in hand, with a checkpoint.</param>
    /// <param name="remark">Told what was found damaged on the way.</param>
    public RunRecord Resume(Action<string> remark, CancellationToken stop)
    {
        Resumption<RunCheckpoint>? found = writer.Resume(RunCheckpoint.Read);
        foreach (string sentence in found?.Remarks ?? [])
            remark(sentence);
        if (found is null)
            return Begin(stop);
        NeuralState fresh = plan.Learner.Begin(plan.World.ObservationShape, plan.Key.Split("learner"));
        _losses.Sums = found.State.Window;
        return Continue(plan.Learner.Load(fresh, found.State.Step, found.State.Arrays), stop);
    }

    private RunRecord Continue(NeuralState state, CancellationToken stop)
    {
        while (state.Step < plan.Steps)
        {
            if (stop.IsCancellationRequested)
                return Pause(state);
            (state, StepOutcome outcome) =
                plan.Learner.Learn(state, See(state.Step), plan.Key.Split("step", state.Step));
            if (outcome.Diverged is { } array)
                return Judge(state, array);
            _losses.Add(outcome.Loss);
            if (_readings.Contains(state.Step))
                Observe(state, outcome.Loss);
            else
                tell(
                    new RunProgress(
                        plan.Specification.Name, plan.Seed, state.Step, plan.Steps, outcome.Loss, []));
            if (state.Step % plan.Training.CheckpointEvery == 0 || state.Step == plan.Steps)
                Save(state);
            writer.Beat();
        }
        return Judge(state, diverged: null);
    }

    private ViewPair See(long step) => plan.ShownViews.Show(
        plan.World.Draw(plan.Training.Batch, step, plan.Key.Split("world")), plan.Key.Split("views", step));

    private void Observe(NeuralState state, double loss)
    {
        List<Observables.NamedReading> readings = [.. _examiner.Curve(state)];
        if (state.Step > 0)
            readings.Add(new("loss", "mean over the steps since the last reading", _losses.Take(Plateau)));
        writer.Append(
            [.. readings.Select(r => MetricLine.From(state.Step, r.Name, r.Reading, writer.Seconds))]);
        tell(new RunProgress(plan.Specification.Name, plan.Seed, state.Step, plan.Steps, loss, readings));
    }

    private double? Plateau => plan.Objective.Plateau(plan.Training.Batch);

    private void Save(NeuralState state) => writer.Checkpoint(
        state.Step, path =>
            new RunCheckpoint(state.Step, plan.Learner.Save(state), _losses.Sums).Write(path));

    private RunRecord Pause(NeuralState state)
    {
        Save(state);
        RunVerdict verdict =
            new("cancelled", state.Step, $"Stopped by its user after step {state.Step} of {plan.Steps}.",
                "resume");
        writer.Finish(RunState.Cancelled, [], verdict);
        return writer.Record;
    }

    private RunRecord Judge(NeuralState state, string? diverged)
    {
        RunHistory history = new(plan, [.. writer.Folder.Metrics()], state.Step, diverged);
        List<Records.NamedReading> summary =
            [.. _examiner.Final(state).Select(
                r => Records.NamedReading.From(r.Name, r.Reading, r.Convention))];
        summary.AddRange(history.LossReadings());
        Keep(state);
        RunVerdict verdict = Judgement.Of(history, summary);
        AssumptionCard? card = TheoryCard.Of(
            plan, verdict, summary, DetectedClass.Of(_examiner.Structure(state)));
        writer.Finish(diverged is null ? RunState.Done : RunState.Diverged, summary, verdict, card);
        return writer.Record;
    }

    private void Keep(NeuralState state)
    {
        (Situations sample, Matrix representation) = _examiner.Show(state, plan.Evaluation.CurveSamples);
        writer.WriteArray(
            "representation.npy", path => NpyFile.Write(path, NumericArray.From(representation)));
        if (sample.Latents is { } latents)
            writer.WriteArray("latents.npy", path => NpyFile.Write(path, NumericArray.From(latents)));
        if (sample.Labels is { } labels)
            writer.WriteArray("labels.npy", path => NpyFile.Write(path, NumericArray.From(labels)));
    }
}
