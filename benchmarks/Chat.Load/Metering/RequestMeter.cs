using System.Diagnostics;

namespace Chat.Load.Metering;

/// <summary>Counts the requests of this process where they leave it, so that it makes no difference in which process the
/// services are.</summary>
internal sealed class RequestMeter : IObserver<DiagnosticListener>, IObserver<KeyValuePair<string, object?>>, IDisposable
{
    private const string Source = "HttpHandlerDiagnosticListener";
    private const string Done = "System.Net.Http.HttpRequestOut.Stop";

    private readonly Lock _gate = new();
    private readonly List<IDisposable> _subscriptions = [];
    private ServiceRequests _sum = new();

    public RequestMeter() => _subscriptions.Add(DiagnosticListener.AllListeners.Subscribe(this));

    public ServiceRequests Total
    {
        get
        {
            lock (_gate)
            {
                return _sum;
            }
        }
    }

    public void OnNext(DiagnosticListener value)
    {
        if (value.Name == Source)
        {
            _subscriptions.Add(value.Subscribe(this));
        }
    }

    public void OnNext(KeyValuePair<string, object?> value)
    {
        if (value.Key != Done || Member<HttpResponseMessage>(value.Value!, "Response") is not { } response)
        {
            return;
        }

        var one = RequestKind.Of(Member<HttpRequestMessage>(value.Value!, "Request")!, response);
        lock (_gate)
        {
            _sum += one;
        }
    }

    public void OnCompleted()
    {
    }

    public void OnError(Exception error)
    {
    }

    public void Dispose() => _subscriptions.ForEach(subscription => subscription.Dispose());

    // The event's type is private to the runtime; its members' names are documented.
    private static T? Member<T>(object payload, string name)
        where T : class => payload.GetType().GetProperty(name)?.GetValue(payload) as T;
}
