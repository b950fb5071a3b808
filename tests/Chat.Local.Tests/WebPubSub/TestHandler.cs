using System.Collections.Concurrent;
using System.Text;
using System.Threading.Channels;
using Chat.Local.Emulation;
using Chat.Local.WebPubSub;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Extensions;

namespace Chat.Local.Tests.WebPubSub;

/// <summary>An event as the handler got it.</summary>
internal sealed record ReceivedEvent(string Method, string Path, IHeaderDictionary Headers, string Body)
{
    public string Name => this["ce-eventName"];

    public string this[string header] => Headers[header].ToString();
}

/// <summary>An upstream event handler whose answers a test decides.</summary>
internal sealed class TestHandler : IAsyncDisposable
{
    private readonly Channel<ReceivedEvent> _events = Channel.CreateUnbounded<ReceivedEvent>();
    private EmulatorServer? _server;

    /// <summary>Every call in order, validation included.</summary>
    public ConcurrentQueue<ReceivedEvent> Calls { get; } = new();

    public string[] AllowedOrigins { get; set; } = ["*"];

    public Func<ReceivedEvent, HttpResponse, Task> Answer { get; set; } = (_, _) => Task.CompletedTask;

    public static async Task<TestHandler> StartAsync(int port = 0)
    {
        var handler = new TestHandler();
        handler._server = await EmulatorServer.StartAsync(
            "handler",
            port,
            app => app.Run(handler.ServeAsync),
            TestContext.Current.CancellationToken);
        return handler;
    }

    public int Port => _server!.Endpoint.Port;

    public EventHandlerSettings Settings(string userEvents = "*", params string[] systemEvents) =>
        new($"http://127.0.0.1:{Port}/api/events/{{event}}?code=secret", userEvents) { SystemEvents = systemEvents };

    /// <summary>The next event with this name; others in front of it are passed over.</summary>
    public async Task<ReceivedEvent> NextAsync(string name)
    {
        using var limit = new CancellationTokenSource(Patience.Limit);
        while (true)
        {
            var next = await _events.Reader.ReadAsync(limit.Token);
            if (next.Name == name)
            {
                return next;
            }
        }
    }

    public ValueTask DisposeAsync() => _server!.DisposeAsync();

    private async Task ServeAsync(HttpContext context)
    {
        using var reader = new StreamReader(context.Request.Body, Encoding.UTF8);
        var received = new ReceivedEvent(
            context.Request.Method,
            context.Request.GetEncodedPathAndQuery(),
            new HeaderDictionary(context.Request.Headers.ToDictionary(StringComparer.OrdinalIgnoreCase)),
            await reader.ReadToEndAsync(context.RequestAborted));
        Calls.Enqueue(received);
        if (HttpMethods.IsOptions(received.Method))
        {
            context.Response.Headers["WebHook-Allowed-Origin"] = AllowedOrigins;
            return;
        }

        _events.Writer.TryWrite(received);
        await Answer(received, context.Response);
    }
}
