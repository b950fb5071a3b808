using Chat.Local.WebPubSub;
using Chat.Tests;

namespace Chat.Local.Tests.WebPubSub;

public sealed class HandlerValidationTests
{
    private const string Message = """{"type":"event","event":"message","ackId":1,"dataType":"text","data":"hi"}""";

    [Theory]
    [InlineData("*")]
    [InlineData("127.0.0.1")]
    [InlineData("elsewhere.example, {0}")]
    public async Task A_handler_that_allows_this_host_is_asked_once_and_then_called(string allowed)
    {
        await using var handler = await TestHandler.StartAsync();
        await using var pubSub = await TestPubSub.StartAsync();
        handler.AllowedOrigins =
        [
            .. allowed.Split(", ").Select(host => host.Replace("{0}", pubSub.Authority, StringComparison.Ordinal)),
        ];
        pubSub.Emulator.ConfigureHub("chat", handler.Settings());
        using var ann = await pubSub.ConnectAsync("ann");
        Assert.True((await ann.AskAsync(Message)).GetProperty("success").GetBoolean());
        Assert.True(
            (await ann.AskAsync(Message.Replace("1", "2", StringComparison.Ordinal)))
                .GetProperty("success")
                .GetBoolean());
        Assert.Equal(["OPTIONS", "POST", "POST"], handler.Calls.Select(call => call.Method));
        var validation = handler.Calls.First();
        Assert.Equal("/api/events/validate?code=secret", validation.Path);
        Assert.Equal(("127.0.0.1", "1.0"), (validation["WebHook-Request-Origin"], validation["ce-awpsversion"]));
        Assert.Equal(
            ["validate", "message", "message"],
            pubSub.Emulator.Upstream.Snapshot().Select(request => request.Operation));
    }

    [Fact]
    public async Task A_handler_that_does_not_allow_this_host_is_never_called()
    {
        await using var handler = await TestHandler.StartAsync();
        handler.AllowedOrigins = ["elsewhere.example", "127.0.0.1:1"];
        await using var pubSub = await TestPubSub.StartAsync();
        pubSub.Emulator.ConfigureHub("chat", handler.Settings("*", "disconnected"));
        using var ann = await pubSub.ConnectAsync("ann");
        Assert.False((await ann.AskAsync(Message)).GetProperty("success").GetBoolean());
        Assert.All(handler.Calls, call => Assert.Equal("OPTIONS", call.Method));
        pubSub.Emulator.ConfigureHub("chat", handler.Settings("*", "connect"));
        Assert.Equal(500, (await Assert.ThrowsAsync<RefusedUpgradeException>(() => pubSub.ConnectAsync("bob"))).Status);
        Assert.All(handler.Calls, call => Assert.Equal("OPTIONS", call.Method));
    }

    [Fact]
    public async Task A_failed_validation_is_repeated_so_the_handler_may_start_later()
    {
        var port = LastingPort.Next();
        await using var pubSub = await TestPubSub.StartAsync();
        pubSub.Emulator.ConfigureHub(
            "chat",
            new EventHandlerSettings($"http://127.0.0.1:{port}/{{event}}") { SystemEvents = [] });
        using var ann = await pubSub.ConnectAsync("ann");
        Assert.False((await ann.AskAsync(Message)).GetProperty("success").GetBoolean());
        await using var handler = await TestHandler.StartAsync(port);
        Assert.True((await ann.AskAsync(Message)).GetProperty("success").GetBoolean());
        Assert.Equal(
            ["validate 0", "validate 200", "message 200"],
            pubSub.Emulator.Upstream.Snapshot().Select(request => $"{request.Operation} {request.Status}"));
    }
}
