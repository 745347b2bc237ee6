using Szilard.Learners.Objectives;
using Szilard.Tensors;
using Szilard.Worlds.Views;

namespace Szilard.Learners.Thermodynamics;

/// <summary>Watches one step of a network on its own batch: the same views, batch statistics of the same
/// batch, running statistics put back as they were.</summary>
internal sealed class StepBookkeeper : IDisposable
{
    private readonly Objective _objective;
    private readonly NeuralState _state;
    private readonly ViewPair _views;
    private readonly Tape _tape;
    private readonly Tensor _left, _right;
    private readonly ObjectiveContext _context;
    private readonly IReadOnlyList<Composition> _before;
    private IReadOnlyList<Composition> _learned = [], _projected = [], _settled = [], _followed = [];
    private (Tensor Left, Tensor Right)? _outputs;

    /// <summary>Composes the batch as the loss saw it.</summary>
    public StepBookkeeper(
        Objective objective, NeuralState state, ViewPair views, Tensor left, Tensor right,
        ObjectiveContext context)
    {
        (_objective, _state, _views) = (objective, state, views);
        _tape = new Tape(left.Tape.Device, recording: false);
        (_left, _right) = (_tape.Constant(left.ToMatrix()), _tape.Constant(right.ToMatrix()));
        TeacherOutputs? teacher = context.Teacher is { } seen ? OnTape(seen) : null;
        _context = context with
        {
            Parameters = state.OwnParameters.ToDictionary(p => p.Name, _tape.Watch),
            Teacher = teacher,
        };
        _before = Compose(_left, _right, _context);
    }

    /// <summary>After the optimiser: the batch is seen anew, targets stay.</summary>
    public void AfterOptimiser()
    {
        using RunningStatistics kept = new(_state.Network);
        _outputs = _state.Network.Look(_tape, _views);
        kept.Restore();
        _learned = WithFixedTargets();
    }

    /// <summary>After the objective's arrays are back on their sphere.</summary>
    public void AfterProjection() => _projected = _objective.KeepsState ? WithFixedTargets() : _learned;

    /// <summary>After queue, centre and table moved.</summary>
    public void AfterSettling() => _settled = _objective.KeepsState ? WithFixedTargets() : _projected;

    /// <summary>After the teacher moved, or with targets made anew.</summary>
    public void AfterTeacher()
    {
        if (!_objective.KeepsState && _learned is [LabelledItems, ..])
        {
            _followed = _settled;
            return;
        }
        using RunningStatistics kept = new(_state.Teacher?.Network);
        TeacherOutputs? teacher = _state.Teacher?.See(_tape, _views);
        kept.Restore();
        (Tensor left, Tensor right) = _outputs!.Value;
        _followed = Compose(left, right, _context with { Teacher = teacher });
    }

    /// <summary>The compositions of all phases.</summary>
    public StepPhases Phases => new(_before, _learned, _projected, _settled, _followed);

    /// <inheritdoc/>
    public void Dispose() => _tape.Dispose();

    private IReadOnlyList<Composition> WithFixedTargets()
    {
        (Tensor left, Tensor right) = _outputs!.Value;
        TeacherOutputs targets = _context.Teacher ?? new TeacherOutputs(_left, _right, _context.Parameters);
        return Compose(left, right, _context with { Teacher = targets });
    }

    private IReadOnlyList<Composition> Compose(Tensor left, Tensor right, ObjectiveContext context) =>
        [.. _objective.Compose(left, right, context)
            .Select(c => c is LabelledItems items ? items.Fitting() : c)];

    private TeacherOutputs OnTape(TeacherOutputs seen) => new(
        _tape.Constant(seen.Left.ToMatrix()), _tape.Constant(seen.Right.ToMatrix()),
        _state.Teacher!.Own.ToDictionary(p => p.Name, _tape.Watch));
}
