using Azure.Core;
using Azure.Core.Pipeline;
using Azure.Identity;
using Chat.Functions.Channels;
using Chat.Functions.Connections;
using Chat.Functions.Messages;
using Chat.Functions.Platform;
using Chat.Functions.Presence;
using Chat.Functions.Reading;
using Chat.Functions.Retention;
using Chat.Functions.Sync;
using Chat.Functions.Users;

namespace Chat.Functions;

/// <summary>What the functions are made of, a block for each folder. All of it is one per instance.</summary>
public static class ChatServices
{
    public static void AddChat(this IServiceCollection services) => services
        .AddSingleton(TimeProvider.System).AddSingleton(Random.Shared)
        .AddSingleton<TokenCredential>(_ => new DefaultAzureCredential())
        .AddSingleton<HttpPipelineTransport>(HttpClientTransport.Shared)
        .AddSingleton<ErrorLog>().AddSingleton<FeedGuard>().AddSingleton<ChatDatabase>().AddHostedService<ConsistencyCheck>().AddSingleton<RateLimits>()

        .AddSingleton<WebPubSubHub>().AddSingleton<EventTokens>().AddSingleton<ConnectionAccesses>().AddSingleton<GroupRepair>()

        .AddSingleton<AccessTokens>().AddSingleton<Profiles>().AddSingleton<UserDirectory>().AddSingleton<Contacts>().AddSingleton<DirectBlocks>()

        .AddSingleton<Memberships>().AddSingleton<MyChannels>().AddSingleton<ChannelStore>().AddSingleton<ChannelChanges>().AddSingleton<Invites>()
        .AddSingleton<PublicChannels>().AddSingleton<MemberView>().AddSingleton<Projection>().AddSingleton<Disbanding>()

        .AddSingleton(new Buckets(Buckets.FormatSize)).AddSingleton<Entries>().AddSingleton<History>().AddSingleton<ChannelLog>()
        .AddSingleton<Settling>().AddSingleton<Delivery>().AddSingleton<LogWriters>().AddSingleton<Sending>()

        .AddSingleton<Activities>().AddSingleton<MentionNotes>().AddSingleton<UserChannels>()
        .AddSingleton<UnreadCounts>().AddSingleton<ReceiptSettings>().AddSingleton<ReadReceipts>().AddSingleton<ChannelList>()

        .AddSingleton<Standings>().AddSingleton<LogParts>().AddSingleton<Syncing>()

        .AddSingleton<PresenceRules>().AddSingleton<PresenceBoard>().AddSingleton<PresenceQueues>().AddSingleton<PresenceTopic>()
        .AddSingleton<Telling>().AddSingleton<PresenceChanges>().AddSingleton<Acquaintances>().AddSingleton<Subscriptions>()
        .AddSingleton<PeerView>().AddSingleton<TypingRights>().AddSingleton<Watches>().AddSingleton<ChannelPresences>()

        .AddSingleton<DueChannels>().AddSingleton<Truncation>()
        .AddSingleton<Erasures>().AddSingleton<ReceiptPlan>().AddSingleton<Redaction>().AddSingleton<ErasureWork>();
}
