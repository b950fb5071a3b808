using Chat.Functions.Platform;

namespace Chat.Functions.Retention;

/// <summary>An erasure as an administrator sees it.</summary>
public static class ErasureAnswer
{
    public static IResult Of(Erasure erasure) => ChatJson.Result(new
    {
        erasure.ErasureId,
        erasure.UserId,
        erasure.State,
        erasure.CreatedAt,
        erasure.DoneAt,
        erasure.Channels,
        erasure.Entries,
        erasure.Pages,
    });
}
