using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using Chat.Functions.Platform;
using Microsoft.IdentityModel.Tokens;

namespace Chat.Functions.Channels;

/// <summary>The rules that make channel ids. Both are computed, so that creating twice finds the first.</summary>
public static partial class ChannelId
{
    private const int Bytes = 16;

    /// <summary>The same from either side.</summary>
    public static string OfDirect(string userId, string peerId)
    {
        var (first, second) = string.CompareOrdinal(userId, peerId) < 0 ? (userId, peerId) : (peerId, userId);
        return "d" + Digest($"direct\n{first}\n{second}");
    }

    /// <summary>The same for each try of one creation.</summary>
    public static string OfGroup(string creatorId, string clientId) => "g" + Digest($"group\n{creatorId}\n{clientId}");

    public static bool IsValid(string text) => Safe().IsMatch(text);

    /// <summary>The one answer for a channel that is missing, foreign, or cannot exist: nobody may tell these apart.</summary>
    public static ChatException NotFound() => ChatException.NotFound("channelId", "There is no such channel.");

    private static string Digest(string text) =>
        Base64UrlEncoder.Encode(SHA256.HashData(Encoding.UTF8.GetBytes(text))[..Bytes]);

    [GeneratedRegex(@"\A[A-Za-z0-9_-]{1,64}\z")]
    private static partial Regex Safe();
}
