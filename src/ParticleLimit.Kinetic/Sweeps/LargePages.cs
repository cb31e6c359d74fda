using System.Runtime.InteropServices;

namespace ParticleLimit.Kinetic;

/// <summary>Asks Linux for pages of 2 MiB: a sweep in x touches a page for every cell, more than a processor's page table cache holds at 4 KiB a page.</summary>
internal static partial class LargePages
{
    private const nuint Size = 1 << 21;
    private const int AdviseLargePages = 14; // MADV_HUGEPAGE

    /// <summary>Asks for the whole pages within a range that has not been written yet. Only speed depends on it, so a refusal does not matter.</summary>
    public static void Prefer(nuint address, nuint length)
    {
        nuint first = (address + Size - 1) / Size * Size, end = (address + length) / Size * Size;
        if (OperatingSystem.IsLinux() && end > first) _ = Advise(first, end - first, AdviseLargePages);
    }

    [LibraryImport("libc", EntryPoint = "madvise")]
    private static partial int Advise(nuint address, nuint length, int advice);
}
