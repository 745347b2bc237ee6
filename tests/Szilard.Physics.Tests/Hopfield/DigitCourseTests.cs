using Szilard.Physics.Networks.Hopfield;
using Szilard.Physics.Rules;
using Szilard.Tensors;
using Szilard.Tensors.Kernels;

namespace Szilard.Physics.Tests.Hopfield;

public class DigitCourseTests
{
    private const int Side = 36, Classes = 4;

    [Theory]
    [InlineData("temporal-contrast")]
    [InlineData("equilibrium-propagation")]
    public void Contrast_learns_small_digits(string name) => Assert.InRange(Errors(name), 0, 0.05);

    /// <summary>Chance is 0.75; a control that hit 0.5 of 200 samples by luck would be 8 deviations
    /// off.</summary>
    [Fact]
    public void Plain_hebb_stays_near_chance() => Assert.InRange(Errors("plain-hebb"), 0.5, 1);

    [Fact]
    public void Two_threads_learn_the_same_bits_as_one()
    {
        using Workers one = new(1), two = new(2);
        DigitCourse a = Course("temporal-contrast", one), b = Course("temporal-contrast", two);
        a.Learn(Digits(40), null, RandomKey.FromSeed(1));
        b.Learn(Digits(40), null, RandomKey.FromSeed(1));
        Assert.Equal(a.Body.Parameters[0].Values, b.Body.Parameters[0].Values);
        Assert.Equal(a.Body.Parameters[2].Values, b.Body.Parameters[2].Values);
    }

    [Fact]
    public void Particles_come_back_where_they_were_kept()
    {
        LayeredHopfield<float> body = new([2, 3, 2], HopfieldPace.Published, RandomKey.FromSeed(1));
        PersistentParticles<float> particles = new(body, 5);
        HopfieldState<float> state = new(2, [[1, 2, 3, 4, 5, 6], [7, 8, 9, 10]]);
        particles.Keep(3, state);
        Assert.Equal(state.Layers[0], particles.Take(3, 2).Layers[0]);
        Assert.Equal([0, 0, 7, 8], particles.Take(2, 2).Layers[1]);
    }

    /// <summary>No change of a current comes near the thresholds 10³ of weights; the biases' are as
    /// published.</summary>
    [Fact]
    public void A_pass_names_the_parameters_whose_thresholds_let_nothing_through()
    {
        using Workers workers = new(1);
        TemporalContrast rule = DigitCourse.PublishedRule() with
        {
            Thresholds = new Dictionary<string, double>
            {
                ["weight-1"] = 1000,
                ["bias-1"] = 1e-5,
                ["weight-2"] = 1000,
                ["bias-2"] = 2e-4,
            },
        };
        DigitCourse course = new(Network(workers), rule, [0.1, 0.1, 0.05, 0.05], 10, workers);
        Assert.Equal([0, 2], course.Learn(Digits(40), null, RandomKey.FromSeed(1)).Frozen);
    }

    private static double Errors(string name)
    {
        using Workers workers = new(1);
        DigitCourse course = Course(name, workers);
        LabelledSamples digits = Digits(200);
        PersistentParticles<float> particles = new(course.Body, 200);
        for (int pass = 0; pass < 15; pass++)
            course.Learn(digits, particles, RandomKey.FromSeed(pass));
        return course.Examine(digits, particles).Error;
    }

    private static DigitCourse Course(string name, Workers workers) => new(
        Network(workers),
        Rule.Catalogue.Build(name, new Dictionary<string, object>()), [0.1, 0.1, 0.05, 0.05], 10, workers);

    private static LayeredHopfield<float> Network(Workers workers) =>
        new([Side, 24, Classes], HopfieldPace.Published, RandomKey.FromSeed(2), workers);

    /// <summary>Four random prototypes with a tenth of their pixels flipped, classes in turn.</summary>
    private static LabelledSamples Digits(int count)
    {
        RandomStream stream = RandomKey.FromSeed(9).Stream();
        bool[] prototypes = [.. Enumerable.Range(0, Classes * Side).Select(_ => stream.NextDouble() < 0.4)];
        float[] inputs = new float[count * Side];
        int[] labels = [.. Enumerable.Range(0, count).Select(i => i % Classes)];
        for (int i = 0; i < inputs.Length; i++)
        {
            bool ink = prototypes[(labels[i / Side] * Side) + (i % Side)] ^ (stream.NextDouble() < 0.1);
            inputs[i] = ink ? 0.9f : 0;
        }
        return new LabelledSamples(inputs, labels);
    }
}
