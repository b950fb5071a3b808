namespace Chat.Local.EventGrid;

/// <summary>Who is told of the events of a topic.</summary>
/// <param name="Name">Told to the endpoint as <c>aeg-subscription-name</c>; letters, digits and hyphens.</param>
/// <param name="Endpoint">A webhook that allows it by the handshake of CloudEvents.</param>
public sealed record EventSubscription(string Name, Uri Endpoint)
{
    /// <summary>Types of events it is told of; all where there is none.</summary>
    public IReadOnlyList<string> IncludedEventTypes { get; init; } = [];

    /// <summary>Attempts that an event has, 1 to 30.</summary>
    public int MaxDeliveryAttempts { get; init; } = 30;

    /// <summary>How long an event is tried, at most a day.</summary>
    public TimeSpan EventTimeToLive { get; init; } = TimeSpan.FromDays(1);
}

/// <summary>An event that was given up.</summary>
/// <param name="Subscription">Whose.</param>
/// <param name="Reason">As the service says it: <c>MaxDeliveryAttemptsExceeded</c>, <c>TimeToLiveExceeded</c>, or
/// <c>Undeliverable</c> for an answer that no retry can change.</param>
/// <param name="Attempts">How often it was tried.</param>
/// <param name="LastStatus">What the endpoint answered last; 0 for no answer.</param>
/// <param name="Event">The CloudEvent as JSON.</param>
public sealed record DeadLetter(string Subscription, string Reason, int Attempts, int LastStatus, string Event);
