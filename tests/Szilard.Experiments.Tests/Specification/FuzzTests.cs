using System.Text;
using Szilard.Experiments.Specification;
using Szilard.Tensors;

namespace Szilard.Experiments.Tests.Specification;

public sealed class FuzzTests
{
    private const string Seed = """
        # a study
        name: spiral
        claim: "quoted: text"
        seeds: [1, 2, 3]
        world: &w { kind: latent, mixing: spiral, rho: 0.5 }
        objective:
          kind: info-nce
          temperature: 1e-1
        training: { batch: 32, widths: [8, 8] }
        runs:
          one: {}
          two: { world: { <<: *w, dimensions: 3 } }
        expect:
          - { run: one, meter: r2.affine, at_least: 0.95 }
          - { run: one, meter: mcc, beats: two }
        """;

    private static readonly string[] _tokens =
    [
        "\t", "\n", "  ", ":", ": ", "- ", "{", "}", "[", "]", ",", "&w ", "*w", "<<: *w", "!", "!!str ",
        "|", ">", "'", "\"", "#", "%YAML 1.2\n", "---\n", "...", "? ", "~", "null", ".nan", "-1", "9e99",
        "true", "kind", "name: x\n", "\0", "\u2028", "\ud83d\ude00", "\\", "@", "`", "\r", "\ufeff",
        "0x1F", "&", "*",
    ];

    private static readonly string[] _assignments =
    [
        "world.rho=0.5", "world={}", "runs.one.world.kind=files", "expect=[]",
        "name=", "a.b.c=*w", "kind=3", "runs=&x [*x]",
    ];

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public void Mutated_studies_give_studies_or_faults_and_never_an_exception(long seed)
    {
        Dice dice = new(RandomKey.FromSeed(seed));
        int sound = 0;
        for (int round = 0; round < 800; round++)
        {
            string text = Mutate(Seed, dice, 1 + dice.Below(6));
            string assignment = Mutate(_assignments[dice.Below(_assignments.Length)], dice, dice.Below(2));
            StudyReading reading = dice.Below(3) == 0
                ? StudyReader.Read(text, "f.yaml", ExampleForm.Form, [assignment])
                : StudyReader.Read(text, "f.yaml", ExampleForm.Form, []);
            sound += Check(reading);
        }
        Assert.InRange(sound, 1, 799);
    }

    /// <summary>1 for a sound study, whose runs must survive the record; 0 for a faulty one.</summary>
    private static int Check(StudyReading reading)
    {
        if (reading is FaultyStudy faulty)
        {
            Assert.NotEmpty(faulty.Faults);
            Assert.All(faulty.Faults, f => Assert.True(f.Sentence.Length > 10 && f.Line >= 0));
            return 0;
        }
        Study study = reading.Demand();
        Assert.NotEmpty(study.Runs);
        Assert.NotEmpty(study.Seeds);
        foreach (RunSpecification run in study.Runs)
        {
            Assert.Equal(run, SpecificationJson.Read(SpecificationJson.Write(run), ExampleForm.Form));
            Assert.Equal(
                run, ExampleForm.Sound(SpecificationYaml.Write(run, study.Seeds, study.Data)).Runs[0]);
        }
        return 1;
    }

    private static string Mutate(string text, Dice dice, int times)
    {
        StringBuilder mutated = new(text);
        for (int i = 0; i < times; i++)
        {
            int at = dice.Below(mutated.Length + 1);
            int length = Math.Min(dice.Below(8), mutated.Length - at);
            switch (dice.Below(4))
            {
                case 0:
                    mutated.Remove(at, length);
                    break;
                case 1:
                    mutated.Insert(at, _tokens[dice.Below(_tokens.Length)]);
                    break;
                case 2:
                    mutated.Insert(at, mutated.ToString(at, length));
                    break;
                default:
                    mutated.Remove(at, length).Insert(at, (char)dice.Below(0x3000));
                    break;
            }
        }
        return mutated.ToString();
    }

    private sealed class Dice(RandomKey key)
    {
        private RandomStream _stream = key.Stream();

        public int Below(int bound) => _stream.NextInt32(bound);
    }
}
