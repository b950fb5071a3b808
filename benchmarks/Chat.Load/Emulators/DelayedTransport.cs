using Azure.Core;
using Azure.Core.Pipeline;

namespace Chat.Load.Emulators;

/// <summary>Web PubSub at the distance of a data centre: its answers come later.</summary>
internal sealed class DelayedTransport(HttpPipelineTransport inner, TimeSpan delay) : HttpPipelineTransport
{
    public override Request CreateRequest() => inner.CreateRequest();

    public override void Process(HttpMessage message) => inner.Process(message);

    public override async ValueTask ProcessAsync(HttpMessage message)
    {
        await inner.ProcessAsync(message);
        await Task.Delay(delay, TimeProvider.System, message.CancellationToken);
    }
}
