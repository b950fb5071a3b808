using Microsoft.Extensions.Time.Testing;

namespace Chat.Local.Tests.WebPubSub;

public sealed class ConnectingTests
{
    [Fact]
    public async Task A_reliable_client_is_greeted_with_its_ids_and_a_reconnection_token()
    {
        await using var pubSub = await TestPubSub.StartAsync();
        using var ann = await pubSub.ConnectAsync("ann");
        Assert.Equal(TestPubSub.Reliable, ann.Subprotocol);
        var ids = $"\"connectionId\":\"{ann.ConnectionId}\",\"reconnectionToken\":\"{ann.ReconnectionToken}\"";
        Assert.Equal(
            $$"""{"type":"system","event":"connected","userId":"ann",{{ids}}}""",
            ann.Greeting.GetRawText());
        Assert.Equal([ann.ConnectionId], pubSub.Emulator.ConnectionsOf("CHAT", "ann"));
    }

    [Fact]
    public async Task A_plain_client_without_a_user_gets_neither_token_nor_user_id()
    {
        await using var pubSub = await TestPubSub.StartAsync();
        using var someone = await pubSub.ConnectAsync(null, protocol: TestPubSub.Plain);
        Assert.Equal(
            $$"""{"type":"system","event":"connected","connectionId":"{{someone.ConnectionId}}"}""",
            someone.Greeting.GetRawText());
    }

    [Theory]
    [InlineData("wrong key of at least thirty-two characters", null, 60)]
    [InlineData(TestPubSub.Key, "http://127.0.0.1:1/client/hubs/chat", 60)]
    [InlineData(TestPubSub.Key, "http://{0}/client/hubs/other", 60)]
    [InlineData(TestPubSub.Key, "ws://{0}/client/hubs/chat", 60)]
    [InlineData(TestPubSub.Key, null, -6)]
    public async Task A_token_that_is_not_for_this_hub_here_and_now_is_refused(
        string key,
        string? audience,
        int minutes)
    {
        await using var pubSub = await TestPubSub.StartAsync();
        var token = pubSub.ClientToken(
            "eve",
            key: key,
            audience: audience?.Replace("{0}", pubSub.Authority, StringComparison.Ordinal),
            minutes: minutes);
        Assert.Equal(401, await RefusalAsync(pubSub, $"/client/hubs/chat?access_token={token}"));
    }

    [Theory]
    [InlineData(TestPubSub.SecondKey, 60)]
    [InlineData(TestPubSub.Key, -4)]
    public async Task The_second_key_and_a_clock_that_is_minutes_off_are_accepted(string key, int minutes)
    {
        await using var pubSub = await TestPubSub.StartAsync();
        using var ann = await pubSub.DialAsync(
            $"/client/?hub=chat&access_token={pubSub.ClientToken("ann", key: key, minutes: minutes)}",
            TestPubSub.Plain);
        Assert.Equal([ann.ConnectionId], pubSub.Emulator.ConnectionsOf("chat", "ann"));
    }

    [Fact]
    public async Task A_token_in_the_authorization_header_is_accepted()
    {
        await using var pubSub = await TestPubSub.StartAsync();
        using var ann = await pubSub.DialAsync(
            "/client/hubs/chat",
            TestPubSub.Reliable,
            bearer: pubSub.ClientToken("ann"));
        Assert.Equal("ann", ann.Greeting.GetProperty("userId").GetString());
    }

    [Fact]
    public async Task Of_several_subprotocols_the_first_supported_is_taken()
    {
        await using var pubSub = await TestPubSub.StartAsync();
        var target = $"/client/hubs/chat?access_token={pubSub.ClientToken("ann")}";
        using var ann = await pubSub.DialAsync(target, $"custom,{TestPubSub.Plain},{TestPubSub.Reliable}");
        Assert.Equal(TestPubSub.Plain, ann.Subprotocol);
    }

    [Fact]
    public async Task No_token_is_refused()
    {
        await using var pubSub = await TestPubSub.StartAsync();
        Assert.Equal(401, await RefusalAsync(pubSub, "/client/hubs/chat"));
    }

    [Fact]
    public async Task An_open_connection_outlives_its_token()
    {
        var time = new FakeTimeProvider(DateTimeOffset.Parse("2026-01-01T00:00:00Z"));
        await using var pubSub = await TestPubSub.StartAsync(time);
        using var ann = await pubSub.ConnectAsync("ann");
        time.Advance(TimeSpan.FromHours(3));
        await ann.ExpectNothingAsync();
        Assert.Equal([ann.ConnectionId], pubSub.Emulator.ConnectionsOf("chat", "ann"));
    }

    [Fact]
    public async Task Clients_without_a_JSON_subprotocol_are_refused()
    {
        await using var pubSub = await TestPubSub.StartAsync();
        var target = $"/client/hubs/chat?access_token={pubSub.ClientToken("ann")}";
        Assert.Equal(501, await RefusalAsync(pubSub, target, null));
        Assert.Equal(501, await RefusalAsync(pubSub, target, "protobuf.webpubsub.azure.v1"));
    }

    [Fact]
    public async Task A_blank_group_or_an_impossible_role_in_the_token_is_refused()
    {
        await using var pubSub = await TestPubSub.StartAsync();
        Assert.Equal(
            400,
            await RefusalAsync(pubSub, $"/client/hubs/chat?access_token={pubSub.ClientToken("ann", groups: [" "])}"));
        Assert.Equal(
            400,
            await RefusalAsync(
                pubSub,
                $"/client/hubs/chat?access_token={pubSub.ClientToken("ann", ["webpubsub.sendToGroups.*.*.*.*.*.*"])}"
            ));
        Assert.Equal(400, await RefusalAsync(pubSub, $"/client/hubs/1bad?access_token={pubSub.ClientToken("ann")}"));
    }

    private static async Task<int> RefusalAsync(
        TestPubSub pubSub,
        string target,
        string? protocol = TestPubSub.Reliable
    ) => (await Assert.ThrowsAsync<RefusedUpgradeException>(() => pubSub.DialAsync(target, protocol))).Status;
}
