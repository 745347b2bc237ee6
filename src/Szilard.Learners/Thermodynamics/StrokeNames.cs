using Szilard.Thermodynamics.Composite;

namespace Szilard.Learners.Thermodynamics;

/// <summary>Strokes as the run folder and readings name them.</summary>
public static class StrokeNames
{
    /// <summary>The first state of a booked step.</summary>
    public const string Begin = "begin";

    /// <summary>Who did work.</summary>
    public static string Of(WorkKind kind) => kind switch
    {
        WorkKind.Optimiser => "optimiser",
        WorkKind.Projection => "projection",
        WorkKind.MovingAverage => "moving-average",
        WorkKind.Centre => "centre",
        WorkKind.ViewSwap => "view-swap",
        WorkKind.Hamiltonian => "hamiltonian",
        WorkKind.Clamp => "clamp",
        WorkKind.Drive => "drive",
        _ => "data",
    };

    /// <summary>How labels changed.</summary>
    public static string Of(HeatKind kind) => kind switch
    {
        HeatKind.Labelling => "labelling",
        HeatKind.Readout => "readout",
        HeatKind.Relaxation => "relaxation",
        HeatKind.Synapse => "synapse",
        _ => "measurement",
    };

    /// <summary>What a stroke is called.</summary>
    internal static string Of(Stroke stroke) => stroke switch
    {
        WorkStroke work => Of(work.Kind),
        HeatStroke heat => Of(heat.Kind),
        _ => "reset",
    };
}
