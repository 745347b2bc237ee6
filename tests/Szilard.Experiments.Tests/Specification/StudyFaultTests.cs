using Szilard.Experiments.Specification;
using Szilard.Parts;

namespace Szilard.Experiments.Tests.Specification;

public sealed class StudyFaultTests
{
    private const string World = "name: a\nworld: { kind: latent }\n";

    [Fact]
    public void All_faults_are_reported_at_once_in_the_order_of_the_file()
    {
        IReadOnlyList<StudyFault> faults = ExampleForm.Faults("""
            name: Not Kebab
            seeds: [1, two, 1]
            world: { kind: laten, rho: 2 }
            objectve: {}
            training: { batch: many, steps: 0, widths: [8, 0.5] }
            """);
        Assert.Equal(
            [
                ("name", 1), ("seeds", 2), ("seeds", 2), ("world.kind", 3), ("objectve", 4),
                ("training.batch", 5), ("training.steps", 5), ("training.widths", 5),
            ],
            faults.Select(f => (f.Key, f.Line)));
    }

    [Theory]
    [InlineData("world: { kind: latent }", 1, 1, "name", "name: my-study")]
    [InlineData("name: a", 1, 1, "world", "latent | files")]
    [InlineData("name: a\nworld: { rho: 0.5 }", 2, 1, "world", "`kind:`")]
    [InlineData("name: a\nworld: files", 2, 1, "world", "{ kind: files }")]
    [InlineData("name: a\nworld: { kind: [latent] }", 2, 10, "world.kind", "a list")]
    [InlineData("name: a\nworld: { kind: latnet }", 2, 16, "world.kind", "did you mean `latent`?")]
    [InlineData(
        World + "objective: { temprature: 1 }", 3, 14, "objective.temprature", "did you mean `temperature`?")]
    [InlineData(World + "objective: { temperature: 0 }", 3, 27, "objective.temperature", "(0, ∞)")]
    [InlineData(World + "objective: { temperature: .inf }", 3, 27, "objective.temperature", "number")]
    [InlineData(World + "objective: { temperature: 1e999 }", 3, 27, "objective.temperature", "(0, ∞)")]
    [InlineData(World + "objective: { temperature: '0,5' }", 3, 27, "objective.temperature", "not a number")]
    [InlineData(
        World + "objective: { temperature: }", 3, 14, "objective.temperature", "leave the key out for 0.1")]
    [InlineData(
        World + "objective: { similarity: gausian }", 3, 26, "objective.similarity", "mean `gaussian`?")]
    [InlineData(World + "objective: { similarity: { a: 1 } }", 3, 14, "objective.similarity", "a mapping")]
    [InlineData(World + "training: { batch: 1.5 }", 3, 20, "training.batch", "whole number")]
    [InlineData(
        World + "training: { widths: [[1]] }", 3, 13, "training.widths", "a list of more than plain values")]
    [InlineData(World + "temperature: 1", 3, 1, "temperature", "under `objective`")]
    [InlineData(World + "claimm: x", 3, 1, "claimm", "did you mean `claim`?")]
    [InlineData(World + "claim: [x]", 3, 1, "claim", "a list")]
    [InlineData(World + "seeds: 3", 3, 1, "seeds", "[1, 2, 3]")]
    [InlineData(World + "seeds: []", 3, 1, "seeds", "an empty list")]
    [InlineData(World + "seeds: [1.5]", 3, 9, "seeds", "whole number")]
    [InlineData(World + "seeds: [-1]", 3, 9, "seeds", "from 0")]
    [InlineData(World + "seeds: [99999999999999999999]", 3, 9, "seeds", "whole number")]
    [InlineData(World + "seeds: [4, 4]", 3, 12, "seeds", "given twice")]
    [InlineData(World + "runs: [a]", 3, 1, "runs", "mapping")]
    [InlineData(World + "runs: { a: 3 }", 3, 9, "runs.a", "`{}`")]
    [InlineData(World + "runs: { A_b: {} }", 3, 9, "runs.A_b", "`a-b`")]
    [InlineData(World + "runs: { a: { wrld: {} } }", 3, 14, "runs.a.wrld", "did you mean `world`?")]
    [InlineData(World + "runs: { a: { world: { rho: 7 } } }", 3, 28, "runs.a.world.rho", "[0, 1)")]
    [InlineData(World + "expect: 3", 3, 1, "expect", "list")]
    [InlineData(World + "expect: [ 3 ]", 3, 11, "expect[0]", "`3`")]
    [InlineData(World + "expect: [ { run: a, meter: mcc } ]", 3, 11, "expect[0]", "nothing is expected")]
    [InlineData(
        World + "expect: [ { run: b, meter: mcc, at_least: 1 } ]", 3, 18, "expect[0].run", "no run `b`")]
    [InlineData(
        World + "expect: [ { run: a, meter: mc, at_least: 1 } ]", 3, 28, "expect[0].meter", "mean `mcc`?")]
    [InlineData(World + "expect: [ { run: a, meter: mcc, beats: a } ]", 3, 40, "expect[0].beats", "itself")]
    [InlineData(
        World + "expect: [ { run: a, meter: mcc, at_lest: 1, at_most: 2}]", 3, 33, "expect[0].at_lest", "at")]
    [InlineData(
        World + "expect: [ { run: a, meter: mcc, at_least: x } ]", 3, 43, "expect[0].at_least", "`x`")]
    [InlineData(
        World + "expect: [ { run: a, meter: mcc, at_least: 2, at_most: 1 }]", 3, 11, "expect[0]", "exchange")]
    [InlineData(World + "world: { kind: files }", 3, 1, "world", "first in line 2")]
    [InlineData(World + "training: { batch: 2, batch: 3 }", 3, 23, "training.batch", "given twice")]
    public void A_fault_names_place_key_and_remedy(
        string text, int line, int column, string key, string remedy)
    {
        StudyFault fault = ExampleForm.OnlyFault(text);
        Assert.Equal((line, column, key), (fault.Line, fault.Column, fault.Key));
        Assert.Contains(remedy, fault.Sentence, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", "is empty")]
    [InlineData("# only a comment\n", "is empty")]
    [InlineData("- a\n- b\n", "a list")]
    [InlineData("just words", "`just words`")]
    [InlineData("name: a\n\tworld: x\n", "line 2 is indented with a tab")]
    [InlineData("name: a\nworld: {\n", "not YAML")]
    [InlineData("name: a\nworld: 'open\n", "not YAML")]
    [InlineData("name: a\n---\nname: b\n", "second document")]
    [InlineData("name: a\nworld: *nowhere\n", "no anchor")]
    [InlineData("name: a\nworld: &w { x: *w }\n", "no anchor")]
    [InlineData("name: !!python/object a\n", "tag")]
    [InlineData("? [a, b]\n: c\n", "a key must be a word")]
    public void What_is_no_study_at_all_is_one_fault(string text, string cause)
    {
        StudyFault fault = ExampleForm.OnlyFault(text);
        Assert.Contains(cause, fault.Sentence, StringComparison.Ordinal);
        Assert.True(fault.Line >= 1);
    }

    [Fact]
    public void Deep_nesting_is_refused()
    {
        string text = "name: " + new string('[', 100_000);
        Assert.Contains("deeper than", ExampleForm.OnlyFault(text).Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public void An_alias_bomb_is_refused()
    {
        string bomb = "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n" + string.Concat(
            from i in Enumerable.Range(1, 9)
            select $"a{i}: &a{i} [{string.Join(", ", Enumerable.Repeat($"*a{i - 1}", 10))}]\n");
        Assert.Contains(
            "aliases written out", ExampleForm.OnlyFault(bomb).Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public void A_huge_file_is_refused_unread() =>
        Assert.Contains(
            "at most", ExampleForm.OnlyFault(new string('#', 2_000_000)).Sentence, StringComparison.Ordinal);

    [Theory]
    [InlineData("world.rhoo=0.9", "world.rhoo", "did you mean `rho`?")]
    [InlineData("wrld.rho=0.9", "wrld", "did you mean `world`?")]
    [InlineData("world.rho=2", "world.rho", "[0, 1)")]
    [InlineData("world.rho=", "world.rho", "leave the key out")]
    [InlineData("world.rho.deep=1", "world.rho", "set it as a whole")]
    [InlineData("world.rho", "", "`key.key=value`")]
    [InlineData("=3", "", "`key.key=value`")]
    [InlineData("world..rho=3", "", "`key.key=value`")]
    [InlineData("world.rho=[1", "world.rho", "not a YAML value")]
    [InlineData("runs.twoo.training.batch=3", "runs.twoo", "did you mean `two`?")]
    [InlineData("objective.kind=whitning", "objective.kind", "did you mean `whitening`?")]
    public void A_bad_override_is_a_fault_with_itself_as_place(string assignment, string key, string remedy)
    {
        StudyFault fault = ExampleForm.OnlyFault(
            "name: a\nworld: { kind: latent, rho: 0.5 }\nruns: { one: {}, two: {} }", assignment);
        Assert.Equal(($"--set {assignment}", 0, key), (fault.Source, fault.Line, fault.Key));
        Assert.Contains(remedy, fault.Sentence, StringComparison.Ordinal);
        Assert.StartsWith($"--set {assignment}: ", fault.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_base_fault_shared_by_many_runs_is_reported_once()
    {
        StudyFault fault = ExampleForm.OnlyFault(
            "name: a\nworld: { kind: latent, rho: 3 }\nruns: { one: {}, two: {} }");
        Assert.Equal("world.rho", fault.Key);
    }

    [Fact]
    public void A_base_section_that_every_run_replaces_is_checked_too()
    {
        StudyFault fault = ExampleForm.OnlyFault(
            "name: a\nworld: { kind: latent, rho: 3 }\nruns: { one: { world: { kind: files } } }");
        Assert.Equal("world.rho", fault.Key);
    }

    [Fact]
    public void A_cross_check_points_at_the_value_that_was_written()
    {
        StudyFault fault = ExampleForm.OnlyFault(World + "training:\n  steps: 5\n  batch: 1\n");
        Assert.Equal((5, 3, "training.batch"), (fault.Line, fault.Column, fault.Key));
    }

    [Fact]
    public void A_cross_check_says_which_runs_it_means()
    {
        StudyFault fault = ExampleForm.OnlyFault("""
            name: a
            world: { kind: latent }
            training: { batch: 1 }
            runs:
              contrastive: {}
              whitening: { objective: { kind: whitening } }
            """);
        Assert.Equal((3, "training.batch"), (fault.Line, fault.Key));
        Assert.EndsWith("(in contrastive)", fault.Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public void Demanding_a_faulty_study_throws_with_one_line_per_fault()
    {
        StudyReading reading = StudyReader.Read(
            "name: A\nworld: { kind: x }", "s.yaml", ExampleForm.Form, []);
        string message = Assert.Throws<SzilardException>(() => reading.Demand()).Message;
        Assert.Collection(
            message.Split(Environment.NewLine),
            line => Assert.StartsWith("s.yaml:1:7: name: `A` is not", line, StringComparison.Ordinal),
            line => Assert.StartsWith("s.yaml:2:16: world.kind: there is", line, StringComparison.Ordinal));
    }
}
