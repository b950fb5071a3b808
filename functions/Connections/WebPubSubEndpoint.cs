using Azure;
using Azure.Core;
using Azure.Core.Pipeline;

namespace Chat.Functions.Connections;

/// <summary>One Web PubSub resource's REST interface, on Azure.Core's pipeline: retries, timeouts, credentials.</summary>
public sealed class WebPubSubEndpoint
{
    private const string ApiVersion = "2024-12-01";
    private const string Scope = "https://webpubsub.azure.com/.default";

    private readonly Uri _endpoint;
    private readonly string _hub;
    private readonly HttpPipeline _pipeline;
    private readonly WebPubSubTokens? _tokens;

    public WebPubSubEndpoint(
        WebPubSubSettings.EndpointSettings settings,
        string hub,
        TokenCredential credential,
        HttpPipelineTransport transport,
        TimeProvider time)
    {
        _endpoint = settings.Endpoint!;
        _hub = hub;
        _tokens = settings.UseIdentity ? null : new WebPubSubTokens(settings.Key!, time);
        HttpPipelinePolicy authentication = _tokens is null
            ? new BearerTokenAuthenticationPolicy(credential, Scope)
            : new AccessKeyPolicy(_tokens);
        // After the retry policy, so that each try is signed anew.
        _pipeline = HttpPipelineBuilder.Build(new Options { Transport = transport }, [], [authentication], new ResponseClassifier());
    }

    /// <summary>One call below <c>/api/hubs/{hub}</c>.</summary>
    /// <param name="path">Begins with "/" and is escaped already, as <see cref="Escape"/> does.</param>
    /// <param name="json">The body, UTF-8 JSON.</param>
    /// <returns>The status: 2xx or 404.</returns>
    /// <exception cref="RequestFailedException">Any other answer, after the retries.</exception>
    /// <exception cref="AggregateException">No answer to any of the tries.</exception>
    public async Task<int> CallAsync(
        RequestMethod method, string path, CancellationToken cancellationToken, ReadOnlyMemory<byte> json = default)
    {
        using var response = await SendAsync(method, path, json, cancellationToken);
        return response.Status;
    }

    /// <summary>The address a user's client opens, its token included.</summary>
    public async Task<Uri> ClientUriAsync(string userId, TimeSpan lifetime, CancellationToken cancellationToken)
    {
        var audience = new Uri(_endpoint, $"client/hubs/{_hub}");
        var token = _tokens is not null
            ? _tokens.Create(audience.AbsoluteUri, lifetime, userId)
            : await GenerateTokenAsync(userId, lifetime, cancellationToken);
        var scheme = audience.Scheme == Uri.UriSchemeHttps ? "wss" : "ws";
        return new UriBuilder(audience) { Scheme = scheme, Query = $"access_token={token}" }.Uri;
    }

    /// <summary>An id as one segment of a path.</summary>
    public static string Escape(string id) => Uri.EscapeDataString(id);

    /// <summary>An identity signs nothing: the service makes the token.</summary>
    private async Task<string> GenerateTokenAsync(string userId, TimeSpan lifetime, CancellationToken cancellationToken)
    {
        var path = $"/:generateToken?userId={Escape(userId)}&minutesToExpire={(int)Math.Ceiling(lifetime.TotalMinutes)}";
        using var response = await SendAsync(RequestMethod.Post, path, default, cancellationToken);
        return response.Status == 200
            ? response.Content.ToDynamicFromJson().token
            : throw new RequestFailedException(response);
    }

    private async Task<Response> SendAsync(
        RequestMethod method, string path, ReadOnlyMemory<byte> json, CancellationToken cancellationToken)
    {
        using var message = _pipeline.CreateMessage();
        message.Request.Method = method;
        var separator = path.Contains('?', StringComparison.Ordinal) ? '&' : '?';
        message.Request.Uri.Reset(new Uri(_endpoint, $"api/hubs/{_hub}{path}{separator}api-version={ApiVersion}"));
        if (!json.IsEmpty)
        {
            message.Request.Headers.Add(HttpHeader.Common.JsonContentType);
            message.Request.Content = RequestContent.Create(json);
        }

        await _pipeline.SendAsync(message, cancellationToken);
        return message.Response is { IsError: false } or { Status: 404 }
            ? message.Response
            : throw new RequestFailedException(message.Response);
    }

    /// <summary>A sender waits for the broadcast: better a retryable answer soon than a late one.</summary>
    private sealed class Options : ClientOptions
    {
        public Options()
        {
            Retry.MaxRetries = 2;
            Retry.Delay = TimeSpan.FromMilliseconds(200);
            Retry.MaxDelay = TimeSpan.FromSeconds(1);
            Retry.NetworkTimeout = TimeSpan.FromSeconds(5);
            Diagnostics.IsLoggingContentEnabled = false;
        }
    }

    private sealed class AccessKeyPolicy(WebPubSubTokens tokens) : HttpPipelineSynchronousPolicy
    {
        private static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(5);

        public override void OnSendingRequest(HttpMessage message) => message.Request.Headers.SetValue(
            HttpHeader.Names.Authorization,
            $"Bearer {tokens.Create(message.Request.Uri.ToUri().AbsoluteUri, Lifetime)}");
    }
}
