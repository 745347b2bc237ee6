using Szilard.Parts;
using Szilard.Tensors;
using static Szilard.Observables.Tests.Samples;

namespace Szilard.Observables.Tests;

public sealed class SpecimenTests
{
    [Fact]
    public void All_faults_are_named_at_once()
    {
        Matrix h = Normal(5, 3, "h");
        h[2, 1] = double.NaN;
        Specimen specimen = new(h)
        {
            Latents = Normal(4, 2, "z"),
            Labels = [0, 1, -3],
            View = Normal(5, 2, "view"),
            Training = new Specimen(Normal(5, 4, "t")),
        };
        string message = Assert.Throws<SzilardException>(() => Specimens.Validate(specimen)).Message;
        Assert.Contains("`latents` has 4 rows", message, StringComparison.Ordinal);
        Assert.Contains("(NaN) at row 2, column 1", message, StringComparison.Ordinal);
        Assert.Contains("`labels` has 3 entries", message, StringComparison.Ordinal);
        Assert.Contains("`labels` has -3 at row 2", message, StringComparison.Ordinal);
        Assert.Contains("`view` has 2 columns", message, StringComparison.Ordinal);
        Assert.Contains("`training.representation` has 4 columns", message, StringComparison.Ordinal);
        Assert.Equal(6, Specimens.Faults(specimen).Count);
    }

    [Fact]
    public void A_run_reads_every_meter_whose_evidence_is_there()
    {
        Specimen specimen = new(Normal(40, 3, "h")) { Labels = Labels(40, 2, "labels") };
        string[] names = [.. MeterRun.ReadAll(specimen, Meters.All.Parts, Key, Crew).Select(r => r.Name)];
        string[] expected =
            [
                "rank-me", "participation-ratio", "alpha-req", "std", "uniformity", "knn", "linear-probe",
                "accuracy", "covariance", "covariance.trace", "two-nn", "ncc.class", "cdnv", "nc1", "nc2", "nc3", "nc4", "centre",
                "knn.euclidean",
            ];
        Assert.Equal(expected, names);
    }

    [Fact]
    public void A_reading_does_not_depend_on_which_others_are_asked_for()
    {
        Specimen specimen = new(Normal(40, 3, "h")) { Latents = Normal(40, 3, "z") };
        var all = MeterRun.ReadAll(specimen, Meters.All.Parts, Key, Crew);
        var one = MeterRun.ReadAll(specimen, [Meters.All.Get("r2.affine")], Key, Crew);
        Assert.Equal(all.Single(r => r.Name == "r2.affine"), Assert.Single(one));
    }

    [Fact]
    public void A_meter_of_parts_names_each_of_them()
    {
        Specimen specimen = new(Normal(40, 1, "h")) { Latents = Normal(40, 2, "z") };
        string[] names = [.. MeterRun.ReadAll(specimen, [Meters.All.Get("r2.latent")], Key,
            Crew).Select(r => r.Name)];
        Assert.Equal(["r2.latent", "r2.latent.1", "r2.latent.2"], names);
    }

    [Fact]
    public void A_class_lies_in_one_superclass()
    {
        Specimen torn = new(Normal(4, 2, "h")) { Labels = [0, 0, 1, 1], Superclasses = [0, 1, 1, 1] };
        Assert.Contains("for 1 classes", Assert.Single(Specimens.Faults(torn)).Sentence,
            StringComparison.Ordinal);
        Assert.Empty(Specimens.Faults(torn with { Superclasses = [0, 0, 0, 0] }));
    }

    [Fact]
    public void Shared_work_gives_what_each_meter_reads_alone()
    {
        Specimen specimen = new(Normal(60, 4, "h"))
        {
            Latents = Normal(60, 3, "z"),
            Other =
            Normal(60, 5, "other")
        };
        foreach (NamedReading together in MeterRun.ReadAll(specimen, Meters.All.Parts, Key, Crew))
        {
            if (Meters.All.Find(together.Name) is not { } meter)
                continue;
            Specimen alone = new(specimen.Representation)
            {
                Latents = specimen.Latents,
                Other =
                specimen.Other
            };
            Assert.Equal(MeterRun.ReadAll(alone, [meter], Key, Crew)[0].Reading, together.Reading);
        }
    }

    [Fact]
    public void A_run_refuses_a_faulty_specimen()
    {
        Specimen specimen = new(new Matrix(1, 1, [double.PositiveInfinity]));
        Assert.Throws<SzilardException>(() => MeterRun.ReadAll(specimen, Meters.All.Parts, Key, Crew));
    }
}
