using System.Text.Json;
using System.Threading.Channels;
using Chat.Local.Emulation;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace Chat.Local.Tests.EventGrid;

/// <summary>A webhook: it allows what it is told to allow, answers as it is told, and keeps what it got.</summary>
internal sealed class TestSubscriber : IAsyncDisposable
{
    private EmulatorServer _server = null!;

    public Channel<Delivery> Deliveries { get; } = Channel.CreateUnbounded<Delivery>();

    /// <summary>Origins that asked to be allowed.</summary>
    public Channel<string> Handshakes { get; } = Channel.CreateUnbounded<string>();

    public string? AllowedOrigin { get; set; } = "eventgrid.azure.net";

    public Func<Delivery, int> Answer { get; set; } = static _ => StatusCodes.Status200OK;

    public Uri Endpoint => new(_server.Endpoint, "hook");

    public static async Task<TestSubscriber> StartAsync()
    {
        var subscriber = new TestSubscriber();
        subscriber._server = await EmulatorServer.StartAsync(
            "subscriber", 0, app => app.Run(subscriber.ServeAsync), TestContext.Current.CancellationToken);
        return subscriber;
    }

    public async Task<Delivery> NextAsync() =>
        await Deliveries.Reader.ReadAsync(TestContext.Current.CancellationToken).AsTask()
            .WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    private async Task ServeAsync(HttpContext context)
    {
        if (HttpMethods.IsOptions(context.Request.Method))
        {
            Handshakes.Writer.TryWrite(context.Request.Headers["WebHook-Request-Origin"].ToString());
            context.Response.Headers["WebHook-Allowed-Origin"] = AllowedOrigin;
            return;
        }

        using var body = await JsonDocument.ParseAsync(context.Request.Body);
        var delivery = new Delivery(
            body.RootElement.Clone(),
            context.Request.ContentType!,
            context.Request.Headers["aeg-subscription-name"].ToString(),
            context.Request.Headers["aeg-delivery-count"].ToString());
        context.Response.StatusCode = Answer(delivery);
        Deliveries.Writer.TryWrite(delivery);
    }
}

/// <summary>One request to a webhook.</summary>
internal sealed record Delivery(JsonElement Event, string ContentType, string Subscription, string Count)
{
    public string Id => Event.GetProperty("id").GetString()!;
}
