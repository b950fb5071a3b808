using System.Net.Http.Headers;
using System.Net.WebSockets;
using System.Text;
using Chat.Local.WebPubSub;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace Chat.Local.Tests.WebPubSub;

/// <summary>An emulator with hub <c>chat</c>, the people who dial in and the server that calls its REST side.</summary>
internal sealed class TestPubSub : IAsyncDisposable
{
    public const string Hub = "chat";
    public const string Key = "a key that is used in tests only, 0123456789";
    public const string SecondKey = "another key that is used in tests only, 0123";
    public const string Reliable = "json.reliable.webpubsub.azure.v1";
    public const string Plain = "json.webpubsub.azure.v1";

    private readonly HttpClient _http = new();
    private readonly TimeProvider _time;

    private TestPubSub(WebPubSubEmulator emulator, TimeProvider time) => (Emulator, _time) = (emulator, time);

    public WebPubSubEmulator Emulator { get; }

    public string Authority => Emulator.Endpoint.Authority;

    public static async Task<TestPubSub> StartAsync(
        TimeProvider? time = null,
        TimeSpan? recoveryWindow = null,
        bool recoverAfterBareClose = false)
    {
        var options = new WebPubSubEmulatorOptions
        {
            AccessKey = Key,
            SecondaryAccessKey = SecondKey,
            Time = time ?? TimeProvider.System,
            RecoveryWindow = recoveryWindow ?? TimeSpan.FromSeconds(30),
            RecoverAfterBareClose = recoverAfterBareClose,
        };
        return new TestPubSub(
            await WebPubSubEmulator.StartAsync(options, TestContext.Current.CancellationToken),
            options.Time);
    }

    public string ClientToken(
        string? user,
        string[]? roles = null,
        string[]? groups = null,
        string key = Key,
        string? audience = null,
        int minutes = 60)
    {
        var claims = new Dictionary<string, object> { ["role"] = roles ?? [], ["webpubsub.group"] = groups ?? [] };
        if (user is not null)
        {
            claims["sub"] = user;
        }

        return Token(audience ?? $"http://{Authority}/client/hubs/{Hub}", key, minutes, claims);
    }

    /// <summary>A token's lifetime counts from the emulator's time; a negative one has expired.</summary>
    public string Token(string audience, string key = Key, int minutes = 60, Dictionary<string, object>? claims = null)
    {
        var expires = _time.GetUtcNow().UtcDateTime.AddMinutes(minutes);
        return new JsonWebTokenHandler { SetDefaultTimesOnTokenCreation = false }.CreateToken(
            new SecurityTokenDescriptor
            {
                Audience = audience,
                IssuedAt = expires.AddHours(-1),
                Expires = expires,
                Claims = claims,
                SigningCredentials = new(
                    new SymmetricSecurityKey(Encoding.UTF8.GetBytes(key)),
                    SecurityAlgorithms.HmacSha256),
            });
    }

    public Task<TestClient> ConnectAsync(
        string? user,
        string[]? roles = null,
        string[]? groups = null,
        string protocol = Reliable
    ) => DialAsync($"/client/hubs/{Hub}?access_token={ClientToken(user, roles, groups)}", protocol);

    public Task<TestClient> RecoverAsync(TestClient lost, string? token = null) =>
        DialAsync(
            $"/client/hubs/{Hub}?access_token=stale&awps_connection_id={lost.ConnectionId}"
                + $"&awps_reconnection_token={token ?? lost.ReconnectionToken}",
            Reliable,
            greeted: false);

    /// <param name="greeted">Whether a <c>connected</c> frame is to come first.</param>
    /// <param name="protocol">One or several, separated by a comma.</param>
    public async Task<TestClient> DialAsync(string target, string? protocol, bool greeted = true, string? bearer = null)
    {
        var socket = new ClientWebSocket();
        Array.ForEach(protocol?.Split(',') ?? [], socket.Options.AddSubProtocol);
        socket.Options.SetRequestHeader("Authorization", bearer is null ? null : "Bearer " + bearer);

        socket.Options.CollectHttpResponseDetails = true;
        try
        {
            await socket.ConnectAsync(new Uri($"ws://{Authority}{target}"), TestContext.Current.CancellationToken);
        }
        catch (WebSocketException) when (socket.HttpStatusCode != 0)
        {
            throw new RefusedUpgradeException((int)socket.HttpStatusCode);
        }

        var client = new TestClient(socket);
        return greeted ? await client.GreetedAsync() : client;
    }

    public async Task<HttpResponseMessage> RestAsync(
        string method,
        string target,
        string? body = null,
        string contentType = "text/plain",
        string? token = null)
    {
        var url = $"http://{Authority}{target}";
        using var request = new HttpRequestMessage(new HttpMethod(method), url);
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token ?? Token(url));
        if (body is not null)
        {
            request.Content = new StringContent(body, new MediaTypeHeaderValue(contentType));
        }

        return await _http.SendAsync(request, TestContext.Current.CancellationToken);
    }

    /// <summary>The status of a call under the hub.</summary>
    public async Task<int> CallAsync(string method, string path, string? body = null, string contentType = "text/plain")
    {
        using var response = await RestAsync(method, $"/api/hubs/{Hub}{path}", body, contentType);
        return (int)response.StatusCode;
    }

    public async ValueTask DisposeAsync()
    {
        await Emulator.DisposeAsync();
        _http.Dispose();
    }
}

internal sealed class RefusedUpgradeException(int status) : Exception($"Upgrade refused with {status}.")
{
    public int Status { get; } = status;
}
