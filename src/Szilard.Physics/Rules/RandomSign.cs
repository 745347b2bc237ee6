using Szilard.Tensors;

namespace Szilard.Physics.Rules;

/// <summary>The sign of a one-sided nudge.</summary>
internal static class RandomSign
{
    public static int Draw(NudgeSign sign, RandomKey key) => sign switch
    {
        NudgeSign.Negative => -1,
        NudgeSign.Random => key.Split("sign").Stream().NextInt32(2) == 0 ? -1 : 1,
        _ => 1,
    };
}
