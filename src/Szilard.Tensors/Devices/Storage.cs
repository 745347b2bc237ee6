namespace Szilard.Tensors;

/// <summary>Where the values of a tensor lie on its device. Opaque: only its device reads or writes
/// it.</summary>
public abstract class Storage
{
    private protected Storage(int length) => Length = length;

    /// <summary>How many values there is room for.</summary>
    public int Length { get; }
}
