using System.Runtime.InteropServices;

namespace Szilard.Tensors.Kernels;

/// <summary>Asks Linux to back large memory with pages of 2 MiB. Walking 25 MB of activations in pages of
/// 4 KiB misses the translation buffer all the time, which is dear on virtual machines. To see what it gives,
/// run <c>szilard bench --filter cl-ica-sphere</c> with <c>never</c> and with <c>madvise</c> in
/// <c>/sys/kernel/mm/transparent_hugepage/enabled</c>.</summary>
internal static unsafe partial class HugePages
{
    /// <summary>The size of such a page, in bytes.</summary>
    public const int Size = 1 << 21;

    private const int AdviceHugePage = 14;

    /// <summary>Advises; where the system knows no such pages nothing happens.</summary>
    /// <param name="start">A multiple of <see cref="Size"/>.</param>
    /// <param name="bytes">At least <see cref="Size"/>; the last, broken page stays as it is.</param>
    public static void Advise(void* start, nuint bytes)
    {
        if (!OperatingSystem.IsLinux())
            return;
        try
        {
            _ = Madvise(start, bytes / Size * Size, AdviceHugePage);
        }
        catch (Exception missing) when (missing is DllNotFoundException or EntryPointNotFoundException)
        {
            // A system without that call works as well, only slower.
        }
    }

    [LibraryImport("libc", EntryPoint = "madvise")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Madvise(void* start, nuint length, int advice);
}
