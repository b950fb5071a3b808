using Chat.Functions.Presence;

namespace Chat.Functions.Users;

/// <param name="ReadReceipts">Whether others may see how far the user has read.</param>
/// <param name="Presence">How the user wants to be seen.</param>
/// <param name="LastSeen">Whether others may see when the user was there last.</param>
public sealed record ProfileSettings(bool ReadReceipts = true, PresenceMode Presence = PresenceMode.Auto, bool LastSeen = true);

/// <summary>A user: a document of container <c>users</c>. What others see is what the user has set, over what the token says.</summary>
public sealed record Profile(
    string UserId, string DisplayName, string? AvatarUrl = null, string? StatusText = null, string? Locale = null)
{
    public const string DocumentId = "profile";

    public string Id { get; } = DocumentId;

    public string Type { get; } = DocumentId;

    /// <summary>What the token of the last sign-in says; null for one who has been erased and has not come back.</summary>
    public Persona? Claimed { get; init; }

    public Persona Chosen { get; init; } = new();

    public ProfileSettings Settings { get; init; } = new();

    public DateTimeOffset CreatedAt { get; init; }

    /// <summary>Raised by each change: what is made of the profile never goes back to an earlier one.</summary>
    public int Version { get; init; }

    /// <summary>As it is before anything is known of the user, and after all of it has been erased.</summary>
    public static Profile Blank(string userId, DateTimeOffset createdAt) => new(userId, userId) { CreatedAt = createdAt };

    public Profile SignedIn(Caller caller) => this with { Claimed = caller.Claims };

    /// <summary>With what others see made anew, under the next number; unchanged when nothing is news.</summary>
    public static Profile Next(Profile before, Profile changed)
    {
        var shown = changed.Chosen.Over(changed.Claimed ?? new Persona());
        var next = changed with
        {
            DisplayName = shown.DisplayName ?? changed.UserId,
            AvatarUrl = shown.AvatarUrl,
            StatusText = shown.StatusText,
            Locale = shown.Locale,
            Version = before.Version,
        };
        return next == before ? before : next with { Version = before.Version + 1 };
    }
}
