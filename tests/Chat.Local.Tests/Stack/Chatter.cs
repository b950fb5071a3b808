using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Net.WebSockets;
using System.Text.Json;
using Chat.Local.Tests.Identity;

namespace Chat.Local.Tests.Stack;

/// <summary>A person at a running stack: signed in through the issuer's page, with a socket.</summary>
internal sealed class Chatter : IDisposable
{
    private readonly ClientWebSocket _socket = new();

    private readonly HttpClient _api;

    private int _ackId;

    private Chatter(HttpClient api) => _api = api;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public static async Task<Chatter> SignInAsync(StackProcess stack, string name)
    {
        var api = new HttpClient { BaseAddress = new Uri(stack.Addresses["Functions"] + "/") };
        var token = await AccessTokenAsync(stack.Addresses["Sign-in"], name);
        api.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        var chatter = new Chatter(api);
        using var answer = await api.PostAsync("negotiate", null, Cancel);
        answer.EnsureSuccessStatusCode();
        var negotiated = await answer.Content.ReadFromJsonAsync<JsonElement>(Cancel);
        chatter._socket.Options.AddSubProtocol("json.reliable.webpubsub.azure.v1");
        await chatter._socket.ConnectAsync(new Uri(negotiated.GetProperty("url").GetString()!), Cancel);
        return chatter;
    }

    public async Task<string> OpenChannelWithAsync(string userId)
    {
        var wanted = new { kind = "direct", members = new[] { userId } };
        using var answer = await _api.PostAsJsonAsync("channels", wanted, Cancel);
        answer.EnsureSuccessStatusCode();
        return (await answer.Content.ReadFromJsonAsync<JsonElement>(Cancel)).GetProperty("channelId").GetString()!;
    }

    /// <summary>Sends, and waits for the acknowledgement.</summary>
    /// <returns>The number the message got.</returns>
    public async Task<int> SendAsync(string channelId, string clientId, string text)
    {
        var frame = JsonSerializer.SerializeToUtf8Bytes(new
        {
            type = "event",
            @event = "message",
            ackId = ++_ackId,
            dataType = "json",
            data = new { channelId, clientId, after = 0, text },
        });
        await _socket.SendAsync(frame, WebSocketMessageType.Text, endOfMessage: true, Cancel);
        while (true)
        {
            var received = await ReceiveAsync();
            if (received.GetProperty("type").GetString() == "message"
                && received.GetProperty("data") is var data
                && data.GetProperty("type").GetString() is "sent" or "error"
                && data.GetProperty("clientId").GetString() == clientId)
            {
                return data.GetProperty("seq").GetInt32();
            }
        }
    }

    /// <summary>The channel's history as number and text.</summary>
    public async Task<IReadOnlyList<(int Seq, string Text)>> HistoryAsync(string channelId)
    {
        var page = await _api.GetFromJsonAsync<JsonElement>($"channels/{channelId}/entries?after=0&limit=200", Cancel);
        return
        [
            .. page.GetProperty("entries").EnumerateArray()
                .Select(entry => (entry.GetProperty("seq").GetInt32(), entry.GetProperty("text").GetString()!)),
        ];
    }

    public void Dispose()
    {
        _socket.Dispose();
        _api.Dispose();
    }

    private static async Task<string> AccessTokenAsync(Uri issuer, string name)
    {
        using var noRedirects = new SocketsHttpHandler { AllowAutoRedirect = false };
        using var browser = new HttpClient(noRedirects) { BaseAddress = issuer };
        using var form = new FormUrlEncodedContent([.. RunningProvider.Request(), new("name", name)]);
        using var answer = await browser.PostAsync("/authorize", form, Cancel);
        using var exchange = new FormUrlEncodedContent(new Dictionary<string, string>
        {
            ["grant_type"] = "authorization_code",
            ["client_id"] = "chat-web",
            ["code"] = RunningProvider.QueryOf(answer)["code"],
            ["redirect_uri"] = RunningProvider.Redirect,
            ["code_verifier"] = RunningProvider.Verifier,
        });
        using var tokens = await browser.PostAsync("/token", exchange, Cancel);
        return (await tokens.Content.ReadFromJsonAsync<JsonElement>(Cancel)).GetProperty("access_token").GetString()!;
    }

    private async Task<JsonElement> ReceiveAsync()
    {
        var buffer = new byte[64 * 1024];
        var length = 0;
        ValueWebSocketReceiveResult part;
        do
        {
            part = await _socket.ReceiveAsync(buffer.AsMemory(length), Cancel);
            length += part.Count;
        }
        while (!part.EndOfMessage);
        Assert.NotEqual(WebSocketMessageType.Close, part.MessageType);
        return JsonElement.Parse(buffer.AsSpan(0, length));
    }
}
