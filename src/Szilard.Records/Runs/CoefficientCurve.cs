namespace Szilard.Records;

/// <summary>A local learning coefficient at one step of training.</summary>
/// <param name="Step">Steps taken.</param>
/// <param name="Value">λ̂; NaN where a chain diverged.</param>
/// <param name="StandardError">Its standard error.</param>
/// <param name="Loss">L(w*) on the frozen pairs.</param>
/// <param name="LargestCurvature">Largest eigenvalue of the Hessian there, from below.</param>
/// <param name="StepSize">ε.</param>
/// <param name="StepStiffness">ε·(nβ·h + γ): below 4.</param>
/// <param name="PotentialScaleReduction">Split-R̂.</param>
/// <param name="Remark">What is to be read with care.</param>
public sealed record CoefficientPoint(
    long Step, double Value, double StandardError, double Loss, double LargestCurvature, double StepSize,
    double StepStiffness, double PotentialScaleReduction, string Remark = "");

/// <summary>A coefficient of the last point at another temperature.</summary>
/// <param name="InverseTemperature">nβ.</param>
/// <param name="Value">λ̂.</param>
/// <param name="StandardError">Its standard error.</param>
public sealed record CoefficientRung(double InverseTemperature, double Value, double StandardError);

/// <summary>λ and multiplicity over several temperatures.</summary>
/// <param name="Rungs">The readings.</param>
/// <param name="Lambda">λ.</param>
/// <param name="LambdaError">Its standard error.</param>
/// <param name="Multiplicity">m of smallest BIC.</param>
public sealed record CoefficientLadder(
    IReadOnlyList<CoefficientRung> Rungs, double Lambda, double LambdaError, int Multiplicity);

/// <summary>Local learning coefficients along a run's training: what <c>llc.json</c> holds.</summary>
/// <param name="Pairs">n, frozen pairs.</param>
/// <param name="Block">Pairs in a block.</param>
/// <param name="InverseTemperature">nβ.</param>
/// <param name="Localisation">γ.</param>
/// <param name="Chains">Chains.</param>
/// <param name="BurnIn">Steps of each that were not kept.</param>
/// <param name="Draws">Losses of each that were.</param>
/// <param name="Seed">Of pairs and noise.</param>
/// <param name="Parameters">d, all that is trained.</param>
/// <param name="Meaning">likelihood, statistic, frozen or no-gradient.</param>
/// <param name="Reading">How it is to be read.</param>
/// <param name="Flagged">True where it is to be read with care.</param>
/// <param name="Points">By step.</param>
public sealed record CoefficientCurve(
    int Pairs, int Block, double InverseTemperature, double Localisation, int Chains, int BurnIn, int Draws,
    long Seed,
    int Parameters, string Meaning, string Reading, bool Flagged, IReadOnlyList<CoefficientPoint> Points)
{
    /// <summary>Name of the reading in tables and charts.</summary>
    public const string ReadingName = "llc";

    /// <summary>The last point over temperatures; null where that was not asked for.</summary>
    public CoefficientLadder? Ladder { get; init; }
}
