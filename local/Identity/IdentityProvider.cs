using Chat.Local.Emulation;
using Microsoft.AspNetCore.Builder;

namespace Chat.Local.Identity;

/// <summary>How an <see cref="IdentityProvider"/> runs.</summary>
public sealed record IdentityProviderOptions
{
    /// <summary>The port on 127.0.0.1, or 0 for a free one.</summary>
    public int Port { get; init; }

    /// <summary>The key that signs tokens: one that is kept lets tokens outlive a restart.</summary>
    public required SigningKey SigningKey { get; init; }

    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>The user whose access tokens have the role <see cref="IdentityProvider.AdminRole"/>: whoever signs in as
    /// "Admin".</summary>
    public string AdminUserId { get; init; } = "admin";
}

/// <summary>An OpenID provider without passwords, for development: whoever signs in says who they are. Discovery,
/// authorization code flow with PKCE (S256), refresh, user info and end-session, for web pages of this machine
/// (sources: RFC 6749, 7636, 8414, 9068; OpenID Connect Core, Discovery and RP-Initiated Logout 1.0).</summary>
public sealed class IdentityProvider : IAsyncDisposable
{
    /// <summary>The one client there is.</summary>
    public const string ClientId = "chat-web";

    /// <summary>The audience of access tokens.</summary>
    public const string Audience = "chat";

    /// <summary>The role of an administrator, in the claim <c>roles</c> as Microsoft Entra ID writes app roles.</summary>
    public const string AdminRole = "Chat.Admin";

    private readonly EmulatorServer _server;

    private readonly Tokens _tokens;

    private IdentityProvider(EmulatorServer server, Tokens tokens) => (_server, _tokens) = (server, tokens);

    /// <summary>Address and <c>iss</c> of the tokens, without a slash at the end:
    /// <c>http://127.0.0.1:7080</c>.</summary>
    public string Issuer => IssuerOf(_server.Endpoint);

    /// <summary>Starts the provider; returns when it accepts connections.</summary>
    /// <exception cref="PortException">The port is taken, or this user may not use it.</exception>
    public static async Task<IdentityProvider> StartAsync(
        IdentityProviderOptions options, CancellationToken cancellationToken = default)
    {
        // The issuer's name is its address, which is only known once it listens when the port is a free one.
        var tokens = new TaskCompletionSource<Tokens>(TaskCreationOptions.RunContinuationsAsynchronously);
        var server = await EmulatorServer.StartAsync(
            "sign-in", options.Port, app => Map(app, options, tokens.Task), cancellationToken);
        tokens.SetResult(new Tokens(IssuerOf(server.Endpoint), options));
        return new IdentityProvider(server, await tokens.Task);
    }

    /// <summary>An access token as a sign-in would give it, or as <paramref name="terms"/> want it.</summary>
    /// <param name="userId">The claim <c>sub</c>.</param>
    /// <param name="name">The claim <c>name</c>: the user id when null.</param>
    /// <param name="terms">What is different from a real sign-in.</param>
    public string IssueAccessToken(string userId, string? name = null, AccessTokenTerms? terms = null) =>
        _tokens.Access(new Person(userId, name ?? userId), terms ?? new AccessTokenTerms());

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    private static string IssuerOf(Uri endpoint) => endpoint.GetLeftPart(UriPartial.Authority);

    private static void Map(WebApplication app, IdentityProviderOptions options, Task<Tokens> tokens)
    {
        app.UseLoopbackCors();
        Discovery.Map(app, options.SigningKey);
        var codes = new AuthorizationCodes(options.Time);
        new AuthorizeEndpoint(codes).Map(app);
        new TokenEndpoint(codes, tokens).Map(app);
        UserInfoEndpoint.Map(app, tokens);
        LogoutEndpoint.Map(app);
    }
}
