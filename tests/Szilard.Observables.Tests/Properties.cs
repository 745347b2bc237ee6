using FsCheck;
using FsCheck.Fluent;
using Microsoft.FSharp.Core;

namespace Szilard.Observables.Tests;

/// <summary>FsCheck with a fixed seed, so that a test run repeats.</summary>
internal static class Properties
{
    public static void Holds(int cases, Func<int, bool> property)
    {
        var replay = new Replay(new Rnd(20250601UL, 7UL), FSharpOption<int>.None);
        Config config = Config.QuickThrowOnFailure.WithMaxTest(cases)
            .WithReplay(FSharpOption<Replay>.Some(replay));
        Check.One(config, Prop.ForAll<int>(property));
    }
}
