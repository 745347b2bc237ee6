using System.CommandLine;
using System.Globalization;
using Szilard.Parts;
using Szilard.Physics.Synapses;
using Szilard.Physics.Synapses.Kernels;
using Szilard.Physics.Synapses.Markov;
using Szilard.Physics.Synapses.Nonlinearities;
using Szilard.Physics.Synapses.Protocols;
using Szilard.Physics.Synapses.Responses;
using Szilard.Tensors;

namespace Szilard.Cli.Verbs;

/// <summary>What a Markov synapse costs, in k_BT.</summary>
/// <param name="Dissipation">Entropy production per unit of the ladder's time.</param>
/// <param name="PerCycle">The same per cycle of the protocol; a unit of the kernel's time is five of the
/// ladder's.</param>
/// <param name="Adapts">Whether the response to a step comes back.</param>
internal sealed record MarkovCost(double Dissipation, double PerCycle, bool Adapts);

/// <summary>The options of <c>szilard synapse</c>.</summary>
internal sealed class SynapseOptions
{
    private const string Ladder = "markov";

    private readonly Option<string> _kernel = new("--kernel")
    {
        Description = "A kernel, `markov`, or a file with its samples.",
        HelpName = "name|file",
        DefaultValueFactory = _ => "chemotaxis",
    };
    private readonly Option<string[]> _parameters = new("--param")
    {
        Description = "A parameter of the kernel: tau=0.05; can be repeated.",
        HelpName = "key=value",
    };
    private readonly Option<double?> _area = Number(
        "--area", "Area of the kernel, where it has that parameter.");
    private readonly Option<double> _duration = Number(
        "--duration", "Time that the samples of a kernel cover.", 1);
    private readonly Option<double> _gamma = Number(
        "--gamma", "γ of the ladder, in (0, 1]; 1 is equilibrium.", 0.01);
    private readonly Option<double> _step = Number(
        "--step", "Step of the signal that probes the ladder, in µM.", 200);
    private readonly Option<string> _protocol = new("--protocol")
    {
        Description = "sawtooth or reversed-sawtooth; no triangle.",
        HelpName = "name",
        DefaultValueFactory = _ => "sawtooth",
    };
    private readonly Option<string?> _signal = StudyOptions.Text(
        "--signal", "file", "Samples of one cycle of any signal, instead of a protocol.");
    private readonly Option<double> _fast = Number("--tau-f", "Duration of the fast ramp.", 0.5);
    private readonly Option<double> _slow = Number("--tau-s", "Duration of the slow ramp.", 10);
    private readonly Option<string> _g = new("--nonlinearity")
    {
        Description = "hard-threshold, soft-threshold or cubic.",
        HelpName = "name",
        DefaultValueFactory = _ => "hard-threshold",
    };
    private readonly Option<double> _threshold = Number("--threshold", "θ of the nonlinearity.", 10);
    private readonly Option<double> _mean = Number("--mean", "Mean current s̄.", 0);
    private readonly Option<string> _amplitude = new("--amplitude")
    {
        Description = "Amplitudes A = clamped − free, separated by commas.",
        HelpName = "numbers",
        Required = true,
    };

    private readonly Option<double> _noiseInCurrent = Number(
        "--noise-current", "Intensity D of white noise in the current.", 0);
    private readonly Option<double> _noiseInMemory = Number(
        "--noise-memory", "Standard deviation of noise in what the synapse sees.", 0);
    private readonly Option<int> _cycles = new("--noise-cycles")
    {
        Description = "Noisy cycles to simulate for each amplitude.",
        HelpName = "number",
        DefaultValueFactory = _ => 200,
    };
    private readonly Option<long> _seed = StudyOptions.Seed("Seed of the noise.");

    /// <summary>Adds the options to the verb.</summary>
    public void AddTo(Verb verb)
    {
        _kernel.CompletionSources.Add(_ => [.. Kernel.Catalogue.Cards.Select(c => c.Name), Ladder]);
        _protocol.CompletionSources.Add(_ => Protocol.Catalogue.Cards.Select(c => c.Name));
        _g.CompletionSources.Add(_ => Nonlinearity.Catalogue.Cards.Select(c => c.Name));
        foreach (Option option in (Option[])
            [_kernel, _parameters, _area, _duration, _gamma, _step, _protocol, _signal, _fast, _slow, _g,
            _threshold, _mean, _amplitude, _noiseInCurrent, _noiseInMemory, _cycles, _seed])
            verb.Options.Add(option);
    }

    /// <summary>The synapse, its amplitudes, and its cost where it has one.</summary>
    /// <exception cref="SzilardException">Something was given that makes no synapse.</exception>
    public (Synapse Synapse, double[] Amplitudes, MarkovCost? Cost) Read(ParseResult parsed)
    {
        Protocol protocol = ReadProtocol(parsed);
        string name = parsed.GetValue(_kernel)!;
        Nonlinearity g = ReadNonlinearity(parsed);
        double[] amplitudes = Amplitudes(parsed.GetRequiredValue(_amplitude));
        (Kernel kernel, MarkovCost? cost) = name == Ladder
            ? ReadLadder(parsed, protocol)
            : (ReadKernel(parsed, name), null);
        return (new Synapse(kernel, protocol, g, parsed.GetValue(_mean)), amplitudes, cost);
    }

    /// <summary>What noise makes of each amplitude; nothing where no noise was asked for.</summary>
    /// <exception cref="SzilardException">Negative noise, or too few cycles.</exception>
    public IReadOnlyList<NoisyChange> Stir(ParseResult parsed, Synapse synapse, double[] amplitudes)
    {
        Noise noise = new(parsed.GetValue(_noiseInCurrent), parsed.GetValue(_noiseInMemory));
        if (!(noise.CurrentIntensity >= 0 && noise.MemoryDeviation >= 0))
            throw new SzilardException(
                $"`--noise-current {noise.CurrentIntensity}`, `--noise-memory {noise.MemoryDeviation}`: "
                + "noise is 0 or more.");
        if (noise is { CurrentIntensity: 0, MemoryDeviation: 0 })
            return [];
        RandomKey key = RandomKey.FromSeed(parsed.GetValue(_seed));
        return
        [
            .. amplitudes.Select((a, i) => NoisyChange.Of(
                synapse, a, noise, parsed.GetValue(_cycles), key.Split("amplitude", i))),
        ];
    }

    private Nonlinearity ReadNonlinearity(ParseResult parsed)
    {
        Part<Nonlinearity> part = Nonlinearity.Catalogue.Get(parsed.GetValue(_g)!);
        Dictionary<string, object> given = [];
        foreach (ParameterCard theta in part.Card.Parameters)
            given[theta.Name] = parsed.GetValue(_threshold);
        return Nonlinearity.Catalogue.Build(part.Card.Name, given);
    }

    private (Kernel Kernel, MarkovCost Cost) ReadLadder(ParseResult parsed, Protocol protocol)
    {
        MethylationLadder ladder = new(parsed.GetValue(_gamma));
        MarkovKernel kernel = MarkovKernel.Of(ladder, parsed.GetValue(_step));
        double dissipation = ladder.Dissipation();
        return (
            new SampledKernel([.. kernel.Taps], 1),
            new MarkovCost(dissipation, dissipation * MarkovKernel.SpeedUp * protocol.Period, kernel.Adapts));
    }

    private Kernel ReadKernel(ParseResult parsed, string name)
    {
        if (Kernel.Catalogue.Find(name) is null && Path.HasExtension(name))
            return new SampledKernel(Samples(name, "a kernel"), parsed.GetValue(_duration));
        Dictionary<string, object> given = Parameters.Parse(parsed.GetValue(_parameters) ?? []);
        if (parsed.GetValue(_area) is { } area)
            given["area"] = area;
        return Kernel.Catalogue.Build(name, given);
    }

    private Protocol ReadProtocol(ParseResult parsed)
    {
        (double fast, double slow) = (parsed.GetValue(_fast), parsed.GetValue(_slow));
        if (parsed.GetValue(_signal) is { } file)
            return PiecewiseLinear.FromSamples(Samples(file, "a signal"), fast + slow);
        string name = parsed.GetValue(_protocol)!;
        Dictionary<string, object> ramps = name == Triangle.Part.Card.Name
            ? new() { ["period"] = fast + slow }
            : new() { ["fast"] = fast, ["slow"] = slow };
        return Protocol.Catalogue.Build(name, ramps);
    }

    private static double[] Samples(string file, string what)
    {
        NumericArray array = ArrayArgument.Read(file);
        return array.Shape is { Rank: 1, Size: > 1 }
            ? array.ToDoubles()
            : throw new SzilardException(
                $"`{file}` has the shape {array.Shape}, but {what} is one row of at least two samples.");
    }

    private static double[] Amplitudes(string text) =>
    [
        .. text.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .Select(word =>
                double.TryParse(word, NumberStyles.Float, CultureInfo.InvariantCulture, out double value)
                    && double.IsFinite(value)
                    ? value
                    : throw new SzilardException(
                        $"`--amplitude {text}`: `{word}` is no number; write numbers such as 5,10,20.")),
    ];

    private static Option<double> Number(string name, string description, double otherwise) => new(name)
    {
        Description = description,
        HelpName = "number",
        DefaultValueFactory = _ => otherwise,
    };

    private static Option<double?> Number(string name, string description) =>
        new(name) { Description = description, HelpName = "number" };
}
