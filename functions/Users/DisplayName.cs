using Chat.Functions.Platform;

namespace Chat.Functions.Users;

public static class DisplayName
{
    /// <summary>The claimed name, in one line, without marks that turn the direction of writing, and cut to what a name may have,
    /// or the user id where the token has none.</summary>
    public static string From(string? claim, string userId)
    {
        var letters = (claim ?? "")
            .Where(letter => !Writing.TurnsDirection(letter))
            .Select(letter => Writing.IsControl(letter) ? ' ' : letter);
        var name = string.Concat(letters).Trim();
        if (Writing.IsBlank(name))
        {
            return userId;
        }

        // Not in the middle of a surrogate pair.
        var end = Math.Min(name.Length, ChatLimits.DisplayNameCharacters);
        return name[..(end < name.Length && char.IsHighSurrogate(name[end - 1]) ? end - 1 : end)].TrimEnd();
    }
}
