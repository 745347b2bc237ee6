using Szilard.Tensors.Kernels;

namespace Szilard.Tensors.Tests.Kernels;

public sealed unsafe class PoolingTests
{
    [Theory]
    [InlineData(4, 6, 3, 2, 2)]
    [InlineData(5, 7, 21, 2, 2)] // a rest of channels, and borders that no window covers
    [InlineData(6, 6, 16, 3, 1)] // overlapping windows
    [InlineData(7, 5, 9, 2, 3)] // gaps between windows
    public void The_maximum_and_its_place_agree_with_plain_loops(
        int height, int width, int channels, int size, int stride)
    {
        const int images = 3;
        int high = ((height - size) / stride) + 1, wide = ((width - size) / stride) + 1;
        int outputs = images * high * wide * channels;
        using AlignedBuffer<float> x = Operands.Normal<float>(images * height * width * channels, "x");
        using AlignedBuffer<float> y = new(outputs), gradientY = Operands.Normal<float>(outputs, "gradient");
        using AlignedBuffer<float> gradientX = Operands.Filled(x.Length, float.NaN);
        using AlignedBuffer<int> chosen = new(outputs);
        using Workers crew = new(2);
        Pooling.MaxForward(
            crew, images, height, width, channels, size, stride, x.Pointer, y.Pointer, chosen.Pointer);
        Pooling.MaxBackward(
            crew, images, height, width, channels, size, stride, gradientY.Pointer, chosen.Pointer, outputs,
            gradientX.Pointer);
        float[] expected = new float[x.Length];
        for (int output = 0; output < outputs; output++)
        {
            (int pixel, int channel) = Math.DivRem(output, channels);
            (int row, int j) = Math.DivRem(pixel, wide);
            (int image, int i) = Math.DivRem(row, high);
            int corner = (((((image * height) + (i * stride)) * width) + (j * stride)) * channels) + channel;
            int best = corner;
            for (int place = 0; place < size * size; place++)
            {
                int index = corner + ((((place / size) * width) + (place % size)) * channels);
                best = x.Span[index] > x.Span[best] ? index : best;
            }
            Assert.Equal(best, chosen.Span[output]);
            Assert.Equal(x.Span[best], y.Span[output]);
            expected[best] += gradientY.Span[output];
        }
        Assert.True(gradientX.Span.SequenceEqual(expected));
    }

    [Theory]
    [InlineData(3)]
    [InlineData(8)]
    public void A_value_that_is_not_a_number_wins_and_the_first_of_equals_is_chosen(int channels)
    {
        using AlignedBuffer<float> x = Operands.Filled(4 * channels, 1f), y = new(channels);
        using AlignedBuffer<int> chosen = new(channels);
        using Workers crew = new(1);
        x.Span[channels + 1] = float.NaN;
        Pooling.MaxForward(crew, 1, 2, 2, channels, 2, 2, x.Pointer, y.Pointer, chosen.Pointer);
        Assert.Equal((1f, 0), (y.Span[0], chosen.Span[0]));
        Assert.Equal((float.NaN, channels + 1), (y.Span[1], chosen.Span[1]));
    }

    [Fact]
    public void Double_precision_takes_the_same_maxima()
    {
        using AlignedBuffer<double> x = Operands.Normal<double>(2 * 4 * 4 * 9, "x"), y = new(72);
        using AlignedBuffer<float> single = Operands.Normal<float>(2 * 4 * 4 * 9, "x"), ySingle = new(72);
        using AlignedBuffer<int> chosen = new(72), chosenSingle = new(72);
        using Workers crew = new(1);
        Pooling.MaxForward(crew, 2, 4, 4, 9, 2, 2, x.Pointer, y.Pointer, chosen.Pointer);
        Pooling.MaxForward(crew, 2, 4, 4, 9, 2, 2, single.Pointer, ySingle.Pointer, chosenSingle.Pointer);
        Assert.True(chosen.Span.SequenceEqual(chosenSingle.Span));
        Assert.Equal(x.Span[chosen.Span[5]], y.Span[5]);
    }

    [Fact]
    public void The_global_average_and_its_gradient_agree_with_plain_loops()
    {
        const int images = 3, pixels = 20, channels = 11;
        using AlignedBuffer<float> x = Operands.Normal<float>(images * pixels * channels, "x");
        using AlignedBuffer<float> y = new(images * channels), gradientX = new(x.Length);
        using Workers crew = new(2);
        Pooling.GlobalAverageForward(crew, images, 4, 5, channels, x.Pointer, y.Pointer);
        Pooling.GlobalAverageBackward(crew, images, 4, 5, channels, y.Pointer, gradientX.Pointer);
        for (int i = 0; i < images * channels; i++)
        {
            (int image, int channel) = Math.DivRem(i, channels);
            NaiveProduct mean = default;
            for (int pixel = 0; pixel < pixels; pixel++)
                mean = mean.Plus(x.Span[(((image * pixels) + pixel) * channels) + channel] / (double)pixels);
            mean.AssertNear(y.Span[i], pixels + 1, $"{i}");
            for (int place = image * pixels; place < (image + 1) * pixels; place++)
                Assert.Equal(y.Span[i] / pixels, gradientX.Span[(place * channels) + channel]);
        }
    }

    [Fact]
    public void A_wrong_number_of_maxima_is_refused()
    {
        using Workers crew = new(1);
        Assert.Throws<ArgumentException>(() =>
            Pooling.MaxBackward<float>(crew, 1, 4, 4, 2, 2, 2, null, null, 7, null));
    }
}
