using Chat.Functions.Platform;

namespace Chat.Functions.Users;

/// <summary>A profile as its own user sees it.</summary>
public static class MyProfile
{
    public static IResult Of(Profile profile) => ChatJson.Result(new
    {
        profile.UserId,
        profile.DisplayName,
        profile.AvatarUrl,
        profile.StatusText,
        profile.Locale,
        profile.Settings,
        profile.CreatedAt,
    });
}
