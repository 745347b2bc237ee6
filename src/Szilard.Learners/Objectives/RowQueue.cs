using Szilard.Tensors;

namespace Szilard.Learners.Objectives;

/// <summary>The latest rows of unit length that were seen, in a ring; where the next one goes follows from
/// the number of steps.</summary>
internal static class RowQueue
{
    /// <summary>Random directions, until rows are seen.</summary>
    public static Parameter Declare(ObjectiveSite site, string name, int rows)
    {
        Parameter directions = Prototypes.Declare(site with { Key = site.Key.Split(name) }, rows);
        return new Parameter(site.Device, name, directions.Shape, directions.ToSingles(), trainable: false);
    }

    /// <summary>Puts the rows of a batch in place of the oldest.</summary>
    public static void Push(Parameter queue, Tensor rows, long step)
    {
        (int count, int width) = (rows.Shape[0], rows.Shape[1]);
        int length = queue.Shape[0], first = (int)(step * count % length);
        float[] values = rows.StopGradient().NormalizeRows().ToSingles();
        for (int i = Math.Max(0, count - length); i < count; i++)
            queue.Device.Write(
                values.AsSpan(i * width, width), queue.Storage, (first + i) % length * width);
    }
}
