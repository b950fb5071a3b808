namespace Chat.Functions.Platform;

/// <summary>The address of a picture, of a person or a channel.</summary>
public static class AvatarUrl
{
    public const string Field = "avatarUrl";

    /// <summary>Null when there is none, or none any more.</summary>
    public static string? ReadOrNull(JsonInput input)
    {
        if (!input.HasValue(Field))
        {
            return null;
        }

        // Before it is looked into: an address may be a megabyte long.
        var text = input.Text(Field);
        var url = text.Length > ChatLimits.AvatarUrlCharacters
            ? text
            : Written(text) ?? throw ChatException.Invalid(Field, $"{Field} must be an https address without a user or a password.");
        return url.Length <= ChatLimits.AvatarUrlCharacters
            ? url
            : throw ChatException.TooLarge(Field, $"{Field} is over {ChatLimits.AvatarUrlCharacters} characters, as a URL is written.");
    }

    /// <summary>What a token says, if it can be used.</summary>
    public static string? FromClaim(string text) =>
        text.Length <= ChatLimits.AvatarUrlCharacters && Written(text) is { Length: <= ChatLimits.AvatarUrlCharacters } url ? url : null;

    /// <summary>As URLs are written, its host in ASCII: so that it is the same address for whoever reads it, and a host that only looks like
    /// another's does not. Null for what is no absolute https address, or has a user in it, behind whose name the host hides.</summary>
    private static string? Written(string text)
    {
        if (!Uri.TryCreate(text, UriKind.Absolute, out var url) || url.Scheme != Uri.UriSchemeHttps || url.UserInfo.Length > 0
            || Uri.CheckHostName(url.IdnHost) == UriHostNameType.Unknown)
        {
            return null;
        }

        return url.IdnHost == url.Host ? url.AbsoluteUri : new UriBuilder(url) { Host = url.IdnHost }.Uri.AbsoluteUri;
    }
}
