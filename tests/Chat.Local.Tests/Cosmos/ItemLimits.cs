using System.Net;
using System.Text;
using Microsoft.Azure.Cosmos;
using static Chat.Local.Tests.Cosmos.Wire;

namespace Chat.Local.Tests.Cosmos;

/// <summary>What the service refuses, the emulator refuses.</summary>
public sealed class ItemLimits(Account account) : IClassFixture<Account>
{
    [Fact]
    public async Task An_item_above_two_megabytes_is_too_large()
    {
        var container = await account.CreateAsync(Variant.Default);
        var message = NewMessage("general", 1) with { Author = new string('x', 2 * 1024 * 1024) };
        await RefusedAsync(HttpStatusCode.RequestEntityTooLarge, () => container.CreateItemAsync(message, In("general")));
        await container.CreateItemAsync(message with { Author = new string('x', 2_000_000) }, In("general"));
    }

    [Theory]
    [InlineData("a/b")]
    [InlineData("a\\\\b")]
    [InlineData("a?b")]
    [InlineData("a#b")]
    [InlineData("")]
    public async Task An_id_with_a_forbidden_character_is_refused(string id)
    {
        var container = await account.CreateAsync(Variant.Default);
        using var body = new MemoryStream(Encoding.UTF8.GetBytes($$"""{"id":"{{id}}","channelId":"general"}"""));
        using var response = await container.CreateItemStreamAsync(body, In("general"));
        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
    }

    [Theory]
    [InlineData("""{"channelId":"general"}""")]
    [InlineData("""{"id":5,"channelId":"general"}""")]
    [InlineData("""["id"]""")]
    [InlineData("""{"id":"a","channelId":"general" """)]
    public async Task A_body_that_is_not_an_item_is_refused(string json)
    {
        var container = await account.CreateAsync(Variant.Default);
        using var body = new MemoryStream(Encoding.UTF8.GetBytes(json));
        using var response = await container.CreateItemStreamAsync(body, In("general"));
        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Empty(await AllAsync<Message>(container, null));
    }

    [Fact]
    public async Task An_unsupported_call_is_answered_501_with_a_reason()
    {
        var container = await account.CreateAsync(Variant.Default);
        var refusal = await RefusedAsync(HttpStatusCode.NotImplemented, () => container.Scripts.ExecuteStoredProcedureAsync<string>(
            "procedure", In("general"), []));
        Assert.Contains("sprocs", refusal.ResponseBody, StringComparison.Ordinal);
    }
}
