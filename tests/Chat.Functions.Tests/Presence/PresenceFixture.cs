using System.Text.Json.Nodes;
using Chat.Functions.Presence;
using Chat.Local;
using Microsoft.Extensions.DependencyInjection;

namespace Chat.Functions.Tests.Presence;

/// <summary>A stack whose debounce window is short, so that tests see its end; everything else is as it is.</summary>
public class PresenceFixture : ChatFixture
{
    /// <summary>In seconds.</summary>
    public const int Window = 2;

    private static readonly string[] Writes = ["create", "replace", "patch"];

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    /// <summary>Absences of tests that stay below the window last as long as a reconnect takes.</summary>
    protected override LocalStackOptions Options => new() { FunctionsArguments = [$"--Presence:DebounceSeconds={Window}"] };

    private PresenceBoard Board => new(Database);

    /// <summary>Looks again after each write, until a user's presence is as it should be.</summary>
    public async Task<PresenceDocument> UntilAsync(string userId, Func<PresenceDocument, bool> isSo)
    {
        using var patience = new CancellationTokenSource(Patience);
        while (true)
        {
            var writes = Writes.Select(write => Stack.Cosmos.Requests.UntilAsync(write, Stack.Cosmos.Requests.Count(write) + 1, patience.Token)).ToList();
            if (await Board.FindAsync(userId, CancellationToken.None) is { } document && isSo(document))
            {
                return document;
            }

            await await Task.WhenAny(writes);
        }
    }

    /// <summary>What the timer does, once.</summary>
    public Task SweepAsync() => ActivatorUtilities.CreateInstance<SweepPresence>(Stack.Functions.Host.Services).RunAsync(CancellationToken.None);
}

internal static class PresenceFrames
{
    /// <summary>The state a frame tells of one user, with its generation.</summary>
    public static (string State, long Generation) Of(this JsonObject frame, string userId)
    {
        var presence = frame["users"]!.AsArray().Single(user => (string)user!["userId"]! == userId)!;
        return ((string)presence["state"]!, (long)presence["generation"]!);
    }

    public static string StateOf(this JsonObject frame, string userId) => frame.Of(userId).State;

    /// <summary>The next state that a socket is told of.</summary>
    public static async Task<string> NextStateAsync(this ChatSocket socket, string userId) =>
        (await socket.NextPresenceAsync()).StateOf(userId);
}
