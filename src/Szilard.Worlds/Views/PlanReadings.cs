namespace Szilard.Worlds.Views;

/// <summary>The numbers of a plan whose differences between two views are the relative
/// augmentation.</summary>
internal static class PlanReadings
{
    /// <summary>Those of the operations that are switched on, in this order: shift to the right and
    /// downwards, in pixels; middle and logarithm of the area of the crop, in pixels; mirror image, 0 or 1;
    /// factors of brightness and contrast.</summary>
    /// <param name="how">Which operations are on.</param>
    public static IReadOnlyList<Func<ViewPlan, double>> Of(Augmentation how)
    {
        bool shifts = how.Shift > 0, crops = how is not { CropScaleMinimum: 1, CropAspect: 1 };
        (bool On, Func<ViewPlan, double> Read)[] all =
        [
            (shifts, p => p.ShiftX), (shifts, p => p.ShiftY),
            (crops, p => p.Crop.X + (0.5 * p.Crop.Width)), (crops, p => p.Crop.Y + (0.5 * p.Crop.Height)),
            (crops, p => Math.Log((double)p.Crop.Width * p.Crop.Height)),
            (how.Flip > 0, p => p.Flip ? 1 : 0),
            (how.Brightness > 0, p => p.Brightness), (how.Contrast > 0, p => p.Contrast),
        ];
        return [.. all.Where(one => one.On).Select(one => one.Read)];
    }
}
