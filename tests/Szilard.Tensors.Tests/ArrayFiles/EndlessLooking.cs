namespace Szilard.Tensors.Tests;

/// <summary>A stream that does not tell its length, as a decompressing one does not.</summary>
internal sealed class EndlessLooking(byte[] bytes) : MemoryStream(bytes)
{
    public override bool CanSeek => false;

    public override long Length => throw new NotSupportedException();
}
