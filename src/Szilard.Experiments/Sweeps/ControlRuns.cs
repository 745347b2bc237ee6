using Szilard.Experiments.Plans;
using Szilard.Experiments.Specification;
using Szilard.Learners.Encoders;
using Szilard.Learners.Objectives;
using Szilard.Parts;
using Szilard.Worlds.Generated;
using Szilard.Worlds.Views;

namespace Szilard.Experiments.Sweeps;

/// <summary>The four controls as changes of a run, as studies write them by hand.</summary>
internal static class ControlRuns
{
    private const string Outputs = "outputs";

    /// <summary>The observation itself: <c>encoder: { kind: identity }</c>, without what a network or a body
    /// had beside it.</summary>
    public static RunSpecification Raw(RunSpecification run, StudyForm form) => Changed(
        run,
        ("encoder", Default(form, "encoder", IdentityDesign.Part.Card.Name)),
        ("rule", Default(form, "rule", GradientSource.Backpropagation.Name)),
        ("optimiser", Default(form, "optimiser", form.Find("optimiser")!.DefaultCard!.Name)),
        ("evaluation", Put(run["evaluation"], "layer", 0L)));

    /// <summary>True of a run with that change.</summary>
    public static bool IsRaw(RunSpecification run) => run["encoder"].Kind == IdentityDesign.Part.Card.Name;

    /// <summary><c>training: { steps: 0 }</c>.</summary>
    public static RunSpecification Untrained(RunSpecification run, StudyForm form) =>
        Changed(run, ("training", Put(run["training"], "steps", 0L)));

    /// <summary>True of a run with that change.</summary>
    public static bool IsUntrained(RunSpecification run) =>
        run.Settings("training").Integer("steps") == 0 && !IsRaw(run);

    /// <summary><c>training: { pairing: permuted }</c>.</summary>
    public static RunSpecification Permuted(RunSpecification run, StudyForm form) =>
        Changed(run, ("training", Put(run["training"], "pairing", "permuted")));

    /// <summary>True of a run with that change.</summary>
    public static bool IsPermuted(RunSpecification run) =>
        run.Settings("training").Choice("pairing") == "permuted";

    /// <summary><c>views: { kind: label }</c> with the supervised objective of the world: regression onto
    /// causes where they are known, classification where labels are; null where neither is.</summary>
    public static RunSpecification? Supervised(RunSpecification run, StudyForm form)
    {
        bool latents = GeneratedForm.Find(run["world"].Kind) is not null;
        if (!latents && Given(run["world"], "labels") is "none")
            return null;
        SectionSettings views = Default(form, "views", LabelViews.Card.Name);
        Dictionary<string, object> shared = run["views"].Settings.Values
            .Where(v => views.Settings.Card.Parameters.Any(p => p.Name == v.Key))
            .ToDictionary(v => v.Key, v => v.Value);
        return Changed(
            run,
            ("views", Read(views.Settings.Card, shared)),
            ("objective", Default(
                form, "objective",
                latents ? SupervisedRegression.Part.Card.Name : SupervisedClassification.Part.Card.Name)),
            ("encoder", Given(run["encoder"], Outputs) is null
                ? run["encoder"] : Put(run["encoder"], Outputs, 0L)));
    }

    /// <summary>True of a run that is told the truth.</summary>
    public static bool IsSupervised(RunSpecification run) => ViewForm.Of(run["views"].Kind).GivesTargets;

    private static RunSpecification Changed(
        RunSpecification run, params (string Section, SectionSettings Settings)[] changes) => run with
        {
            Sections = run.Sections.ToDictionary(
            s => s.Key,
            s => changes.Where(c => c.Section == s.Key).Select(c => c.Settings).FirstOrDefault(s.Value)),
        };

    private static SectionSettings Default(StudyForm form, string section, string kind) =>
        new(kind, SettingsReader.Defaults(form.Find(section)!.Find(kind)!));

    private static SectionSettings Put(SectionSettings section, string key, object value)
    {
        Dictionary<string, object> given = section.Settings.Values.ToDictionary(v => v.Key, v => v.Value);
        given[key] = value;
        return Read(section.Settings.Card, given);
    }

    private static SectionSettings Read(PartCard card, IReadOnlyDictionary<string, object> given) =>
        new(card.Name, SettingsReader.Read(card, given, []));

    private static object? Given(SectionSettings section, string key) =>
        section.Settings.Values.Where(v => v.Key == key).Select(v => v.Value).FirstOrDefault();
}
