using System.Net;
using System.Net.Sockets;
using System.Text.RegularExpressions;

namespace Chat.Local.Tests.Stack;

public sealed partial class StackCommandTests : IDisposable
{
    private static readonly string[] FreePorts =
    [
        "--web-port=0", "--functions-port=0", "--webpubsub-port=0", "--cosmos-port=0", "--identity-port=0",
        "--eventgrid-port=0", "--blob-port=0", "--queue-port=0", "--table-port=0",
    ];

    private readonly StringWriter _output = new();

    private readonly StringWriter _errors = new();

    public void Dispose()
    {
        _output.Dispose();
        _errors.Dispose();
    }

    [Fact]
    public async Task Help_lists_the_options()
    {
        Assert.Equal(0, await RunAsync(["--help"], TestContext.Current.CancellationToken));

        Assert.Contains("--functions-port N     the functions (7071)", _output.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Every_option_of_the_help_is_in_the_readme_and_the_other_way_round()
    {
        await RunAsync(["--help"], TestContext.Current.CancellationToken);
        var readme = await File.ReadAllTextAsync(
            Path.Combine(Repository.Root, "README.md"), TestContext.Current.CancellationToken);

        var table = readme[readme.IndexOf("| Option", StringComparison.Ordinal)..];
        table = table[..table.IndexOf("\n\n", StringComparison.Ordinal)];
        var documented = OptionName().Matches(table).Select(match => match.Value).Append("--help");
        var offered = OptionName().Matches(_output.ToString()).Select(match => match.Value);
        offered = offered.Except(["--project"]);

        Assert.Equal(offered.Distinct().Order(), documented.Distinct().Order());
    }

    [Fact]
    public async Task An_unknown_option_is_named_and_starts_nothing()
    {
        Assert.Equal(2, await RunAsync(["--fast"], TestContext.Current.CancellationToken));

        Assert.Equal("--fast is not an option. --help lists the options." + Environment.NewLine, _errors.ToString());
        Assert.Equal("", _output.ToString());
    }

    [Theory]
    [InlineData("--identity-port")]
    [InlineData("--cosmos-port")]
    [InlineData("--webpubsub-port")]
    [InlineData("--web-port")]
    [InlineData("--functions-port")]
    [InlineData("--queue-port")]
    [InlineData("--eventgrid-port")]
    public async Task A_port_that_is_taken_is_named_with_the_option_that_moves_it(string option)
    {
        using var temporary = new TemporaryDirectory();
        using var other = new TcpListener(IPAddress.Loopback, 0);
        other.Start();
        var port = ((IPEndPoint)other.LocalEndpoint).Port;
        string[] arguments =
        [
            "--data", temporary.Path, .. FreePorts.Where(free => !free.StartsWith(option, StringComparison.Ordinal)),
            $"{option}={port}",
        ];

        Assert.Equal(1, await RunAsync(arguments, TestContext.Current.CancellationToken));

        Assert.Matches(
            $"^Port {port} \\(.+\\) is taken by another program. Choose another with {option}.\n$", _errors.ToString());

        // What had been started is stopped again: the data is free for the next try.
        DataDirectory.Open(temporary.Path).Dispose();
    }

    [Fact]
    public async Task Data_that_another_stack_uses_is_left_alone_even_by_reset()
    {
        using var temporary = new TemporaryDirectory();
        using var running = DataDirectory.Open(temporary.Path);
        var keys = StackKeys.Of(running);

        string[] arguments = ["--data", temporary.Path, "--reset", .. FreePorts];
        var exit = await RunAsync(arguments, TestContext.Current.CancellationToken);

        Assert.Equal(1, exit);
        Assert.Contains("is in use by another running stack", _errors.ToString(), StringComparison.Ordinal);
        Assert.Equal(keys, StackKeys.Of(running));
    }

    [Fact]
    public async Task Reset_deletes_nothing_when_a_port_is_taken()
    {
        using var temporary = new TemporaryDirectory();
        using var other = new TcpListener(IPAddress.Loopback, 0);
        other.Start();
        StackKeys keys;
        using (var data = DataDirectory.Open(temporary.Path))
        {
            keys = StackKeys.Of(data);
        }

        string[] arguments =
        [
            "--data", temporary.Path, "--reset", .. FreePorts[1..],
            $"--web-port={((IPEndPoint)other.LocalEndpoint).Port}",
        ];
        Assert.Equal(1, await RunAsync(arguments, TestContext.Current.CancellationToken));

        using var left = DataDirectory.Open(temporary.Path);
        Assert.Equal(keys, StackKeys.Of(left));
    }

    [Fact]
    public async Task A_stop_ends_the_run_in_order_and_the_last_thing_before_it_is_where_to_go()
    {
        using var temporary = new TemporaryDirectory();
        using var stop = new CancellationTokenSource();
        using var output = new AwaitedText("sign in as two people:");

        var run = new StackCommand(output, _errors).RunAsync(["--data", temporary.Path, .. FreePorts], stop.Token);
        await output.Seen.WaitAsync(TimeSpan.FromMinutes(1), TestContext.Current.CancellationToken);
        await stop.CancelAsync();

        Assert.Equal(0, await run);
        Assert.Equal("", _errors.ToString());
        Assert.Matches("SendMessage +POST +/api/events/message", output.ToString());
        Assert.Matches("http://127.0.0.1:[0-9]+/\\s+Stopping ...\\s+Stopped.\\s+$", output.ToString());
    }

    [GeneratedRegex("--[a-z]+(-[a-z]+)*")]
    private static partial Regex OptionName();

    private Task<int> RunAsync(string[] arguments, CancellationToken stop) =>
        new StackCommand(_output, _errors).RunAsync(arguments, stop);

    private sealed class AwaitedText(string awaited) : StringWriter
    {
        private readonly TaskCompletionSource _seen = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task Seen => _seen.Task;

        public override void WriteLine(string? value)
        {
            base.WriteLine(value);
            if (value?.Contains(awaited, StringComparison.Ordinal) == true)
            {
                _seen.TrySetResult();
            }
        }
    }
}
