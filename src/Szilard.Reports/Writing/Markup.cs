using System.Net;
using System.Runtime.CompilerServices;
using System.Text;

namespace Szilard.Reports;

/// <summary>A piece of well-formed HTML. It is made from interpolated strings whose holes are escaped unless
/// they are markup themselves, so that no name a user gives can become a tag.</summary>
internal readonly record struct Markup
{
    private readonly string? _html;

    private Markup(string html) => _html = html;

    /// <summary>Nothing.</summary>
    public static Markup Empty => default;

    /// <summary>The template with its holes escaped.</summary>
    public static Markup Html(Builder template) => new(template.ToString());

    /// <summary>Escaped text.</summary>
    public static Markup Text(string text) => new(Escape(text));

    /// <summary>Trusted text (our own style and scripts), unescaped.</summary>
    public static Markup Trusted(string html) => new(html);

    /// <summary>The pieces one after the other.</summary>
    public static Markup Join(IEnumerable<Markup> pieces) => new(string.Concat(pieces));

    /// <summary>The markup where the condition holds, nothing elsewhere.</summary>
    public Markup When(bool condition) => condition ? this : Empty;

    /// <summary>Whether there is anything.</summary>
    public bool Any => !string.IsNullOrEmpty(_html);

    /// <inheritdoc/>
    public override string ToString() => _html ?? "";

    private static string Escape(string? text) => WebUtility.HtmlEncode(Printable(text ?? ""));

    /// <summary>Control characters and lone surrogates are legal in no HTML document.</summary>
    private static string Printable(string text) =>
        text.Any(Illegal) ? string.Concat(text.EnumerateRunes().Select(Replace)) : text;

    private static bool Illegal(char c) =>
        (char.IsControl(c) && c is not ('\n' or '\t')) || char.IsSurrogate(c) || c is '\uFFFE' or '\uFFFF';

    private static string Replace(Rune rune) =>
        rune.IsBmp && Illegal((char)rune.Value) ? "\uFFFD" : rune.ToString();

    /// <summary>Collects literal HTML and escapes what stands in its holes.</summary>
    [InterpolatedStringHandler]
    public readonly ref struct Builder
    {
        private readonly StringBuilder _text;

        public Builder(int literalLength, int formattedCount) =>
            _text = new StringBuilder(literalLength + (16 * formattedCount));

        public void AppendLiteral(string html) => _text.Append(html);

        public void AppendFormatted(string? text) => _text.Append(Escape(text));

        public void AppendFormatted(long number) => _text.Append(number);

        public void AppendFormatted(Markup html) => _text.Append(html.ToString());

        public void AppendFormatted(IEnumerable<Markup> pieces) => _text.AppendJoin("", pieces);

        public override string ToString() => _text.ToString();
    }
}
