using System.Globalization;
using System.Text;

namespace Chat.Local.Cosmos.Query;

/// <summary>Cuts query text into tokens.</summary>
internal sealed class Tokenizer(string text)
{
    private static readonly string[] LongSymbols = ["??", "!=", "<>", "<=", ">=", "||"];

    private int _at;

    public static IReadOnlyList<Token> Tokenize(string text)
    {
        var tokenizer = new Tokenizer(text);
        var tokens = new List<Token>();
        do
        {
            tokens.Add(tokenizer.Next());
        }
        while (tokens[^1].Kind != TokenKind.End);

        return tokens;
    }

    private Token Next()
    {
        while (_at < text.Length && char.IsWhiteSpace(text[_at]))
        {
            _at++;
        }

        var start = _at;
        if (_at == text.Length)
        {
            return new Token(TokenKind.End, "end of query", start);
        }

        return text[_at] switch
        {
            '\'' or '"' => new Token(TokenKind.Text, ReadText(text[_at++]), start),
            '@' => new Token(TokenKind.Parameter, ReadWhile(1, IsWordCharacter), start),
            >= '0' and <= '9' => new Token(TokenKind.Number, ReadNumber(), start),
            '.' when char.IsAsciiDigit(Peek(1)) => new Token(TokenKind.Number, ReadNumber(), start),
            var first when IsWordCharacter(first) => new Token(TokenKind.Word, ReadWhile(0, IsWordCharacter), start),
            _ => new Token(TokenKind.Symbol, ReadSymbol(), start),
        };
    }

    private char Peek(int ahead) => _at + ahead < text.Length ? text[_at + ahead] : '\0';

    private static bool IsWordCharacter(char character) => char.IsLetterOrDigit(character) || character is '_' or '$';

    private string ReadWhile(int skip, Func<char, bool> belongs)
    {
        var start = _at;
        for (_at += skip; _at < text.Length && belongs(text[_at]); _at++)
        {
        }

        return text[start.._at];
    }

    private string ReadNumber()
    {
        var start = _at;
        ReadWhile(0, character => char.IsAsciiDigit(character) || character == '.');
        if (Peek(0) is 'e' or 'E')
        {
            ReadWhile(Peek(1) is '+' or '-' ? 2 : 1, char.IsAsciiDigit);
        }

        return double.TryParse(text[start.._at], NumberStyles.Float, CultureInfo.InvariantCulture, out _)
            ? text[start.._at]
            : throw QueryError.Syntax($"'{text[start.._at]}' is not a number", start);
    }

    private string ReadSymbol()
    {
        var symbol = LongSymbols.FirstOrDefault(symbol => text.AsSpan(_at).StartsWith(symbol)) ?? text[_at].ToString();
        _at += symbol.Length;
        return symbol;
    }

    private string ReadText(char quote)
    {
        var start = _at - 1;
        var value = new StringBuilder();
        for (; _at < text.Length && text[_at] != quote; _at++)
        {
            value.Append(text[_at] == '\\' ? ReadEscape() : text[_at]);
        }

        return _at++ < text.Length ? value.ToString() : throw QueryError.Syntax("the string has no end", start);
    }

    private char ReadEscape()
    {
        switch (Peek(1))
        {
            case 'n': _at++; return '\n';
            case 't': _at++; return '\t';
            case 'r': _at++; return '\r';
            case 'b': _at++; return '\b';
            case 'f': _at++; return '\f';
            case 'u' when _at + 5 < text.Length
                && ushort.TryParse(
                    text.AsSpan(_at + 2, 4), NumberStyles.HexNumber, CultureInfo.InvariantCulture, out var unit):
                _at += 5;
                return (char)unit;
            case '\'' or '"' or '\\' or '/': return text[++_at];
            default: throw QueryError.Syntax("unknown escape in a string", _at);
        }
    }
}
