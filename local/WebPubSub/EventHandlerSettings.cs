namespace Chat.Local.WebPubSub;

/// <summary>One event handler of a hub. The first in order that matches gets the event.</summary>
/// <param name="UrlTemplate">Absolute URL; <c>{hub}</c> and <c>{event}</c> in path and query are replaced.</param>
/// <param name="UserEventPattern"><c>*</c>, one event name, or names separated by commas; empty for none.</param>
/// <remarks>Source: Microsoft's documentation "Event handlers in Azure Web PubSub service".</remarks>
public sealed record EventHandlerSettings(string UrlTemplate, string UserEventPattern = "*")
{
    /// <summary>Which of <c>connect</c>, <c>connected</c> and <c>disconnected</c> this handler gets.</summary>
    public IReadOnlyList<string> SystemEvents { get; init; } = ["connect", "connected", "disconnected"];

    /// <summary>Managed-identity authentication of the handler: makes the token that goes as <c>Authorization: Bearer</c> with every
    /// event, but not with the question whether events are wanted. None when null.</summary>
    public Func<string>? IdentityToken { get; init; }

    internal bool HasValidUrl =>
        Uri.TryCreate(Expand("hub", "event"), UriKind.Absolute, out var url) && url.Scheme is "http" or "https";

    internal bool TakesUserEvent(string name) =>
        UserEventPattern.Split(',', StringSplitOptions.TrimEntries).Any(part => part == "*" || part == name);

    internal bool TakesSystemEvent(string name) => SystemEvents.Contains(name);

    internal Uri UrlFor(string hub, string eventName) => new(Expand(hub, eventName));

    private string Expand(string hub, string eventName) =>
        UrlTemplate
            .Replace("{hub}", Uri.EscapeDataString(hub), StringComparison.OrdinalIgnoreCase)
            .Replace("{event}", Uri.EscapeDataString(eventName), StringComparison.OrdinalIgnoreCase);
}
