namespace Szilard.Benchmarks.Cases;

/// <summary>How many multiplications and additions a step needs. Nonlinearities, normalisation and the
/// optimiser are not counted: they are of lower order.</summary>
internal static class OperationCounts
{
    /// <summary>2·rows·(3·Σ_l n_l n_{l+1} − n_0 n_1): forward, weight gradients, and input gradients of all
    /// layers but the first.</summary>
    public static double PerceptronStep(int rows, ReadOnlySpan<double> widths)
    {
        double products = 0;
        for (int layer = 1; layer < widths.Length; layer++)
            products += widths[layer - 1] * widths[layer];
        return 2 * rows * ((3 * products) - (widths[0] * widths[1]));
    }

    /// <summary>As <see cref="PerceptronStep"/> for stages of kernel² convolutions that keep the size and
    /// halve it after each, then a mean over places and a linear map.</summary>
    public static double ConvolutionalStep(
        int images, int side, ReadOnlySpan<int> channels, int kernel, int outputs)
    {
        double total = 0;
        for (int stage = 1; stage < channels.Length; stage++, side /= 2)
        {
            double weights = (double)kernel * kernel * channels[stage - 1] * channels[stage];
            double forward = 2 * images * side * side * weights;
            total += forward * (stage == 1 ? 2 : 3);
        }
        return total + (6.0 * images * channels[^1] * outputs);
    }

    /// <summary>Steps of a wide and a narrow layer that excite each other, for each of the samples.</summary>
    public static double Relaxation(int samples, int wide, int narrow, int steps) =>
        4.0 * samples * wide * narrow * steps;

    /// <summary>The table of logits and its two gradients.</summary>
    public static double Contrast(int pairs, int dimensions) => 6.0 * pairs * pairs * dimensions;
}
