using System.Text;
using System.Text.Json;
using Azure.Core;
using Chat.Functions.Connections;
using Chat.Functions.Messages;
using Chat.Functions.Platform;
using Chat.Functions.Users;
using Chat.Load.Emulators;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Cosmos;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace Chat.Load.Instances;

/// <summary>One instance of the functions app: its own services, database client and heads, as a host would make them, but
/// called without HTTP. The only place here that knows the product's functions.</summary>
internal sealed class Instance : IDisposable
{
    private readonly IHost _host;
    private readonly SendMessage _send;
    private readonly ReadHistory _history;
    private readonly WebPubSubEndpoint _webPubSub;

    public Instance(ServiceAddresses services)
    {
        _host = Functions.Program.Build(
            [
                $"--Cosmos:Endpoint={services.Cosmos}", $"--Cosmos:Key={ServiceAddresses.CosmosKey}",
                $"--WebPubSub:Endpoints:0:Endpoint={services.WebPubSub}",
                $"--WebPubSub:Endpoints:0:Key={ServiceAddresses.WebPubSubKey}",
                "--Auth:Authority=http://127.0.0.1/", "--Auth:Audience=chat",
                "--TruncateLogSchedule=0 0 0 * * *", "--SweepPresenceSchedule=0 0 0 * * *", "--AzureWebJobsStorage=UseDevelopmentStorage=true",
                // What is measured is the log, and a sender here stands for many.
                "--Chat:Rates:SendsPerSecond=",
                $"--CosmosDB=AccountEndpoint={services.Cosmos};AccountKey={ServiceAddresses.CosmosKey};",
            ]);
        _send = ActivatorUtilities.CreateInstance<SendMessage>(_host.Services);
        _history = ActivatorUtilities.CreateInstance<ReadHistory>(_host.Services);
        var hub = _host.Services.GetRequiredService<IOptions<WebPubSubSettings>>().Value;
        _webPubSub = ActivatorUtilities.CreateInstance<WebPubSubEndpoint>(_host.Services, hub.Endpoints[0], hub.Hub);
        var database = _host.Services.GetRequiredService<ChatDatabase>();
        (Messages, Channels) = (database.Messages, database.Channels);
    }

    public Container Messages { get; }

    public Container Channels { get; }

    /// <summary>What the functions do with the event <c>message</c>, from its body to the frame that answers it.</summary>
    /// <returns>The entry's number.</returns>
    /// <exception cref="RefusedException">The channel takes no more for now.</exception>
    public async Task<long> SendAsync(OutgoingMessage message)
    {
        var http = Request(message.SenderId);
        http.Request.Body = new MemoryStream(message.ToEvent(), writable: false);
        try
        {
            var answer = await AnswerAsync(http, await _send.Run(http.Request, CancellationToken.None));
            return answer.GetProperty("seq").GetInt64();
        }
        catch (ChatException refusal) when (refusal.Error.RetryAfterMs is { } delayMs)
        {
            throw new RefusedException(TimeSpan.FromMilliseconds(delayMs));
        }
    }

    /// <param name="query">Such as <c>?before=100</c>.</param>
    /// <returns>How many entries the page has.</returns>
    public async Task<int> ReadHistoryAsync(string userId, string channelId, string query)
    {
        var http = Request(userId);
        http.Features.Set(new Caller(userId, userId));
        http.Request.QueryString = new QueryString(query);
        var answer = await AnswerAsync(http, await _history.Run(http.Request, channelId, CancellationToken.None));
        return answer.GetProperty("entries").GetArrayLength();
    }

    /// <summary>Sends a frame to the channel's group, as the product does.</summary>
    public async Task BroadcastAsync(string channelId, ReadOnlyMemory<byte> frame)
    {
        var path = $"/groups/{WebPubSubEndpoint.Escape("c:" + channelId)}/:send";
        if (await _webPubSub.CallAsync(RequestMethod.Post, path, CancellationToken.None, frame) == StatusCodes.Status404NotFound)
        {
            throw new InvalidOperationException("Web PubSub does not know the hub.");
        }
    }

    public void Dispose() => _host.Dispose();

    private DefaultHttpContext Request(string userId)
    {
        var http = new DefaultHttpContext { RequestServices = _host.Services };
        http.Request.Headers["ce-userId"] = userId;
        http.Request.Headers["ce-connectionId"] = userId;
        return http;
    }

    private static async Task<JsonElement> AnswerAsync(HttpContext http, IResult result)
    {
        using var body = new MemoryStream();
        http.Response.Body = body;
        await result.ExecuteAsync(http);
        return JsonElement.Parse(Encoding.UTF8.GetString(body.GetBuffer(), 0, (int)body.Length));
    }
}
