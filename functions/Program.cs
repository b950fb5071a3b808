using Chat.Functions.Connections;
using Chat.Functions.Documentation;
using Chat.Functions.Messages;
using Chat.Functions.Platform;
using Chat.Functions.Presence;
using Chat.Functions.Users;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;

namespace Chat.Functions;

public static class Program
{
    // Guarded by nothing: a host calls the first, Web PubSub asks the second before it has anything to sign, and the others say
    // nothing of anybody.
    private static readonly string[] Open = [nameof(ReportHealth), nameof(ValidateEvents), nameof(ReadOpenApi), nameof(ReadApiPage)];

    private static readonly string[] ServiceEvents = [nameof(AcceptConnection), nameof(BeginConnection), nameof(EndConnection)];

    private static readonly string[] UserEvents =
    [
        nameof(SendMessage), nameof(EditMessage), nameof(DeleteMessage), nameof(AddReaction), nameof(RemoveReaction),
        nameof(PinMessage), nameof(UnpinMessage), nameof(TakeHeartbeat), nameof(WatchChannel), nameof(UnwatchChannel),
        nameof(RefuseUnknownEvent),
    ];

    public static void Main(string[] args) => Build(args).Run();

    /// <summary>The app, not yet started.</summary>
    /// <param name="args">Settings as <c>--Section:Name=value</c>; they win over the environment's.</param>
    /// <param name="configure">What a test replaces, the clock above all.</param>
    public static IHost Build(string[] args, Action<IServiceCollection>? configure = null)
    {
        var builder = FunctionsApplication.CreateBuilder(args);
        builder.ConfigureFunctionsWebApplication();
        builder.UseMiddleware<ErrorAnswers>();
        builder.UseWhen<EventAuthentication>(context => Is(context, ServiceEvents) || Is(context, UserEvents));
        builder.UseWhen<SystemEvents>(context => Is(context, ServiceEvents));
        builder.UseWhen<EventErrors>(context => Is(context, UserEvents));
        builder.UseWhen<TokenAuthentication>(IsAsked);
        builder.UseWhen<KnownParameters>(IsAsked);

        builder.Services.AddOptions<ChatLimits>().BindConfiguration("Chat").ValidateDataAnnotations().ValidateOnStart();
        builder.Services.AddOptions<CosmosSettings>().BindConfiguration("Cosmos").ValidateDataAnnotations().ValidateOnStart();
        builder.Services.AddOptions<AuthSettings>().BindConfiguration("Auth").ValidateDataAnnotations().ValidateOnStart();
        builder.Services.AddOptions<WebPubSubSettings>().BindConfiguration("WebPubSub").ValidateDataAnnotations().ValidateOnStart();

        builder.Services.AddOptions<PresenceSettings>().BindConfiguration("Presence").ValidateDataAnnotations().ValidateOnStart();
        builder.Services.AddOptions<EventGridSettings>().BindConfiguration("EventGrid").ValidateDataAnnotations().ValidateOnStart();
        builder.Services.AddOptions<QueueSettings>().BindConfiguration(QueueSettings.Section)
            // A connection string stands in the setting itself, and what an identity needs below it.
            .Configure<IConfiguration>((queues, settings) => queues.ConnectionString = settings[QueueSettings.Section])
            .Validate(queues => queues.IsGiven, $"{QueueSettings.Section} must be given.").ValidateOnStart();

        builder.Services.AddChat();
        builder.Services.AddChatTelemetry(builder.Configuration);
        configure?.Invoke(builder.Services);
        return builder.Build();
    }

    // By a caller, who is to be known.
    private static bool IsAsked(FunctionContext context) =>
        !Is(context, ServiceEvents) && !Is(context, UserEvents) && !Is(context, Open) && !IsUnasked(context);

    // No request, so no caller.
    private static bool IsUnasked(FunctionContext context) =>
        context.FunctionDefinition.InputBindings.Values.Any(binding => binding.Type is "timerTrigger" or "cosmosDBTrigger" or "queueTrigger");

    private static bool Is(FunctionContext context, string[] names) => names.Contains(context.FunctionDefinition.Name);
}
