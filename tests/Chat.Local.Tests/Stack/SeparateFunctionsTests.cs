using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Threading.Channels;
using Microsoft.Extensions.Time.Testing;

namespace Chat.Local.Tests.Stack;

public sealed class SeparateFunctionsTests
{
    private readonly Channel<string> _output = Channel.CreateUnbounded<string>();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_killed_host_is_left_out_until_it_is_started_and_all_end_with_the_stack()
    {
        int[] processes;
        await using (var stack = await StartAsync(2))
        {
            using var all = stack.ApiFor("ann");
            using var first = stack.ApiOf(0, "ann");
            processes = [stack.ProcessOf(0), stack.ProcessOf(1)];
            Assert.Equal(3, processes.Append(Environment.ProcessId).Distinct().Count());
            Assert.All(await StatusesAsync(all, 4), status => Assert.Equal(HttpStatusCode.OK, status));

            await stack.KillFunctionsAsync(0);
            Assert.All(await StatusesAsync(all, 4), status => Assert.Equal(HttpStatusCode.OK, status));
            await Assert.ThrowsAsync<HttpRequestException>(() => first.GetAsync("me/channels", Cancel));
            await stack.StartFunctionsAsync(0, Cancel);
            Assert.All(await StatusesAsync(first, 1), status => Assert.Equal(HttpStatusCode.OK, status));
            processes = [.. processes, stack.ProcessOf(0)];
        }

        Assert.All(processes, process => Assert.False(IsRunning(process)));
    }

    [Fact]
    public async Task A_host_that_ends_by_itself_is_reported_and_started_anew()
    {
        await using var stack = await StartAsync(1);
        using var ann = stack.ApiFor("ann");
        var before = stack.ProcessOf(0);

        Process.GetProcessById(before).Kill();
        await UntilAsync("[functions 0] It has ended by itself, and is started anew in 1 s.");
        await UntilAsync("[functions 0] It is up again.");

        Assert.NotEqual(before, stack.ProcessOf(0));
        Assert.All(await StatusesAsync(ann, 1), status => Assert.Equal(HttpStatusCode.OK, status));
    }

    [Fact]
    public async Task What_a_host_writes_is_shown_with_its_number_and_a_start_that_fails_says_so()
    {
        var options = new LocalStackOptions
        {
            SeparateFunctions = true,
            FunctionsOutput = line => _output.Writer.TryWrite(line),
            FunctionsArguments = ["--Chat:MessageCharacters=0"],
        };

        var failure = await Assert.ThrowsAsync<FunctionsStartException>(() => LocalStack.StartAsync(options, Cancel));

        Assert.Contains("ended before it was up", failure.Message, StringComparison.Ordinal);
        Assert.StartsWith("[functions 0] ", await _output.Reader.ReadAsync(Cancel), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_killed_stack_leaves_neither_host_nor_storage_behind()
    {
        using var temporary = new TemporaryDirectory();
        int[] children;
        await using (var stack = await StackProcess.StartAsync(
            temporary.Path, start => Array.ForEach(["--functions=separate", "--instances=2"], start.ArgumentList.Add)))
        {
            children = ChildrenOf(stack.Id);
            await stack.KillAsync();
        }

        Assert.Equal(3, children.Length);
        foreach (var child in children.Where(IsRunning))
        {
            using var process = Process.GetProcessById(child);
            await process.WaitForExitAsync(Cancel).WaitAsync(TimeSpan.FromSeconds(20), Cancel);
        }
    }

    [Fact]
    public async Task Services_and_clock_do_not_reach_other_processes()
    {
        var separate = new LocalStackOptions { SeparateFunctions = true };

        await Assert.ThrowsAsync<ArgumentException>(
            () => LocalStack.StartAsync(separate with { ConfigureFunctions = _ => { } }, Cancel));
        await Assert.ThrowsAsync<ArgumentException>(
            () => LocalStack.StartAsync(separate with { Time = new FakeTimeProvider() }, Cancel));
    }

    private Task<LocalStack> StartAsync(int instances) => LocalStack.StartAsync(
        new()
        {
            Instances = instances,
            SeparateFunctions = true,
            FunctionsOutput = line => _output.Writer.TryWrite(line),
        },
        Cancel);

    private async Task UntilAsync(string line)
    {
        while (await _output.Reader.ReadAsync(Cancel).AsTask().WaitAsync(TimeSpan.FromSeconds(40), Cancel) != line)
        {
        }
    }

    private static async Task<IReadOnlyList<HttpStatusCode>> StatusesAsync(HttpClient api, int times)
    {
        var statuses = new List<HttpStatusCode>();
        for (var call = 0; call < times; call++)
        {
            using var answer = await api.GetAsync("me/channels", Cancel);
            statuses.Add(answer.StatusCode);
        }

        return statuses;
    }

    private static int[] ChildrenOf(int parent) =>
    [
        .. Directory.EnumerateDirectories("/proc")
            .Select(each => int.TryParse(Path.GetFileName(each), out var process) ? process : 0)
            .Where(process => process > 0 && ParentOf(process) == parent),
    ];

    private static int ParentOf(int process)
    {
        try
        {
            // The name stands in parentheses and may hold anything; behind it are the state and the parent.
            var line = File.ReadAllText($"/proc/{process}/stat");
            return int.Parse(line[(line.LastIndexOf(')') + 2)..].Split(' ')[1], CultureInfo.InvariantCulture);
        }
        catch (IOException)
        {
            // It has ended since it was listed.
            return 0;
        }
    }

    private static bool IsRunning(int process)
    {
        try
        {
            using var found = Process.GetProcessById(process);
            return !found.HasExited;
        }
        catch (ArgumentException)
        {
            return false;
        }
    }
}
