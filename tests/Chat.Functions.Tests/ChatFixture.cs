using Chat.Functions.Platform;
using Chat.Local;
using Chat.Local.Emulation;
using Microsoft.Extensions.DependencyInjection;

namespace Chat.Functions.Tests;

/// <summary>A local stack for the tests of one class; each test has people of its own, so that none meets another's.</summary>
public class ChatFixture : IAsyncLifetime
{
    private static int s_people;

    public LocalStack Stack { get; private set; } = null!;

    /// <summary>The database, past the functions.</summary>
    public ChatDatabase Database => Stack.Functions.Host.Services.GetRequiredService<ChatDatabase>();

    protected virtual LocalStackOptions Options => new();

    public virtual async ValueTask InitializeAsync() => Stack = await LocalStack.StartAsync(Options);

    public async ValueTask DisposeAsync()
    {
        await Stack.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    /// <summary>A person nobody has met: <c>ann</c> becomes <c>ann7</c>.</summary>
    public Person Invite(string name) => new(Stack, $"{name}{Interlocked.Increment(ref s_people)}");
}

/// <summary>No change feed brings anything: what a test counts is its own doing.</summary>
public class QuietChatFixture : ChatFixture
{
    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        Stack.Cosmos.Faults.Always("changefeed", new Fault.Hold(new TaskCompletionSource().Task));
    }
}
