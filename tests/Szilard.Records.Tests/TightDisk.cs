namespace Szilard.Records.Tests;

/// <summary>A disk with room for so many bytes: the write that exceeds it writes what fits and fails, as a
/// full file system does.</summary>
internal sealed class TightDisk
{
    private const int NoSpace = 28;

    public TightDisk(long room)
    {
        Room = room;
        Disk = new Disk((path, mode) => new TightStream(Disk.Real.Open(path, mode), this));
    }

    public long Room { get; set; }

    public Disk Disk { get; }

    private sealed class TightStream(Stream inner, TightDisk owner) : Stream
    {
        public override bool CanRead => true;

        public override bool CanSeek => true;

        public override bool CanWrite => true;

        public override long Length => inner.Length;

        public override long Position { get => inner.Position; set => inner.Position = value; }

        public override void Flush() => inner.Flush();

        public override int Read(byte[] buffer, int offset, int count) => inner.Read(buffer, offset, count);

        public override long Seek(long offset, SeekOrigin origin) => inner.Seek(offset, origin);

        public override void SetLength(long value) => inner.SetLength(value);

        public override void Write(byte[] buffer, int offset, int count)
        {
            int fits = (int)Math.Min(count, owner.Room);
            inner.Write(buffer, offset, fits);
            owner.Room -= fits;
            if (fits < count)
                throw new IOException("No space left on device", NoSpace);
        }

        protected override void Dispose(bool disposing)
        {
            if (disposing)
                inner.Dispose();
            base.Dispose(disposing);
        }
    }
}
