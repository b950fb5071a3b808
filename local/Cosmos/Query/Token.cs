namespace Chat.Local.Cosmos.Query;

internal enum TokenKind
{
    Word,
    Parameter,
    Number,
    Text,
    Symbol,
    End,
}

/// <summary>A word of the query. <paramref name="Value"/> is what the text means: without quotes and escapes.</summary>
internal readonly record struct Token(TokenKind Kind, string Value, int Position)
{
    public bool Is(string wordOrSymbol) => Kind is TokenKind.Word or TokenKind.Symbol
        && Value.Equals(wordOrSymbol, StringComparison.OrdinalIgnoreCase);
}
