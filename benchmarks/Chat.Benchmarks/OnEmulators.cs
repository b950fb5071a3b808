using BenchmarkDotNet.Attributes;
using Chat.Load;
using Chat.Load.Emulators;
using Chat.Load.Instances;

namespace Chat.Benchmarks;

#pragma warning disable CA1001 // BenchmarkDotNet calls the clean-up, and nobody else makes these.
/// <summary>A benchmark on the emulators, which are another process and answer at once.</summary>
public abstract class OnEmulators
#pragma warning restore CA1001
{
    private EmulatorProcess? _emulators;

    [Params(200)]
    public int Characters { get; set; }

    private protected Instance Instance { get; private set; } = null!;

    private protected SdkFloor Floor { get; private set; } = null!;

    private protected string Channel { get; private set; } = "";

    private protected string Text { get; private set; } = "";

    [GlobalSetup]
    public async Task StartAsync()
    {
        _emulators = await EmulatorProcess.StartAsync(
            new LoadOptions { WriteMs = 0, BatchedUs = 0, ReadMs = 0, QueryMs = 0, CallMs = 0 });
        Instance = new Instance(_emulators.Addresses);
        Text = new string('x', Characters);
        Channel = Channels.NewId();
        var floorChannel = Channels.NewId();
        await Channels.AddMembersAsync(Instance, Channel, [Channels.Sender(0)]);
        await Channels.AddMembersAsync(Instance, floorChannel, [Channels.Sender(0)]);
        Floor = new SdkFloor(Instance, floorChannel, Channels.Sender(0), Text);
    }

    [GlobalCleanup]
    public async Task StopAsync()
    {
        Instance.Dispose();
        await _emulators!.DisposeAsync();
    }
}
