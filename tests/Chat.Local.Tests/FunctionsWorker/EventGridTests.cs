using System.Net;
using System.Text;
using Azure;
using Azure.Messaging;
using Azure.Messaging.EventGrid;
using Chat.Local.EventGrid;
using Chat.Local.FunctionsWorker;
using Chat.Local.Tests.FunctionsWorker.EventGridApp;
using Microsoft.Azure.Functions.Worker.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;

namespace Chat.Local.Tests.FunctionsWorker;

public sealed class EventGridTests
{
    private const string One = """{"id":"one","source":"/chat","type":"Chat.Tested","specversion":"1.0","data":7}""";

    private const string Two = """{"id":"two","source":"/chat","type":"Chat.Tested","specversion":"1.0"}""";

    private readonly EventRuns _runs = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_published_event_runs_the_function_and_is_delivered_again_when_it_fails()
    {
        var clock = new FakeTimeProvider();
        await using var topic = await EventGridEmulator.StartAsync(new() { Key = "key", Time = clock }, Cancel);
        using var host = await StartAsync<CloudEventFunctions>();
        topic.Subscribe(new EventSubscription("functions", Webhook(host, "OnEvent")));
        var failed = false;
        _runs.Fails = _ => failed != (failed = true);

        await new EventGridPublisherClient(topic.TopicEndpoint, new AzureKeyCredential("key"))
            .SendEventAsync(new CloudEvent("/chat", "Chat.Tested", new { text = "hi" }), Cancel);

        Assert.Equal("""OnEvent Chat.Tested {"text":"hi"}""", await NextAsync());
        await topic.Deliveries.UntilAsync("functions", cancellationToken: Cancel);
        Assert.Equal(500, Assert.Single(topic.Deliveries.Snapshot(), each => each.Operation == "functions").Status);
        var again = NextAsync();
        while (!again.IsCompleted)
        {
            clock.Advance(TimeSpan.FromSeconds(1));
            await Task.WhenAny(again, Task.Delay(TimeSpan.FromMilliseconds(1), TimeProvider.System, Cancel));
        }

        Assert.Equal("""OnEvent Chat.Tested {"text":"hi"}""", await again);
    }

    [Fact]
    public async Task A_batch_is_one_run_of_a_batched_function_and_a_run_each_of_another()
    {
        using var batched = await StartAsync<EventBatchFunctions>();
        Assert.Equal(HttpStatusCode.Accepted, await PostAsync(batched, "OnEvents", $"[{One},{Two}]"));
        Assert.Equal("one two", await NextAsync());

        using var single = await StartAsync<EventTextFunctions>();
        Assert.Equal(HttpStatusCode.Accepted, await PostAsync(single, "ontext", $"[{One},{Two}]"));
        Assert.Equal([One, Two], new[] { await NextAsync(), await NextAsync() }.Order());
        Assert.False(_runs.Seen.Reader.TryRead(out _));
    }

    [Fact]
    public async Task A_single_event_is_an_array_of_one_for_a_batched_function()
    {
        using var host = await StartAsync<EventBatchFunctions>();

        Assert.Equal(HttpStatusCode.Accepted, await PostAsync(host, "OnEvents", One));

        Assert.Equal("one", await NextAsync());
    }

    [Theory]
    [InlineData("Nobody", One, "application/cloudevents+json", HttpStatusCode.NotFound)]
    [InlineData("OnText", One, "text/plain", HttpStatusCode.BadRequest)]
    [InlineData("OnText", "no JSON", "application/cloudevents+json", HttpStatusCode.BadRequest)]
    [InlineData("OnText", "7", "application/cloudevents+json", HttpStatusCode.BadRequest)]
    public async Task What_is_no_event_for_a_function_runs_none(
        string function, string body, string type, HttpStatusCode expected)
    {
        using var host = await StartAsync<EventTextFunctions>();

        Assert.Equal(expected, await PostAsync(host, function, body, type));

        Assert.False(_runs.Seen.Reader.TryRead(out _));
    }

    [Fact]
    public async Task The_webhook_of_a_function_allows_Event_Grid_and_nobody_else()
    {
        using var host = await StartAsync<EventTextFunctions>();
        using var http = new HttpClient();
        using var asked = new HttpRequestMessage(HttpMethod.Options, Webhook(host, "OnText"));
        asked.Headers.Add("WebHook-Request-Origin", "eventgrid.azure.net");
        using var foreign = new HttpRequestMessage(HttpMethod.Options, Webhook(host, "OnText"));
        foreign.Headers.Add("WebHook-Request-Origin", "eve.example");

        using var allowed = await http.SendAsync(asked, Cancel);
        using var refused = await http.SendAsync(foreign, Cancel);

        Assert.Equal("eventgrid.azure.net", Assert.Single(allowed.Headers.GetValues("WebHook-Allowed-Origin")));
        Assert.False(refused.Headers.Contains("WebHook-Allowed-Origin"));
    }

    [Theory]
    [InlineData(typeof(UnbatchedArrayFunctions), "is no CloudEvent, BinaryData or string")]
    [InlineData(typeof(BatchedTextFunctions), "is batched, and no array")]
    public void A_parameter_that_does_not_fit_the_batching_fails_the_build(Type functions, string reason)
    {
        var refusal = Assert.Throws<InvalidFunctionException>(Builder(functions).Build);

        Assert.Contains(reason, refusal.Message, StringComparison.Ordinal);
    }

    private static Uri Webhook(IHost host, string function) =>
        new(host.GetFunctionsAddress(), $"runtime/webhooks/eventgrid?functionName={function}");

    private static async Task<HttpStatusCode> PostAsync(
        IHost host, string function, string body, string type = "application/cloudevents-batch+json")
    {
        using var http = new HttpClient();
        using var content = new StringContent(body, Encoding.UTF8, type);
        using var answer = await http.PostAsync(Webhook(host, function), content, Cancel);
        return answer.StatusCode;
    }

    private FunctionsApplicationBuilder Builder(Type functions)
    {
        var builder = FunctionsApplication.CreateBuilder(["--urls", "http://127.0.0.1:0"]);
        builder.App.Includes = type => type == functions;
        builder.Logging.ClearProviders();
        builder.Services.AddSingleton(_runs);
        return builder;
    }

    private async Task<IHost> StartAsync<TFunctions>()
    {
        var host = Builder(typeof(TFunctions)).Build();
        await host.StartAsync(Cancel);
        return host;
    }

    private Task<string> NextAsync() =>
        _runs.Seen.Reader.ReadAsync(Cancel).AsTask().WaitAsync(TimeSpan.FromSeconds(30), Cancel);
}
