using System.Net;
using System.Net.Http.Headers;
using System.Text;
using Azure;
using Azure.Core;
using Azure.Messaging;
using Azure.Messaging.EventGrid;
using Chat.Local.Emulation;
using Chat.Local.EventGrid;
using Microsoft.Extensions.Time.Testing;

namespace Chat.Local.Tests.EventGrid;

public sealed class TopicTests : IAsyncLifetime
{
    private const string Key = "key-of-the-topic";

    private readonly FakeTimeProvider _clock = new();
    private readonly string _deadLetters = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());

    private EventGridEmulator _topic = null!;
    private TestSubscriber _subscriber = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _topic = await EventGridEmulator.StartAsync(
            new() { Key = Key, Time = _clock, DeadLetterFile = _deadLetters }, Cancel);
        _subscriber = await TestSubscriber.StartAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await _topic.DisposeAsync();
        await _subscriber.DisposeAsync();
        File.Delete(_deadLetters);
    }

    [Fact]
    public async Task A_published_event_reaches_the_subscriber_as_it_was()
    {
        Subscribe();
        var sent = new CloudEvent("/chat", "Chat.PresenceChanged", new { userId = "ann" }) { Subject = "ann" };

        var answer = await Publisher().SendEventAsync(sent, Cancel);

        Assert.Equal(200, answer.Status);
        var delivery = await _subscriber.NextAsync();
        Assert.Equal(("application/cloudevents+json; charset=utf-8", "all", "0"),
            (delivery.ContentType, delivery.Subscription, delivery.Count));
        var got = CloudEvent.Parse(BinaryData.FromString(delivery.Event.GetRawText()))!;
        Assert.Equal((sent.Id, sent.Source, sent.Type, sent.Subject, sent.Time),
            (got.Id, got.Source, got.Type, got.Subject, got.Time));
        Assert.Equal("""{"userId":"ann"}""", got.Data!.ToString());
    }

    [Fact]
    public async Task Events_come_one_by_one_in_the_order_in_which_they_were_published()
    {
        Subscribe();
        var sent = Enumerable.Range(0, 40).Select(number => Event($"{number}")).ToList();

        await Publisher().SendEventsAsync(sent[..20], Cancel);
        await Publisher().SendEventsAsync(sent[20..], Cancel);

        foreach (var each in sent)
        {
            Assert.Equal(each.Id, (await _subscriber.NextAsync()).Id);
        }
    }

    [Fact]
    public async Task Every_subscription_gets_the_events_of_its_types()
    {
        await using var other = await TestSubscriber.StartAsync();
        Subscribe();
        _topic.Subscribe(new EventSubscription("some", other.Endpoint) { IncludedEventTypes = ["Chat.Wanted"] });

        await Publisher().SendEventsAsync([Event("one"), new CloudEvent("/chat", "Chat.Wanted", null) { Id = "two" }], Cancel);

        Assert.Equal("one", (await _subscriber.NextAsync()).Id);
        Assert.Equal("two", (await _subscriber.NextAsync()).Id);
        Assert.Equal("two", (await other.NextAsync()).Id);
    }

    [Fact]
    public async Task A_wrong_key_is_refused_with_401()
    {
        var failure = await Assert.ThrowsAsync<RequestFailedException>(
            () => Publisher("another-key").SendEventAsync(Event("one"), Cancel));

        Assert.Equal(401, failure.Status);
    }

    [Fact]
    public async Task A_token_is_refused_with_401_since_nobody_here_can_check_it()
    {
        using var answer = await PostAsync("[]", authorization: new AuthenticationHeaderValue("Bearer", "a.b.c"));

        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
        Assert.Contains("aeg-sas-key", await answer.Content.ReadAsStringAsync(Cancel), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("no JSON")]
    [InlineData("{}")]
    [InlineData("[1]")]
    [InlineData("""[{"source":"/","type":"t","specversion":"1.0"}]""")]
    [InlineData("""[{"id":"","source":"/","type":"t","specversion":"1.0"}]""")]
    [InlineData("""[{"id":"1","source":"/","type":"t"}]""")]
    [InlineData("""[{"id":"1","source":"/","type":"t","specversion":"1.0","time":"soon"}]""")]
    [InlineData("""[{"id":"1","source":"/","type":"t","specversion":"1.0","data":1,"data_base64":"AA=="}]""")]
    public async Task What_is_no_batch_of_CloudEvents_is_refused_with_400(string body)
    {
        using var answer = await PostAsync(body);

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
    }

    [Fact]
    public async Task The_schema_of_Event_Grid_is_refused_with_400_by_a_topic_of_CloudEvents()
    {
        var failure = await Assert.ThrowsAsync<RequestFailedException>(
            () => Publisher().SendEventAsync(new EventGridEvent("s", "t", "1", new { }), Cancel));

        Assert.Equal(400, failure.Status);
    }

    [Fact]
    public async Task More_than_a_megabyte_is_refused_with_413()
    {
        var large = new CloudEvent("/chat", "Chat.Tested", new string('x', 1024 * 1024));

        var failure = await Assert.ThrowsAsync<RequestFailedException>(() => Publisher().SendEventAsync(large, Cancel));

        Assert.Equal(413, failure.Status);
    }

    [Fact]
    public async Task Anything_else_is_answered_501()
    {
        using var http = new HttpClient();

        using var answer = await http.GetAsync(new Uri(_topic.TopicEndpoint, "/subscriptions"), Cancel);

        Assert.Equal(HttpStatusCode.NotImplemented, answer.StatusCode);
        Assert.Equal(1, _topic.Requests.Count("unsupported"));
    }

    [Fact]
    public async Task A_subscriber_is_asked_once_and_gets_nothing_before_it_allows_it()
    {
        _subscriber.AllowedOrigin = "somebody.else";
        Subscribe();
        await Publisher().SendEventAsync(Event("one"), Cancel);
        Assert.Equal("eventgrid.azure.net", await _subscriber.Handshakes.Reader.ReadAsync(Cancel));
        Assert.False(_subscriber.Deliveries.Reader.TryRead(out _));

        _subscriber.AllowedOrigin = "*";
        Assert.Equal("one", (await NextAsync()).Id);
        await Publisher().SendEventAsync(Event("two"), Cancel);
        Assert.Equal("two", (await _subscriber.NextAsync()).Id);
        await _topic.Deliveries.UntilAsync("all", 2, Cancel);
        Assert.Equal(2, _topic.Deliveries.Count("all"));
        var handshakes = _topic.Deliveries.Count("validate");

        await Publisher().SendEventAsync(Event("three"), Cancel);
        Assert.Equal("three", (await _subscriber.NextAsync()).Id);
        Assert.Equal(handshakes, _topic.Deliveries.Count("validate"));
    }

    [Fact]
    public async Task A_delivery_that_fails_is_repeated_and_holds_up_nobody()
    {
        _subscriber.Answer = delivery => delivery is { Id: "one", Count: "0" or "1" } ? 503 : 200;
        Subscribe();

        await Publisher().SendEventsAsync([Event("one"), Event("two")], Cancel);

        Assert.Equal(("one", "0"), Told(await _subscriber.NextAsync()));
        Assert.Equal(("two", "0"), Told(await _subscriber.NextAsync()));
        var before = _clock.GetUtcNow();
        Assert.Equal(("one", "1"), Told(await NextAsync()));
        Assert.Equal(("one", "2"), Told(await NextAsync()));
        Assert.InRange(_clock.GetUtcNow() - before, TimeSpan.FromSeconds(40), TimeSpan.FromMinutes(10));
        Assert.Empty(_topic.DeadLetters);
    }

    [Fact]
    public async Task An_answer_that_got_lost_makes_a_second_delivery()
    {
        _topic.DeliveryFaults.Next("all", new Fault.LoseResponse());
        Subscribe();

        await Publisher().SendEventAsync(Event("one"), Cancel);

        Assert.Equal(("one", "0"), Told(await _subscriber.NextAsync()));
        Assert.Equal(("one", "1"), Told(await NextAsync()));
    }

    [Fact]
    public async Task An_event_that_no_attempt_delivers_is_a_dead_letter_and_stands_in_the_file()
    {
        _subscriber.Answer = _ => 500;
        _topic.Subscribe(new EventSubscription("all", _subscriber.Endpoint) { MaxDeliveryAttempts = 3 });

        await Publisher().SendEventAsync(Event("one"), Cancel);
        for (var attempt = 1; attempt <= 3; attempt++)
        {
            await NextAsync();
        }

        var letter = await DeadLetterAsync();
        Assert.Equal(("all", "MaxDeliveryAttemptsExceeded", 3, 500),
            (letter.Subscription, letter.Reason, letter.Attempts, letter.LastStatus));
        Assert.Contains("\\u0022one\\u0022", await File.ReadAllTextAsync(_deadLetters, Cancel), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_event_that_the_subscriber_will_not_have_is_given_up_at_once()
    {
        _subscriber.Answer = _ => 400;
        Subscribe();

        await Publisher().SendEventAsync(Event("one"), Cancel);
        await _subscriber.NextAsync();

        Assert.Equal(("Undeliverable", 1), ((await DeadLetterAsync()).Reason, _topic.Deliveries.Count("all")));
    }

    [Fact]
    public async Task A_fault_of_the_topic_reaches_the_publisher_whose_SDK_tries_again()
    {
        Subscribe();
        _topic.Faults.Next("publish", new Fault.Respond(503));

        await Publisher().SendEventAsync(Event("one"), Cancel);

        Assert.Equal("one", (await _subscriber.NextAsync()).Id);
        Assert.Equal(2, _topic.Requests.Count("publish"));
    }

    private static (string Id, string Count) Told(Delivery delivery) => (delivery.Id, delivery.Count);

    private static CloudEvent Event(string id) => new("/chat", "Chat.Tested", null) { Id = id };

    private void Subscribe() => _topic.Subscribe(new EventSubscription("all", _subscriber.Endpoint));

    private EventGridPublisherClient Publisher(string key = Key)
    {
        var options = new EventGridPublisherClientOptions();
        options.Retry.Delay = TimeSpan.FromMilliseconds(1);
        options.Retry.Mode = RetryMode.Fixed;
        return new EventGridPublisherClient(_topic.TopicEndpoint, new AzureKeyCredential(key), options);
    }

    /// <summary>Moves the clock on, step by step, until something is delivered.</summary>
    private async Task<Delivery> NextAsync()
    {
        var next = _subscriber.NextAsync();
        while (!next.IsCompleted)
        {
            _clock.Advance(TimeSpan.FromSeconds(1));
            await Task.WhenAny(next, Task.Delay(TimeSpan.FromMilliseconds(1), TimeProvider.System, Cancel));
        }

        return await next;
    }

    private async Task<DeadLetter> DeadLetterAsync()
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
        patience.CancelAfter(TimeSpan.FromSeconds(20));
        while (_topic.DeadLetters.Count == 0)
        {
            patience.Token.ThrowIfCancellationRequested();
            await Task.Yield();
        }

        return Assert.Single(_topic.DeadLetters);
    }

    private async Task<HttpResponseMessage> PostAsync(string body, AuthenticationHeaderValue? authorization = null)
    {
        using var http = new HttpClient();
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(_topic.TopicEndpoint, "?api-version=2018-01-01"))
        {
            Content = new StringContent(body, Encoding.UTF8, "application/cloudevents-batch+json"),
        };
        request.Headers.Authorization = authorization;
        if (authorization is null)
        {
            request.Headers.Add("aeg-sas-key", Key);
        }

        return await http.SendAsync(request, Cancel);
    }
}
