namespace Chat.Local.WebPubSub.Upstream;

/// <summary>A handler's answer.</summary>
/// <param name="Status">0 when there was none: network error, timeout, or a handler that failed validation.</param>
internal sealed record UpstreamReply(int Status, string? ContentType, byte[] Body, string? State)
{
    public static UpstreamReply None { get; } = new(0, null, [], null);

    public bool IsSuccess => Status is >= 200 and < 300;

    /// <summary>Worth another try: 408, 5xx, or no answer at all. 429 and other 4xx are final.</summary>
    public bool IsTransient => Status is 0 or 408 or >= 500;

    public static UpstreamReply Of(int status) => new(status, null, [], null);

    public static async Task<UpstreamReply> ReadAsync(
        HttpResponseMessage response,
        CancellationToken cancellationToken) =>
        new(
            (int)response.StatusCode,
            response.Content.Headers.ContentType?.MediaType,
            await response.Content.ReadAsByteArrayAsync(cancellationToken),
            response.Headers.TryGetValues("ce-connectionState", out var states) ? states.First() : null);
}
