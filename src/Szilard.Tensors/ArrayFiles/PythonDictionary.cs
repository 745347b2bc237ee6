using System.Globalization;
using Szilard.Parts;

namespace Szilard.Tensors;

/// <summary>Reads the Python dictionary in the header of an npy file: keys in quotes; values in quotes,
/// <c>True</c>, <c>False</c>, or a tuple of whole numbers.</summary>
internal sealed class PythonDictionary
{
    private readonly string _text;
    private readonly string _source;
    private int _at;

    private PythonDictionary(string text, string source) => (_text, _source) = (text, source);

    /// <summary>The entries: <c>string</c>, <c>bool</c> or <c>long[]</c>.</summary>
    /// <exception cref="SzilardException">The text is anything else.</exception>
    public static Dictionary<string, object> Read(string text, string source) =>
        new PythonDictionary(text, source).ReadAll();

    private Dictionary<string, object> ReadAll()
    {
        Dictionary<string, object> entries = [];
        Expect('{');
        while (!Take('}'))
        {
            string key = ReadString();
            Expect(':');
            entries[key] = ReadValue();
            if (!Take(','))
            {
                Expect('}');
                break;
            }
        }
        return Peek() == '\0' ? entries : throw Unreadable();
    }

    private object ReadValue() => Peek() switch
    {
        '\'' or '"' => ReadString(),
        '(' => ReadTuple(),
        '[' => throw new SzilardException(
            $"`{_source}` holds a structured array (a table of named fields); save its columns as plain "
            + "arrays."),
        _ => TakeWord("True") || (TakeWord("False") ? false : throw Unreadable()),
    };

    private string ReadString()
    {
        char quote = Peek();
        int end = quote is '\'' or '"' ? _text.IndexOf(quote, _at + 1) : -1;
        if (end < 0)
            throw Unreadable();
        string value = _text[(_at + 1)..end];
        _at = end + 1;
        return value;
    }

    private long[] ReadTuple()
    {
        List<long> numbers = [];
        Expect('(');
        while (!Take(')'))
        {
            numbers.Add(ReadNumber());
            if (!Take(','))
            {
                Expect(')');
                break;
            }
        }
        return [.. numbers];
    }

    private long ReadNumber()
    {
        int start = Peek() == '-' ? _at++ : _at;
        while (_at < _text.Length && char.IsAsciiDigit(_text[_at]))
            _at++;
        ReadOnlySpan<char> digits = _text.AsSpan(start, _at - start);
        if (!long.TryParse(digits, CultureInfo.InvariantCulture, out long number))
            throw Unreadable();
        // Python 2 wrote long integers as 3L.
        if (_at < _text.Length && _text[_at] == 'L')
            _at++;
        return number;
    }

    private bool TakeWord(string word)
    {
        bool found = Peek() != '\0' && string.CompareOrdinal(_text, _at, word, 0, word.Length) == 0;
        _at += found ? word.Length : 0;
        return found;
    }

    private char Peek()
    {
        while (_at < _text.Length && char.IsWhiteSpace(_text[_at]))
            _at++;
        return _at < _text.Length ? _text[_at] : '\0';
    }

    private bool Take(char wanted)
    {
        bool found = Peek() == wanted;
        _at += found ? 1 : 0;
        return found;
    }

    private void Expect(char wanted)
    {
        if (!Take(wanted))
            throw Unreadable();
    }

    private SzilardException Unreadable() => new(
        $"`{_source}` has an npy header that cannot be read at character {_at}; the file is damaged.");
}
