using Szilard.Parts;
using Szilard.Tensors;

namespace Szilard.Worlds.Datasets;

/// <summary>Arrays of bytes seen as images.</summary>
internal static class PixelArray
{
    /// <summary>True for bytes of three axes, or of four with 1 or 3 channels last.</summary>
    public static bool IsImages(NumericArray array) =>
        array.Type == ElementType.UInt8
        && (array.Shape.Rank == 3 || (array.Shape.Rank == 4 && array.Shape.Last is 1 or 3))
        && array.Shape.Size > 0;

    /// <summary>The images of an array n × height × width, with or without 1 or 3 channels.</summary>
    /// <exception cref="SzilardException">The array is anything else.</exception>
    public static ImageSet ToImages(NumericArray array, string source) => IsImages(array)
        ? ImageSet.All(
            array.Bytes.ToArray(), array.Shape[1], array.Shape[2],
            array.Shape.Rank == 4 ? array.Shape[3] : 1, null)
        : throw new SzilardException(
            $"`{source}` is {array.Shape} of {array.Type}, but images are bytes (UInt8, 0 to 255) of shape "
            + "n×height×width or n×height×width×channels with 1 or 3 channels; convert them.");
}
