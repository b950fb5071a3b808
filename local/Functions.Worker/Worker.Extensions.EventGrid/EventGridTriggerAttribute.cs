using Microsoft.Azure.Functions.Worker.Extensions.Abstractions;

namespace Microsoft.Azure.Functions.Worker;

/// <summary>Starts a function for each event that an Event Grid subscription sends to it.</summary>
public sealed class EventGridTriggerAttribute : TriggerBindingAttribute
{
    public EventGridTriggerAttribute()
    {
    }

    /// <summary>Whether the function takes all events of a request at once, as an array.</summary>
    public bool IsBatched { get; set; }
}
