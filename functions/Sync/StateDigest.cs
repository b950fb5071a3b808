using System.Security.Cryptography;
using System.Text.Json;
using Chat.Functions.Platform;
using Chat.Functions.Reading;
using Microsoft.IdentityModel.Tokens;

namespace Chat.Functions.Sync;

/// <summary>What a user sees of a channel besides its log, so short that a device can say of each channel what it was told.</summary>
public static class StateDigest
{
    private const int Bytes = 12;

    /// <summary>Of all that the list shows but what moves with the log: that would be news with every message.</summary>
    public static string Of(ListedChannel channel)
    {
        var still = channel with { LastSeq = null, LastAt = null, Last = null, Unread = 0, Mentions = 0 };
        return Base64UrlEncoder.Encode(SHA256.HashData(JsonSerializer.SerializeToUtf8Bytes(still, ChatJson.Options))[..Bytes]);
    }
}
