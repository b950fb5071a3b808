namespace Chat.Local.Tests.Stack;

public sealed class KillTests
{
    [Fact]
    public async Task A_kill_right_after_an_acknowledged_send_loses_nothing_and_numbering_goes_on()
    {
        using var temporary = new TemporaryDirectory();
        var sent = new List<(int Seq, string Text)>();
        for (var run = 1; run <= 3; run++)
        {
            await using var stack = await StackProcess.StartAsync(temporary.Path);
            using var ann = await Chatter.SignInAsync(stack, "Ann");
            var channel = await ann.OpenChannelWithAsync("bob");
            Assert.Equal(sent, await ann.HistoryAsync(channel));
            for (var i = 1; i <= 3; i++)
            {
                var text = $"run {run}, message {i}";
                sent.Add((await ann.SendAsync(channel, $"{run}-{i}", text), text));
            }

            await stack.KillAsync();
        }

        Assert.Equal(Enumerable.Range(1, 9), sent.Select(message => message.Seq));
    }

    [Fact]
    public async Task A_retry_after_a_kill_finds_the_message_it_is_about()
    {
        using var temporary = new TemporaryDirectory();
        await using var first = await StackProcess.StartAsync(temporary.Path);
        using var before = await Chatter.SignInAsync(first, "Ann");
        var channel = await before.OpenChannelWithAsync("bob");
        var seq = await before.SendAsync(channel, "only-once", "hi");
        await first.KillAsync();

        await using var second = await StackProcess.StartAsync(temporary.Path);
        using var after = await Chatter.SignInAsync(second, "Ann");

        Assert.Equal(seq, await after.SendAsync(channel, "only-once", "hi"));
        Assert.Equal([(1, "hi")], await after.HistoryAsync(channel));
    }

    [Theory]
    [InlineData("TERM")]
    [InlineData("INT")]
    public async Task A_signal_stops_the_stack_in_order(string signal)
    {
        using var temporary = new TemporaryDirectory();
        await using var stack = await StackProcess.StartAsync(temporary.Path);

        await stack.SignalAsync(signal);

        Assert.Equal(0, stack.ExitCode);
    }
}
