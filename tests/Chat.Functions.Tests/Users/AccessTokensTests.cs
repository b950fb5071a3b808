using System.Security.Cryptography;
using Chat.Functions.Platform;
using Chat.Functions.Users;
using Chat.Local.Identity;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace Chat.Functions.Tests.Users;

/// <summary>Tokens that the provider's own key has signed, and that still prove nothing, or less than they seem to.</summary>
public sealed class AccessTokensTests : IAsyncLifetime
{
    private readonly RSA _rsa = RSA.Create(2048);
    private IdentityProvider _provider = null!;
    private AccessTokens _tokens = null!;

    public async ValueTask InitializeAsync()
    {
        _provider = await IdentityProvider.StartAsync(
            new IdentityProviderOptions { SigningKey = SigningKey.FromPem(_rsa.ExportPkcs8PrivateKeyPem()) });
        _tokens = new AccessTokens(
            Options.Create(new AuthSettings { Authority = new Uri(_provider.Issuer), Audience = "chat" }), TimeProvider.System);
    }

    public async ValueTask DisposeAsync()
    {
        await _provider.DisposeAsync();
        _rsa.Dispose();
    }

    [Fact]
    public async Task A_good_token_tells_the_user_and_the_name() => Assert.Equal(
        new Caller("ann", "Ann"), await _tokens.VerifyAsync(Token(("sub", "ann"), ("name", "Ann")), CancellationToken.None));

    [Fact]
    public async Task A_subject_that_is_no_safe_id_is_hashed_and_who_has_no_name_is_called_by_the_id()
    {
        var userId = UserId.FromSubject("auth0|1");
        Assert.Equal(new Caller(userId, userId), await _tokens.VerifyAsync(Token(("sub", "auth0|1")), CancellationToken.None));
    }

    [Theory]
    [InlineData("Chat.Admin", true)]
    [InlineData("Chat.Reader", false)]
    [InlineData("chat.admin", false)]
    [InlineData("Chat.Reader Chat.Admin", false)]
    public async Task The_role_makes_an_administrator_alone_and_among_others(string role, bool isAdmin)
    {
        foreach (object roles in new object[] { role, new[] { role }, new[] { "Other", role } })
        {
            var caller = await _tokens.VerifyAsync(Token(("sub", "ann"), ("roles", roles)), CancellationToken.None);
            Assert.Equal(isAdmin, caller.IsAdmin);
        }
    }

    [Fact]
    public Task A_token_that_names_nobody_is_refused() => RefusedAsync(Token(("name", "Ann")));

    [Fact]
    public Task A_token_without_an_end_is_refused() => RefusedAsync(Token(expires: false, ("sub", "ann")));

    [Fact]
    public Task An_unsigned_token_is_refused() => RefusedAsync(new JsonWebTokenHandler().CreateToken(new SecurityTokenDescriptor
    {
        Issuer = _provider.Issuer,
        Audience = "chat",
        Claims = new Dictionary<string, object> { ["sub"] = "ann" },
    }));

    [Fact]
    public Task A_token_signed_with_what_everybody_can_read_is_refused() => RefusedAsync(Sign(
        new SigningCredentials(
            new SymmetricSecurityKey(_rsa.ExportSubjectPublicKeyInfo()), SecurityAlgorithms.HmacSha256),
        expires: true,
        ("sub", "ann")));

    private async Task RefusedAsync(string token)
    {
        var refusal = await Assert.ThrowsAsync<ChatException>(() => _tokens.VerifyAsync(token, CancellationToken.None));
        Assert.Equal((ErrorCode.Unauthenticated, "Authorization"), (refusal.Error.Code, refusal.Error.Field));
    }

    private string Token(params (string, object)[] claims) => Token(expires: true, claims);

    private string Token(bool expires, params (string, object)[] claims) =>
        Sign(new SigningCredentials(new RsaSecurityKey(_rsa), SecurityAlgorithms.RsaSha256), expires, claims);

    private string Sign(SigningCredentials credentials, bool expires, params (string Name, object Value)[] claims)
    {
        var now = TimeProvider.System.GetUtcNow().UtcDateTime;
        return new JsonWebTokenHandler { SetDefaultTimesOnTokenCreation = false }.CreateToken(new SecurityTokenDescriptor
        {
            Issuer = _provider.Issuer,
            Audience = "chat",
            IssuedAt = now,
            Expires = expires ? now.AddHours(1) : null,
            Claims = claims.ToDictionary(claim => claim.Name, claim => claim.Value),
            SigningCredentials = credentials,
        });
    }
}
