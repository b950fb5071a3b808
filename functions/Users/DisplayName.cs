namespace Chat.Functions.Users;

public static class DisplayName
{
    private const int MaxCharacters = 100;

    /// <summary>The claimed name, cut to 100 characters, or the user id where the token has none.</summary>
    public static string From(string? claim, string userId)
    {
        var name = claim?.Trim();
        if (string.IsNullOrEmpty(name))
        {
            return userId;
        }

        // Not in the middle of a surrogate pair.
        var end = Math.Min(name.Length, MaxCharacters);
        return name[..(end < name.Length && char.IsHighSurrogate(name[end - 1]) ? end - 1 : end)];
    }
}
