namespace Chat.Local.WebPubSub;

/// <summary>Limits of the service that hold for frames and for REST calls alike.</summary>
internal static class Limits
{
    /// <summary>Of a client's frame, and of a REST call's body.</summary>
    public const int MaxMessageBytes = 1024 * 1024;

    public const int MaxTimeToLiveSeconds = 300;
}
