using Azure.Core;
using Azure.Identity;
using Chat.Functions.Channels;
using Chat.Functions.Connections;
using Chat.Functions.Messages;
using Chat.Functions.Platform;
using Chat.Functions.Users;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Builder;
using Microsoft.Extensions.Hosting;

namespace Chat.Functions;

public static class Program
{
    // Functions that no access token guards: a host calls the one, Web PubSub asks the other before it has anything to sign.
    private static readonly string[] Open = [nameof(ReportHealth), nameof(ValidateEvents)];

    private static readonly string[] Events =
        [nameof(AcceptConnection), nameof(RepairGroups), nameof(EndConnection), nameof(SendMessage), nameof(RefuseUnknownEvent)];

    public static void Main(string[] args) => Build(args).Run();

    /// <summary>The app, not yet started.</summary>
    /// <param name="args">Settings as <c>--Section:Name=value</c>; they win over the environment's.</param>
    /// <param name="configure">What a test replaces, the clock above all.</param>
    public static IHost Build(string[] args, Action<IServiceCollection>? configure = null)
    {
        var builder = FunctionsApplication.CreateBuilder(args);
        builder.ConfigureFunctionsWebApplication();
        builder.UseMiddleware<ErrorAnswers>();
        builder.UseWhen<EventAuthentication>(context => Events.Contains(context.FunctionDefinition.Name));
        builder.UseWhen<TokenAuthentication>(
            context => !Events.Contains(context.FunctionDefinition.Name) && !Open.Contains(context.FunctionDefinition.Name));

        builder.Services.AddOptions<ChatLimits>().BindConfiguration("Chat").ValidateDataAnnotations().ValidateOnStart();
        builder.Services.AddOptions<CosmosSettings>().BindConfiguration("Cosmos").ValidateDataAnnotations().ValidateOnStart();
        builder.Services.AddOptions<AuthSettings>().BindConfiguration("Auth").ValidateDataAnnotations().ValidateOnStart();
        builder.Services.AddOptions<WebPubSubSettings>().BindConfiguration("WebPubSub").ValidateDataAnnotations().ValidateOnStart();

        builder.Services
            .AddSingleton(TimeProvider.System)
            .AddSingleton(Random.Shared)
            .AddSingleton<TokenCredential>(_ => new DefaultAzureCredential())
            .AddSingleton(new Buckets(Buckets.FormatSize))
            .AddSingleton<ChatDatabase>().AddSingleton<AccessTokens>().AddSingleton<WebPubSubHub>()
            .AddSingleton<Profiles>().AddSingleton<Memberships>().AddSingleton<MyChannels>().AddSingleton<ChannelAnnouncement>()
            .AddSingleton<Entries>().AddSingleton<Heads>().AddSingleton<ChannelLog>();
        configure?.Invoke(builder.Services);
        return builder.Build();
    }
}
