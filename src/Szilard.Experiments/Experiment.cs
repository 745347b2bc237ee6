using System.Numerics.Tensors;
using Szilard.Experiments.Cards;
using Szilard.Experiments.Ledgers;
using Szilard.Experiments.Plans;
using Szilard.Experiments.Verdicts;
using Szilard.Learners;
using Szilard.Learners.Thermodynamics;
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
    private readonly LossTrace _losses = new(plan.Steps);
    private readonly RunBooks _books = new(plan.Ledger.Gauge);
    private BookedStep? _booked;
    private readonly IReadOnlySet<long> _readings = plan.Evaluation.Steps(plan.Steps);
    private readonly IReadOnlySet<long> _snapshots = plan.Training.SnapshotSteps(plan.Steps);
    private (long Step, IReadOnlyList<Observables.NamedReading> Readings) _inspected = (-1, []);
    private double _savedAt = double.NegativeInfinity;

    /// <summary>Runs a new folder from the first step.</summary>
    /// <param name="stop">Ends the run after the step in hand, with a checkpoint.</param>
    public RunRecord Begin(CancellationToken stop)
    {
        LearnerState state = Fresh();
        Observe(state, double.NaN);
        Snap(state);
        TrySave(state, always: true);
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
        _losses.Sums = found.State.Losses;
        if (found.State.Ledger.Length > 0)
            _books.Sums = found.State.Ledger;
        return Continue(plan.Learner.Load(Fresh(), found.State.Step, found.State.Arrays), stop);
    }

    private LearnerState Fresh() =>
        plan.Learner.Begin(plan.World.ObservationShape, plan.Key.Split("learner"));

    private RunRecord Continue(LearnerState state, CancellationToken stop)
    {
        while (state.Step < plan.Steps)
        {
            bool stopping = stop.IsCancellationRequested;
            string? diverged = stopping ? null : Step(ref state);
            bool due = state.Step % plan.Training.CheckpointEvery == 0 || state.Step == plan.Steps;
            if (diverged is null && (due || stopping))
                diverged = TrySave(state, always: stopping || state.Step == plan.Steps);
            if (diverged is not null)
                return Judge(state, diverged);
            if (stopping)
                return Pause(state);
            writer.Beat();
        }
        return Judge(state, diverged: null);
    }

    /// <summary>One step, and its reading where one is due; the array that was not finite, or null.</summary>
    private string? Step(ref LearnerState state)
    {
        writer.Phases.Enter("sampling");
        ViewPair views = See(state.Step);
        writer.Phases.Enter("learning");
        (state, StepOutcome outcome) = plan.Learner.Learn(state, views, plan.Key.Split("step", state.Step));
        if (outcome.Diverged is { } array)
            return array;
        _losses.Add(state.Step - 1, outcome.Loss);
        if (outcome.Books is { } booked)
            writer.AppendLedger(_booked = _books.Enter(booked), LedgerLines.Json);
        if (_readings.Contains(state.Step))
            Observe(state, outcome.Loss);
        else
            Tell(state, outcome.Loss, []);
        Snap(state);
        return null;
    }

    /// <summary>Keeps the parameters for good where the study asks for it: what the optimiser remembers is
    /// left out.</summary>
    private void Snap(LearnerState state)
    {
        if (!_snapshots.Contains(state.Step))
            return;
        writer.Phases.Enter("writing");
        writer.Snapshot(
            state.Step, RunCheckpoint.WithoutOptimiser(state.Step, plan.Learner.Save(state)).Write);
    }

    private ViewPair See(long step) => plan.ShownViews.Show(
        plan.World.Draw(plan.Training.Batch, step, plan.Key.Split("world")), plan.Key.Split("views", step));

    private void Observe(LearnerState state, double loss)
    {
        writer.Phases.Enter("measuring");
        List<Observables.NamedReading> readings = [.. _examiner.Curve(state), .. Inspect(state)];
        readings.AddRange(Identified(readings));
        if (state.Step > 0)
            readings.Add(new(
                "loss", "mean over the steps since the last reading",
                _losses.Take(plan.Objective.Plateau(plan.Training.Batch))));
        writer.Phases.Enter("writing");
        writer.Append(
            [.. readings.Select(r => MetricLine.From(state.Step, r.Name, r.Reading, writer.Seconds))]);
        Tell(state, loss, [.. readings, .. LedgerReadings.Live(_booked)]);
    }

    /// <summary>What a body, an energy model or an objective with a head tells of its own working, on the
    /// batch that it would learn from next.</summary>
    private IReadOnlyList<Observables.NamedReading> Inspect(LearnerState state)
    {
        bool silent = plan.Body is null && !plan.LearnsEnergy && !plan.Objective.HasHead;
        if (silent || _inspected.Step == state.Step)
            return _inspected.Readings;
        _inspected = (state.Step, plan.Learner.Inspect(
            state, See(state.Step), plan.Key.Split("step", state.Step)));
        return _inspected.Readings;
    }

    /// <summary>What the representation is known to hold, where books are kept and theory has a
    /// bound.</summary>
    private IReadOnlyList<Observables.NamedReading> Identified(
        IReadOnlyList<Observables.NamedReading> readings) =>
        plan.Ledger.Every > 0
        && IdentifiedInformation.Of(readings, plan.Facts, plan.World.Classes) is { } known
            ? [known]
            : [];

    private void Tell(LearnerState state, double loss, IReadOnlyList<Observables.NamedReading> readings) =>
        tell(new RunProgress(plan.Specification.Name, plan.Seed, state.Step, plan.Steps, loss, readings));

    /// <summary>Takes a checkpoint, unless the last step made an array infinite, which is then named: what
    /// is on the shelf can always be gone on from. Where the last one is fresh it only looks, so that what is
    /// found does not depend on the clock.</summary>
    private string? TrySave(LearnerState state, bool always)
    {
        writer.Phases.Enter("writing");
        IReadOnlyList<StateArray> arrays = plan.Learner.Save(state);
        if (arrays.FirstOrDefault(a => !TensorPrimitives.IsFiniteAll<float>(a.Values)) is { } bad)
            return bad.Name;
        if (!always && writer.Seconds - _savedAt < plan.Training.CheckpointSeconds)
            return null;
        writer.Checkpoint(state.Step, new RunCheckpoint(state.Step, arrays, _losses.Sums)
        {
            Ledger = _books.Sums,
        }.Write);
        _savedAt = writer.Seconds;
        return null;
    }

    private RunRecord Pause(LearnerState state)
    {
        RunVerdict verdict =
            new("cancelled", state.Step, $"Stopped by its user after step {state.Step} of {plan.Steps}.",
                "resume");
        writer.Finish(RunState.Cancelled, [], verdict);
        return writer.Record;
    }

    private RunRecord Judge(LearnerState state, string? diverged)
    {
        writer.Phases.Enter("measuring");
        BookedStep[] books = [.. LedgerLines.Read(writer.Folder)];
        RunHistory history = new(plan, [.. writer.Folder.Metrics()], _losses.Blocks, state.Step, diverged)
        {
            Books = books,
        };
        IReadOnlyList<Observables.NamedReading> final = _examiner.Final(state),
            identified = Identified(final);
        List<Records.NamedReading> summary =
            [.. final.Concat(Inspect(state)).Select(
                r => Records.NamedReading.From(r.Name, r.Reading, r.Convention))];
        summary.AddRange(history.LossReadings());
        summary.AddRange(
            LedgerReadings.Of(books, state.Step, identified is [var first, ..] ? first.Reading : null));
        writer.Phases.Enter("writing");
        Keep(state);
        RunVerdict verdict = Judgement.Of(history, summary);
        AssumptionCard? card =
            plan.Facts is null ? null : TheoryCard.Of(plan, verdict, summary, _examiner.Examine(state));
        writer.Finish(diverged is null ? RunState.Done : RunState.Diverged, summary, verdict, card);
        return writer.Record;
    }

    private void Keep(LearnerState state)
    {
        (Situations sample, Matrix representation) = _examiner.Show(state, plan.Evaluation.CurveSamples);
        Write("representation.npy", NumericArray.From(representation));
        if (sample.Latents is { } latents)
            Write("latents.npy", NumericArray.From(latents));
        if (sample.Labels is { } labels)
            Write("labels.npy", NumericArray.From(labels));

        void Write(string name, NumericArray array) =>
            writer.WriteArray(name, stream => NpyFile.Write(stream, array));
    }
}
