using Szilard.Learners.Encoders;
using Szilard.Learners.Tests.Learning;
using Szilard.Tensors;
using Szilard.Tensors.Kernels;

namespace Szilard.Learners.Tests.Encoders;

/// <summary>What every encoder must keep; joining costs one line of the catalogue. All are held to images,
/// which those for vectors flatten.</summary>
public sealed class EncoderContractTests
{
    private static readonly Shape _image = new(12, 10, 3);

    public static TheoryData<string> Names => [.. EncoderDesign.Catalogue.Cards.Select(c => c.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void The_width_told_is_the_width_built(string name)
    {
        using CpuDevice<float> device = new();
        EncoderDesign design = Design(name);
        Network network = design.Build(device, _image, Bench.Key);
        using Tape tape = new(device, recording: false);
        Tensor x = tape.Constant(Bench.Normal(Bench.Key, [4, .. _image.Lengths]));
        Assert.Equal(design.RepresentationDimensions(_image), network.RepresentationDimensions);
        Assert.Equal(new Shape(4, network.RepresentationDimensions), network.Represent(x, false).Shape);
        Assert.Equal(new Shape(4, network.OutputDimensions), network.Project(x, false).Shape);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void The_card_names_meaning_and_source_and_its_ranges_are_kept(string name)
    {
        Assert.All([Design(name).Card.Summary, Design(name).Card.Source], text => Assert.NotEmpty(text));
        Ranges.AssertKept(EncoderDesign.Catalogue, name);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Parameters_have_distinct_names_and_values_from_the_key_alone(string name)
    {
        Assert.Equal(Values(1), Values(1));
        Assert.True(
            Values(1).Length == 0 || !Values(1).SequenceEqual(Values(2)), "Another key, other values.");

        float[] Values(long seed)
        {
            using CpuDevice<float> device = new();
            Network network = Design(name).Build(device, _image, RandomKey.FromSeed(seed));
            Assert.Distinct(network.Parameters.Select(p => p.Name));
            return [.. network.Parameters.SelectMany(p => p.ToSingles())];
        }
    }

    /// <summary>A gradient reaches every trainable parameter, finite and not zero throughout; the whole of
    /// it is held against central differences in <see cref="NetworkGradientTests"/>.</summary>
    [Theory]
    [MemberData(nameof(Names))]
    public void A_finite_gradient_reaches_every_trainable_parameter(string name)
    {
        using CpuDevice<float> device = new();
        Network network = Design(name).Build(device, _image, Bench.Key);
        using Tape tape = new(device);
        Tensor y = network.Project(
            tape.Constant(Bench.Normal(Bench.Key, [8, .. _image.Lengths])), training: true);
        Gradients? gradients = y.Tracked ? tape.Differentiate(y.Add(y.Square()).RowDots(y).Mean()) : null;
        foreach (Parameter parameter in network.Parameters.Where(p => p.Trainable))
        {
            var gradient = new float[parameter.Shape.Size];
            device.Read(gradients!.Of(parameter)!, gradient);
            Assert.All(gradient, g => Assert.True(float.IsFinite(g), parameter.Name));
            Assert.Contains(gradient, g => g != 0);
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void One_two_and_four_threads_learn_the_same_bits(string name)
    {
        IReadOnlyList<StateArray> one = Learn(1);
        Bench.AssertSameBits(one, Learn(2));
        Bench.AssertSameBits(one, Learn(4));

        IReadOnlyList<StateArray> Learn(int threads)
        {
            using CpuDevice<float> device = new(threads);
            NeuralLearner learner = Bench.Learner(device, Design(name), "vicreg");
            return learner.Save(Bench.Train(learner, learner.Begin(_image, Bench.Key), 2, 32, _image));
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void What_was_saved_and_loaded_goes_on_to_the_same_bits(string name) =>
        Bench.AssertResumes(where => Bench.Learner(where, Design(name), "vicreg", averaging: 0.9), _image);

    private static EncoderDesign Design(string name) => Bench.Design(
        name,
        EncoderDesign.Catalogue.Get(name).Card.Parameters.Any(p => p.Name == "outputs") ? "outputs=5" : "");
}
