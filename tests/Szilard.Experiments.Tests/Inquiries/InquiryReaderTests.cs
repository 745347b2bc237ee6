using Szilard.Experiments.Inquiries;
using Szilard.Experiments.Specification;
using Szilard.Parts;

namespace Szilard.Experiments.Tests.Inquiries;

public sealed class InquiryReaderTests
{
    private const string Sound = """
        name: my-claim
        claim: Something holds.
        source: derived here
        minutes: 0.5
        compute: { kind: falk-4c, points: 20 }
        predict:
          - { quantity: "share that learns", at_least: 0.5, at_most: 1 }
        """;

    [Fact]
    public void A_sound_inquiry_is_read_whole()
    {
        Inquiry inquiry = InquiryReader.Read(Sound, "study.yaml", Computations.All);
        Assert.Equal(("my-claim", "Something holds.", 0.5), (inquiry.Name, inquiry.Claim, inquiry.Minutes));
        Assert.Equal("falk-4c", inquiry.Computation.Card.Name);
        Assert.Equal(20, inquiry.Settings.Integer("points"));
        Assert.Equal("0.5 … 1", Assert.Single(inquiry.Predictions).Text);
    }

    [Fact]
    public void All_faults_are_told_at_once_with_their_lines()
    {
        const string faulty = """
            name: My Claim
            clam: typo
            minutes: soon
            compute: { kind: falk-4c, points: 0 }
            predict:
              - { quantity: nonsense, value: 1 }
              - { quantity: "share that learns" }
              - { quantity: "share that learns", at_least: much, wihtin: 2 }
            """;
        string message = Assert.Throws<SzilardException>(
            () => InquiryReader.Read(faulty, "study.yaml", Computations.All)).Message;
        Assert.All(
            (string[])
            [
                "study.yaml:1:7: name", "study.yaml:2:1: clam", "study.yaml:3:10: minutes", "compute.points",
                "predict[0].quantity", "study.yaml:7:5: predict[1]: nothing is said", "predict[2].at_least",
                "predict[2].wihtin",
            ],
            part => Assert.Contains(part, message));
    }

    [Fact]
    public void Nothing_to_compute_or_predict_is_refused()
    {
        string message = Assert.Throws<SzilardException>(
            () => InquiryReader.Read("name: a", "study.yaml", Computations.All)).Message;
        Assert.Contains("nothing is computed", message);
        message = Assert.Throws<SzilardException>(
            () => InquiryReader.Read(
                "name: a\ncompute: { kind: falk-8 }", "study.yaml", Computations.All)).Message;
        Assert.Contains("nothing is predicted", message);
    }

    public static TheoryData<string> OnTheShelf => [.. InquiryShelf.Names];

    [Theory]
    [MemberData(nameof(OnTheShelf))]
    public void Every_study_on_the_shelf_can_be_read_and_is_named_as_its_folder(string name)
    {
        (string read, string claim, string source, double minutes) = InquiryShelf.Trains(name)
            ? Told(InquiryShelf.ReadStudy(name, []))
            : Told(InquiryShelf.Read(name));
        Assert.Equal(name, read);
        Assert.NotEmpty(claim);
        Assert.NotEmpty(source);
        Assert.InRange(minutes, 0.001, 100_000);
    }

    private static (string, string, string, double) Told(Inquiry i) => (i.Name, i.Claim, i.Source, i.Minutes);

    private static (string, string, string, double) Told(Study s)
    {
        Assert.NotEmpty(s.Expectations);
        return (s.Name, s.Claim, s.Source, s.Minutes);
    }

    [Fact]
    public void The_shelf_holds_the_figures_and_refuses_others_with_a_hint()
    {
        Assert.Superset(
            (HashSet<string>)["falk-3b", "falk-4b", "falk-4c", "falk-5c", "falk-6b", "falk-8"],
            InquiryShelf.Names.ToHashSet());
        Assert.Contains("falk-8", Assert.Throws<SzilardException>(() => InquiryShelf.Read("falk8")).Message);
    }
}
