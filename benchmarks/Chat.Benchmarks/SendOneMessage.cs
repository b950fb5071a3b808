using BenchmarkDotNet.Attributes;
using Chat.Load;
using Chat.Load.Instances;

namespace Chat.Benchmarks;

/// <summary>One message through the functions, against the requests it consists of made with the SDKs alone. Allocations
/// are those of the functions and SDKs; the time contains the way to the services and back.</summary>
public class SendOneMessage : OnEmulators
{
    private int _sent;
    private long _acknowledged;

    [Benchmark(Baseline = true, Description = "SDKs alone")]
    public Task SdksAlone() => Floor.SendAsync();

    [Benchmark(Description = "functions")]
    public async Task<long> Functions() => _acknowledged = await Instance.SendAsync(
        new OutgoingMessage(Channel, Channels.Sender(0), $"{++_sent}", _acknowledged, Text));

    [Benchmark(Description = "SDK: membership read")]
    public Task ReadMember() => Floor.ReadMemberAsync();

    [Benchmark(Description = "SDK: create")]
    public Task Create() => Floor.CreateAsync();

    [Benchmark(Description = "REST: broadcast")]
    public Task Broadcast() => Floor.BroadcastAsync(1);
}
