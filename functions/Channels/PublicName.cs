using Chat.Functions.Users;
using Microsoft.IdentityModel.Tokens;

namespace Chat.Functions.Channels;

/// <summary>The order in which public channels are listed: by name, whatever its case, and no two at the same place.</summary>
public static class PublicName
{
    // Names have no controls in them.
    private const char End = '\n';

    public static string Of(string name, string channelId) => SearchText.Of(name) + End + channelId;

    /// <summary>A place in the list, as clients give it back.</summary>
    public static string ToCursor(string publicName) => Base64UrlEncoder.Encode(publicName);

    /// <summary>Null when it is none of ours.</summary>
    public static string? FromCursor(string cursor)
    {
        try
        {
            return Base64UrlEncoder.Decode(cursor);
        }
        catch (FormatException)
        {
            return null;
        }
    }
}
