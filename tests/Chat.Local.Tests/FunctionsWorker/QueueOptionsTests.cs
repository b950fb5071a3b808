using Azure.Storage.Queues;
using Chat.Local.FunctionsWorker;
using Chat.Local.Tests.Stack;
using Microsoft.Extensions.Configuration;

namespace Chat.Local.Tests.FunctionsWorker;

public sealed class QueueOptionsTests : IDisposable
{
    private readonly TemporaryDirectory _app = new();

    public void Dispose() => _app.Dispose();

    [Fact]
    public void Without_settings_they_are_those_of_the_extension()
    {
        var options = Read();

        Assert.Equal((16, 8, 5), (options.BatchSize, options.NewBatchThreshold, options.MaxDequeueCount));
        Assert.Equal((TimeSpan.Zero, TimeSpan.FromMinutes(1)), (options.VisibilityTimeout, options.MaxPollingInterval));
        Assert.Equal(QueueMessageEncoding.Base64, options.Encoding);
    }

    [Fact]
    public void The_host_json_of_the_product_looks_every_two_seconds()
    {
        var product = Path.GetDirectoryName(typeof(Chat.Functions.Program).Assembly.Location)!;

        var options = QueueOptions.Read(product, new ConfigurationBuilder().Build());

        Assert.Equal(TimeSpan.FromSeconds(2), options.MaxPollingInterval);
    }

    [Fact]
    public void They_are_read_from_host_json_and_a_setting_wins()
    {
        File.WriteAllText(_app["host.json"], """
            {"extensions":{"queues":{"batchSize":4,"maxDequeueCount":2,"visibilityTimeout":"00:00:30","messageEncoding":"none"}}}
            """);

        var options = Read(("AzureFunctionsJobHost:extensions:queues:maxDequeueCount", "3"));

        Assert.Equal((4, 2, 3), (options.BatchSize, options.NewBatchThreshold, options.MaxDequeueCount));
        Assert.Equal((TimeSpan.FromSeconds(30), QueueMessageEncoding.None), (options.VisibilityTimeout, options.Encoding));
    }

    [Theory]
    [InlineData("batchSize", "33")]
    [InlineData("batchSize", "0")]
    [InlineData("maxDequeueCount", "0")]
    [InlineData("maxPollingInterval", "00:00:00.05")]
    [InlineData("visibilityTimeout", "-00:00:01")]
    [InlineData("messageEncoding", "gzip")]
    public void A_value_that_the_extension_does_not_take_is_named(string name, string value)
    {
        var refusal = Assert.Throws<InvalidOperationException>(
            () => Read(($"AzureFunctionsJobHost:extensions:queues:{name}", value)));

        Assert.StartsWith($"host.json: extensions.queues.{name} is '{value}'", refusal.Message, StringComparison.Ordinal);
    }

    private QueueOptions Read(params (string Key, string Value)[] settings) => QueueOptions.Read(
        _app.Path,
        new ConfigurationBuilder()
            .AddInMemoryCollection(settings.ToDictionary(each => each.Key, each => (string?)each.Value)).Build());
}
