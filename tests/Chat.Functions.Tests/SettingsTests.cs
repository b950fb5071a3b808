using Chat.Functions.Connections;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Chat.Functions.Tests;

/// <summary>A wrong setting ends the start with its name, instead of failing the first request.</summary>
public sealed class SettingsTests
{
    /// <summary>Instead of keys, as in Azure.</summary>
    private static readonly string[] Identities =
    [
        "--WebPubSub:Endpoints:0:Key=", "--WebPubSub:Endpoints:0:UseIdentity=true",
        "--WebPubSub:EventAuthority=http://127.0.0.1:1", "--WebPubSub:EventAudiences:0=api://chat", "--WebPubSub:EventCallers:0=web-pubsub",
    ];

    private static readonly string[] Good =
    [
        "--urls=http://127.0.0.1:0", "--Cosmos:Endpoint=http://127.0.0.1:1", "--Cosmos:Key=a2V5",
        "--WebPubSub:Endpoints:0:Endpoint=http://127.0.0.1:1", "--WebPubSub:Endpoints:0:Key=key",
        "--Auth:Authority=http://127.0.0.1:1", "--Auth:Audience=chat",
        "--CosmosDB=AccountEndpoint=http://127.0.0.1:1;AccountKey=a2V5", "--TruncateLogSchedule=0 */15 * * * *",
        // Without storage their triggers would be what the host misses first.
        "--AzureWebJobs.AnnouncePresence.Disabled=true", "--AzureWebJobs.PresenceTimeout.Disabled=true",
        "--AzureWebJobsStorage=UseDevelopmentStorage=true", "--SweepPresenceSchedule=0 * * * * *",
    ];

    [Theory]
    [InlineData("Cosmos:Endpoint", null)]
    [InlineData("WebPubSub:Endpoints:0:Endpoint", null)]
    [InlineData("WebPubSub:Endpoints:0:Key", null)]
    [InlineData("WebPubSub:Endpoints:0:Capacity", "0")]
    [InlineData("Auth:Authority", null)]
    [InlineData("Auth:Audience", null)]
    [InlineData("Chat:MessageCharacters", "100001")]
    [InlineData("Auth:AdminRole", "")]
    [InlineData("Chat:GroupMembers", "1")]
    [InlineData("Chat:RetentionDays", "0")]
    [InlineData("Chat:Rates:SendsPerSecond", "0")]
    [InlineData("Chat:Rates:PresencePerMinute", "0")]
    [InlineData("AzureWebJobsStorage", null)]
    [InlineData("Presence:DebounceSeconds", "0")]
    [InlineData("Presence:HeartbeatSeconds", "0")]
    [InlineData("Presence:PersistSeconds", "0")]
    public async Task A_wrong_setting_is_named_at_the_start(string name, string? value)
    {
        string[] settings = [.. Good.Where(setting => !setting.StartsWith($"--{name}=", StringComparison.Ordinal))];
        using var host = Program.Build(value is null ? settings : [.. settings, $"--{name}={value}"]);

        var error = await Assert.ThrowsAnyAsync<Exception>(() => host.StartAsync());

        Assert.Contains(name.Split(':')[^1], error.Message, StringComparison.Ordinal);
        Assert.Contains(nameof(OptionsValidationException), error.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("WebPubSub:EventAuthority", "Key")]
    [InlineData("WebPubSub:EventAudiences:0", "EventAudiences")]
    [InlineData("WebPubSub:EventCallers:0", "EventCallers")]
    [InlineData("WebPubSub:Endpoints:0:UseIdentity", "Key")]
    public async Task Without_keys_everything_that_takes_their_place_is_needed(string missing, string named)
    {
        string[] settings = [.. Good, .. Identities.Where(setting => !setting.StartsWith($"--{missing}=", StringComparison.Ordinal))];
        using var host = Program.Build(settings);

        var error = await Assert.ThrowsAnyAsync<Exception>(() => host.StartAsync());

        Assert.Contains(named, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Without_keys_their_place_is_taken_by_identities()
    {
        using var host = Program.Build([.. Good, .. Identities]);

        Assert.True(host.Services.GetRequiredService<EventTokens>().AreUsed);
        Assert.True(host.Services.GetRequiredService<IOptions<WebPubSubSettings>>().Value.Endpoints[0].UseIdentity);
    }
}
