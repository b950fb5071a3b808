using System.Text.RegularExpressions;
using Chat.Functions.Platform;

namespace Chat.Functions.Messages;

/// <summary>Whom a text calls: <c>@</c> and a user id, or <c>@channel</c> for everybody.</summary>
public static partial class Mentions
{
    private const string Everybody = "channel";

    /// <summary>The users in the order they are first named, each once and at most <see cref="ChatLimits.Mentions"/>, and
    /// whether everybody is.</summary>
    public static (IReadOnlyList<string> Users, bool Channel) In(string text)
    {
        if (!text.Contains('@', StringComparison.Ordinal))
        {
            return ([], false);
        }

        // A dot or dash at the end is most often the sentence's, not the name's.
        var named = Mention().Matches(text).Select(match => match.Groups[1].Value.TrimEnd('.', '-'))
            .Where(name => name.Length > 0).Distinct(StringComparer.Ordinal).ToList();
        var users = named.Where(name => name != Everybody && Users.UserId.IsValid(name)).Take(ChatLimits.Mentions).ToList();
        return (users, named.Contains(Everybody));
    }

    // Not the @ of an address (ann@example.org), and not the first part of something longer than any id.
    [GeneratedRegex(@"(?<![A-Za-z0-9._@-])@([A-Za-z0-9._-]{1,64})(?![A-Za-z0-9._@-])")]
    private static partial Regex Mention();
}
