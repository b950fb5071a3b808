using Chat.Functions.Channels;
using Chat.Functions.Messages;
using Chat.Functions.Platform;
using Chat.Functions.Reading;
using Chat.Local;
using Microsoft.Extensions.DependencyInjection;

namespace Chat.Functions.Tests;

/// <summary>A local stack for the tests of one class; each test has people of its own, so that none meets another's.</summary>
public class ChatFixture : IAsyncLifetime
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private static int s_people;

    public LocalStack Stack { get; private set; } = null!;

    /// <summary>The database, past the functions.</summary>
    public ChatDatabase Database => Stack.Functions.Host.Services.GetRequiredService<ChatDatabase>();

    protected virtual LocalStackOptions Options => new();

    /// <summary>The change feed's functions that run: none, so that what a test counts, or plans to fail, is its own doing.</summary>
    protected virtual IReadOnlyList<string> Feeds => [];

    public async ValueTask InitializeAsync()
    {
        var disabled = FeedFixture.All.Except(Feeds).Select(name => $"--AzureWebJobs.{name}.Disabled=true");
        Stack = await LocalStack.StartAsync(Options with { FunctionsArguments = [.. disabled, .. Options.FunctionsArguments] });
    }

    public async ValueTask DisposeAsync()
    {
        await Stack.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    /// <summary>Looks again after each such request to the database, until it is so.</summary>
    public async Task UntilAsync(string operation, Func<Task<bool>> isSo)
    {
        using var patience = new CancellationTokenSource(Patience);
        for (var seen = Stack.Cosmos.Requests.Count(operation); !await isSo(); seen++)
        {
            await Stack.Cosmos.Requests.UntilAsync(operation, seen + 1, patience.Token);
        }
    }

    /// <summary>A person nobody has met: <c>ann</c> becomes <c>ann7</c>.</summary>
    public Person Invite(string name) => new(Stack, $"{name}{Interlocked.Increment(ref s_people)}");
}

/// <summary>With all that the change feed does by itself.</summary>
public sealed class FeedFixture : ChatFixture
{
    public static IReadOnlyList<string> All { get; } = [nameof(SettleChanges), nameof(ProjectMembership), nameof(TrackActivity)];

    protected override IReadOnlyList<string> Feeds => All;
}
