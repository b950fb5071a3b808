using BenchmarkDotNet.Attributes;
using Chat.Functions.Messages;
using Chat.Functions.Platform;
using Microsoft.AspNetCore.Http;

namespace Chat.Benchmarks;

/// <summary>What the functions do with a message without any service: read it, check it, make the entry, encode it.</summary>
public class MessageStages
{
    private static readonly ChatLimits Limits = new();
    private static readonly DateTimeOffset Now = new(2026, 11, 24, 9, 30, 0, TimeSpan.Zero);
    private byte[] _event = [];
    private Draft? _draft;
    private Entry? _entry;

    [Params(200)]
    public int Characters { get; set; }

    [GlobalSetup]
    public async Task StartAsync()
    {
        _event = new Load.Instances.OutgoingMessage(
            "g0123456789abcdefghijkl", "ann", "client-1", 41, new string('x', Characters)).ToEvent();
        _draft = await ReadAndCheck();
        _entry = MakeEntry();
    }

    [Benchmark(Description = "event → draft")]
    public async Task<Draft> ReadAndCheck()
    {
        var http = new DefaultHttpContext();
        http.Request.Body = new MemoryStream(_event, writable: false);
        var input = await JsonInput.ReadAsync(http.Request, CancellationToken.None);
        return DraftInput.Message(input, "ann", Limits);
    }

    [Benchmark(Description = "draft → entry")]
    public Entry MakeEntry() => _draft!.Following(Head.Empty, Now);

    [Benchmark(Description = "entry → JSON")]
    public byte[] Encode() => EntryJson.Encode(_entry!);
}
