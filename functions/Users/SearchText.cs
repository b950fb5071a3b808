using Chat.Functions.Platform;

namespace Chat.Functions.Users;

/// <summary>What is searched for, among people and among channels.</summary>
public static class SearchText
{
    private const string Field = "query";

    /// <summary>A text as it is compared: without case. By way of capitals, since ς and σ have one capital. What Unicode can write in
    /// several ways stays several: the app runs without the tables that would tell.</summary>
    public static string Of(string text) => text.ToUpperInvariant().ToLowerInvariant();

    /// <summary>How what is searched for begins, as somebody has written it.</summary>
    /// <exception cref="ChatException">Nothing that anything could begin with.</exception>
    public static string Read(IQueryCollection query, int mostCharacters)
    {
        var text = query[Field].ToString().Trim();
        return text.Length > 0 && text.Length <= mostCharacters && !Writing.IsBlank(text) && !Writing.HasControls(text)
            ? text
            : throw ChatException.Invalid(Field, $"{Field} must have 1 to {mostCharacters} characters in one line, and something to see.");
    }
}
