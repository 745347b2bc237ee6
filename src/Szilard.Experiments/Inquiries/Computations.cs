using Szilard.Parts;

namespace Szilard.Experiments.Inquiries;

/// <summary>All computations that an inquiry can name.</summary>
public static class Computations
{
    /// <summary>The catalogue.</summary>
    public static Catalogue<Computation> All => field ??= new("computation", Falk8.Part);
}
