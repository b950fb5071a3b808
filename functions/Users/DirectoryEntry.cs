namespace Chat.Functions.Users;

/// <summary>A user as a search finds them: a document of container <c>directory</c>, made from the profile. Of one who has been
/// erased only the id is left, so that nothing late brings the rest back.</summary>
/// <param name="Id">The user id.</param>
/// <param name="Version">The profile's.</param>
/// <param name="SearchName">The name to search by,</param>
/// <param name="SearchId">and the id; behind each the exact id, so that no two are the same.</param>
public sealed record DirectoryEntry(
    string Id,
    int Version,
    string? SearchName = null,
    string? SearchId = null,
    string? DisplayName = null,
    string? AvatarUrl = null,
    string? StatusText = null)
{
    public const string AllUsers = "users";

    // No name and no query has a line break.
    private const char Separator = '\n';

    public string Scope { get; } = AllUsers;

    public static DirectoryEntry Of(Profile profile) => profile.Claimed is null
        ? new DirectoryEntry(profile.UserId, profile.Version)
        : new DirectoryEntry(
            profile.UserId,
            profile.Version,
            SearchText.Of(profile.DisplayName) + Separator + profile.UserId,
            SearchText.Of(profile.UserId) + Separator + profile.UserId,
            profile.DisplayName,
            profile.AvatarUrl,
            profile.StatusText);
}
