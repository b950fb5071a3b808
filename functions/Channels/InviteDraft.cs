using Chat.Functions.Messages;
using Chat.Functions.Platform;

namespace Chat.Functions.Channels;

/// <summary>An invite somebody wants to have.</summary>
/// <param name="Uses">Null for no limit.</param>
public sealed record InviteDraft(string ClientId, TimeSpan ExpiresIn, int? Uses)
{
    private const string ExpiresInSeconds = "expiresInSeconds", UsesField = "uses";

    public static InviteDraft Parse(JsonInput input)
    {
        input.Only(Messages.ClientId.Field, ExpiresInSeconds, UsesField);
        var mostSeconds = (long)TimeSpan.FromDays(ChatLimits.InviteDays).TotalSeconds;
        var seconds = Number(input, ExpiresInSeconds, mostSeconds);
        return new InviteDraft(
            Messages.ClientId.Read(input),
            seconds is null ? TimeSpan.FromDays(ChatLimits.DefaultInviteDays) : TimeSpan.FromSeconds(seconds.Value),
            (int?)Number(input, UsesField, ChatLimits.InviteUses));
    }

    public InviteDocument ToDocument(string channelId, string userId, DateTimeOffset now) => new(
        channelId, InviteToken.IdOf(userId, ClientId), InviteToken.NewSecret(), userId, now, now + ExpiresIn, Uses);

    private static long? Number(JsonInput input, string field, long most)
    {
        if (!input.Has(field))
        {
            return null;
        }

        return input.NumberBetween(field, 1, most)
            ?? throw ChatException.Invalid(field, $"{field} must be a whole number from 1 to {most}.");
    }
}
