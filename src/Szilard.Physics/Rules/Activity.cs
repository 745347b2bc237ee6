namespace Szilard.Physics.Rules;

/// <summary>How many values of a parameter a learning step reached.</summary>
/// <param name="Changed">Values whose current was not the same under all clamps.</param>
/// <param name="Updated">Values whose estimate is not zero.</param>
public readonly record struct Activity(long Changed, long Updated)
{
    /// <summary>True where something changed and yet nothing moves: a threshold lies above every change.
    /// </summary>
    public bool Frozen => Changed > 0 && Updated == 0;

    /// <summary>Updated of changed, in [0, 1]; 0 where nothing changed.</summary>
    public double Share => Changed == 0 ? 0 : Math.Min(1, (double)Updated / Changed);

    /// <summary>Both counts added.</summary>
    public static Activity operator +(Activity left, Activity right) =>
        new(left.Changed + right.Changed, left.Updated + right.Updated);
}
