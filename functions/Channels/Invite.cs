using System.Security.Cryptography;
using System.Text;
using Chat.Functions.Platform;
using Microsoft.IdentityModel.Tokens;

namespace Chat.Functions.Channels;

/// <summary>A document of container <c>channels</c>: who has its token may join.</summary>
/// <param name="InviteId">The same for each try of one creation.</param>
/// <param name="Secret">Random, drawn once: knowing who made it with which id is not enough.</param>
/// <param name="UsesLeft">Absent for no limit.</param>
public sealed record InviteDocument(
    string ChannelId, string InviteId, string Secret, string CreatedBy, DateTimeOffset CreatedAt, DateTimeOffset ExpiresAt, int? UsesLeft)
{
    public const string DocumentType = "invite";

    public string Id => IdOf(InviteId);

    public string Type { get; } = DocumentType;

    public static string IdOf(string inviteId) => "invite:" + inviteId;

    public InviteToken Token => new(ChannelId, InviteId, Secret);

    public bool Admits(InviteToken token, DateTimeOffset now) =>
        now < ExpiresAt && UsesLeft is not <= 0
        && CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(Secret), Encoding.UTF8.GetBytes(token.Secret));
}

/// <summary>An invite as it was read.</summary>
public sealed record StoredInvite(InviteDocument Invite, string ETag);

/// <summary>What is passed on to those who are invited: where the invite lies, and what proves that one was given it.</summary>
public sealed record InviteToken(string ChannelId, string InviteId, string Secret)
{
    private const int Bytes = 16;
    private const char Separator = '.';

    public static string NewSecret() => Base64UrlEncoder.Encode(RandomNumberGenerator.GetBytes(Bytes));

    public static string IdOf(string userId, string clientId) =>
        Base64UrlEncoder.Encode(SHA256.HashData(Encoding.UTF8.GetBytes($"invite\n{userId}\n{clientId}"))[..Bytes]);

    public static InviteToken Parse(string text) =>
        text.Split(Separator) is [var channelId, var inviteId, var secret]
        && Channels.ChannelId.IsValid(channelId) && Channels.ChannelId.IsValid(inviteId)
            ? new InviteToken(channelId, inviteId, secret)
            : throw NotFound();

    /// <summary>The one answer for an invite that is wrong, used up, expired, or not for this user.</summary>
    public static ChatException NotFound() => ChatException.NotFound("token", "There is no such invite.");

    public override string ToString() => string.Join(Separator, ChannelId, InviteId, Secret);
}
