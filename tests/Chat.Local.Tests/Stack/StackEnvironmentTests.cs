using System.Net;
using System.Net.Sockets;

namespace Chat.Local.Tests.Stack;

/// <summary>What surrounds a stack: the directory it is started in, and its environment.</summary>
public sealed class StackEnvironmentTests
{
    [Fact]
    public async Task Settings_in_the_current_directory_are_not_the_stack_s_and_nothing_is_watched()
    {
        using var temporary = new TemporaryDirectory();
        using var elsewhere = new TemporaryDirectory();
        using var other = new TcpListener(IPAddress.Loopback, 0);
        other.Start();
        File.WriteAllText(
            elsewhere["appsettings.json"],
            $$"""{ "Kestrel": { "Endpoints": { "Further": { "Url": "http://{{other.LocalEndpoint}}" } } } }""");

        await using var stack = await StackProcess.StartAsync(
            temporary.Path, setUp: start => start.WorkingDirectory = elsewhere.Path);

        if (OperatingSystem.IsLinux())
        {
            var open = Directory.EnumerateFiles($"/proc/{stack.Id}/fd").Select(file => new FileInfo(file).LinkTarget);
            Assert.DoesNotContain("anon_inode:inotify", open);
        }
    }

    [Fact]
    public async Task A_proxy_for_the_world_is_not_asked_for_this_machine()
    {
        using var temporary = new TemporaryDirectory();
        using var proxy = new TcpListener(IPAddress.Loopback, 0);
        proxy.Start();
        await using var stack = await StackProcess.StartAsync(temporary.Path, setUp: start =>
        {
            start.Environment.Remove("no_proxy");
            start.Environment["NO_PROXY"] = "intranet.example";
            start.Environment["HTTP_PROXY"] = start.Environment["http_proxy"] = $"http://{proxy.LocalEndpoint}";
        });
        using var ann = await Chatter.SignInAsync(stack, "Ann");
        var channel = await ann.OpenChannelWithAsync("bob");

        Assert.Equal(1, await ann.SendAsync(channel, "1", "hi"));
        Assert.False(proxy.Pending());
    }

    [Theory]
    [InlineData(null, "127.0.0.1,localhost")]
    [InlineData("", "127.0.0.1,localhost")]
    [InlineData(".example, localhost", ".example,localhost,127.0.0.1")]
    public void Hosts_without_proxy_keep_what_was_listed(string? listed, string completed) =>
        Assert.Equal(completed, LoopbackEnvironment.WithLoopback(listed));

    [Fact]
    public async Task No_stack_asks_for_the_metadata_of_an_Azure_machine()
    {
        Environment.SetEnvironmentVariable("COSMOS_DISABLE_IMDS_ACCESS", null);

        await using var stack = await LocalStack.StartAsync(new LocalStackOptions(), TestContext.Current.CancellationToken);

        Assert.Equal("true", Environment.GetEnvironmentVariable("COSMOS_DISABLE_IMDS_ACCESS"));
    }
}
