namespace Chat.Functions.Channels;

/// <summary>An invite as those see it who may make one.</summary>
public sealed record InviteAnswer(string Token, DateTimeOffset ExpiresAt, int? UsesLeft)
{
    public static InviteAnswer Of(InviteDocument invite) => new(invite.Token.ToString(), invite.ExpiresAt, invite.UsesLeft);
}
