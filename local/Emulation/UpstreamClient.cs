using System.Text;

namespace Chat.Local.Emulation;

/// <summary>Makes single HTTP calls to whoever an emulator tells of events, logs them and injects the faults planned for
/// them.</summary>
public sealed class UpstreamClient : IDisposable
{
    private const int MaxResponseBytes = 16 * 1024 * 1024;

    private readonly HttpClient _http = new(
        new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseCookies = false,
            UseProxy = false,
            RequestHeaderEncodingSelector = static (_, _) => Encoding.UTF8,
            ResponseHeaderEncodingSelector = static (_, _) => Encoding.UTF8,
        })
    {
        MaxResponseContentBufferSize = MaxResponseBytes,
        Timeout = Timeout.InfiniteTimeSpan,
    };

    public RequestLog Log { get; } = new();

    public FaultPlan Faults { get; } = new();

    /// <summary>Makes one call.</summary>
    /// <param name="operation">Under which it stands in the log and its faults are planned.</param>
    /// <param name="request">Sent once.</param>
    /// <param name="pretend">What an answer with the status of a planned fault would have been read as.</param>
    /// <param name="read">Reads an answer, whatever its status.</param>
    /// <returns>Null when no answer came.</returns>
    /// <exception cref="OperationCanceledException">No answer came in time.</exception>
    public async Task<T?> CallAsync<T>(
        string operation,
        HttpRequestMessage request,
        Func<int, T> pretend,
        Func<HttpResponseMessage, CancellationToken, Task<T>> read,
        CancellationToken cancellationToken)
        where T : class
    {
        var fault = Faults.Take(operation);
        if (fault is Fault.Respond respond)
        {
            Add(operation, request, respond.Status);
            return pretend(respond.Status);
        }

        if (fault is Fault.Hold hold)
        {
            await hold.Release.WaitAsync(cancellationToken);
        }

        if (fault is Fault.Delay delay)
        {
            await SimulatedDelay.WaitAsync(delay.Time, TimeProvider.System, cancellationToken);
        }

        var (status, result) = fault is Fault.Cut ? (0, null) : await SendAsync(request, read, cancellationToken);
        if (fault is Fault.LoseResponse)
        {
            (status, result) = (0, null);
        }

        Add(operation, request, status);
        return result;
    }

    public void Dispose() => _http.Dispose();

    private async Task<(int Status, T? Result)> SendAsync<T>(
        HttpRequestMessage request,
        Func<HttpResponseMessage, CancellationToken, Task<T>> read,
        CancellationToken cancellationToken)
        where T : class
    {
        try
        {
            using var response = await _http.SendAsync(request, cancellationToken);
            return ((int)response.StatusCode, await read(response, cancellationToken));
        }
        catch (HttpRequestException)
        {
            return (0, null);
        }
    }

    private void Add(string operation, HttpRequestMessage request, int status) =>
        Log.Add(new ServedRequest(operation, request.RequestUri!.AbsoluteUri, status));
}
