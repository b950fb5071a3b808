namespace Chat.Local.Cosmos.Query;

/// <summary>The parser's place in the tokens.</summary>
internal sealed class TokenReader(IReadOnlyList<Token> tokens)
{
    private int _at;

    public Token Current => tokens[_at];

    public Token Take() => tokens[_at].Kind == TokenKind.End ? tokens[_at] : tokens[_at++];

    public bool NextIs(string wordOrSymbol) => _at + 1 < tokens.Count && tokens[_at + 1].Is(wordOrSymbol);

    public bool TryTake(string wordOrSymbol)
    {
        if (!Current.Is(wordOrSymbol))
        {
            return false;
        }

        Take();
        return true;
    }

    public void Expect(string wordOrSymbol)
    {
        if (!TryTake(wordOrSymbol))
        {
            throw Unexpected($"expected {wordOrSymbol}");
        }
    }

    public string TakeWord(string what) =>
        Current.Kind == TokenKind.Word ? Take().Value : throw Unexpected($"expected {what}");

    /// <summary>Items separated by commas, at least one.</summary>
    public List<T> List<T>(Func<T> item)
    {
        var items = new List<T> { item() };
        while (TryTake(","))
        {
            items.Add(item());
        }

        return items;
    }

    public CosmosError Unexpected(string problem) =>
        QueryError.Syntax($"{problem}, found '{Current.Value}'", Current.Position);
}
