using Szilard.Experiments;
using Szilard.Experiments.Specification;
using Szilard.Parts;

namespace Szilard.Cli.Tests;

/// <summary>What a call said.</summary>
internal sealed record Said(int Code, string Out, string Talk);

/// <summary>Calls the command line in this process, with a small laboratory.</summary>
internal static class CommandLine
{
    private static readonly PartCard _latent = new("latent", "Latents seen through a mixing.", "derived here")
    {
        Parameters = [new NumberParameter("rho", "Correlation of the views.", 0.9, 0, 1)],
    };

    private static readonly PartCard _infoNce = new("info-nce", "Tells the partner apart.", "van den Oord, 2018")
    {
        Formula = "-log softmax",
        Convention = "mean over the batch",
        Parameters =
        [
            new ChoiceParameter("similarity", "How two compare.", "cosine", "cosine", "dot"),
            new NumbersParameter("weights", "[One] each.", [1, 2]),
            new FlagParameter("both", "Whether both sides count.", true),
            new TextParameter("note", "Free text.", ""),
            new IntegerParameter("negatives", "How many.", 3),
        ],
    };

    private static readonly PartCard _whitening = new("whitening", "Unit covariance.", "Ermolov, 2021");

    public static Laboratory Laboratory { get; } = new(
        new StudyForm(
            [new StudySection("world", "What is there.", [_latent]), new StudySection("objective", "What is wanted.", [_infoNce, _whitening])],
            ["mcc"]),
        [new Shelf("worlds", [_latent]), new Shelf("objectives", [_infoNce, _whitening])]);

    public static Task<Said> Call(params string[] args) => CallWith(s => s, args);

    public static async Task<Said> CallWith(Func<Surroundings, Surroundings> change, params string[] args)
    {
        StringWriter output = new();
        StringWriter talk = new();
        Surroundings surroundings = change(new Surroundings(output, talk) { Laboratory = () => Laboratory });
        int code = await Program.RunAsync(args, surroundings);
        return new Said(code, output.ToString(), talk.ToString());
    }
}
