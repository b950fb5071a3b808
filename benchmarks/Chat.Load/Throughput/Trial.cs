using System.Diagnostics;
using Chat.Load.Emulators;
using Chat.Load.Instances;
using Chat.Load.Metering;

namespace Chat.Load.Throughput;

/// <summary>One variant with so many instances, senders and channels.</summary>
internal sealed record Trial(string Variant, int Instances, int SendersEach, int Channels)
{
    /// <summary>Runs it on new channels, and checks their logs.</summary>
    public async Task<Measurement> RunAsync(ServiceAddresses services, LoadOptions options, RequestMeter meter)
    {
        var instances = Enumerable.Range(0, Instances).Select(_ => new Instance(services)).ToList();
        try
        {
            return await RunAsync(instances, options, meter);
        }
        finally
        {
            instances.ForEach(instance => instance.Dispose());
        }
    }

    private async Task<Measurement> RunAsync(List<Instance> instances, LoadOptions options, RequestMeter meter)
    {
        var channels = Enumerable.Range(0, Channels).Select(_ => Load.Channels.NewId()).ToList();
        var senders = await SendersAsync(instances, channels, new string('x', options.Characters));
        var measurement = await MeasureAsync(senders, options, meter);
        foreach (var sent in senders.SelectMany(sender => sender.Acknowledged).GroupBy(one => one.ChannelId))
        {
            await LogCheck.RunAsync(instances[0].Messages, sent.Key, [.. sent]);
        }

        return measurement;
    }

    private async Task<List<Sender>> SendersAsync(List<Instance> instances, List<string> channels, string text)
    {
        var places = Enumerable.Range(0, Instances * SendersEach).Select(number => (
            Channel: channels[number % SendersEach % Channels], SenderId: Load.Channels.Sender(number), Instance: number / SendersEach));
        var all = places.ToList();
        foreach (var channel in all.GroupBy(place => place.Channel))
        {
            await Load.Channels.AddMembersAsync(instances[0], channel.Key, channel.Select(place => place.SenderId));
        }

        var sends = instances.Select(instance => Variants.Of(Variant, instance)).ToList();
        return [.. all.Select(place => new Sender(place.Channel, place.SenderId, text, sends[place.Instance]))];
    }

    private static async Task<Measurement> MeasureAsync(List<Sender> senders, LoadOptions options, RequestMeter meter)
    {
        using var stop = new CancellationTokenSource();
        var running = Task.WhenAll(senders.Select(sender => sender.RunAsync(stop.Token)));
        await Task.Delay(TimeSpan.FromSeconds(options.WarmUpSeconds), TimeProvider.System);
        var (began, requests, processor) = (TimeProvider.System.GetTimestamp(), meter.Total, Environment.CpuUsage.TotalTime);
        var (refusals, failures) = (senders.Sum(sender => sender.Refusals), senders.Sum(sender => sender.Failures));
        await Task.WhenAny(running, Task.Delay(TimeSpan.FromSeconds(options.Seconds), TimeProvider.System));
        var (ended, used, worked) = (TimeProvider.System.GetTimestamp(), meter.Total - requests, Environment.CpuUsage.TotalTime - processor);
        refusals = senders.Sum(sender => sender.Refusals) - refusals;
        failures = senders.Sum(sender => sender.Failures) - failures;
        await stop.CancelAsync();
        await running;

        var took = senders.SelectMany(sender => sender.Acknowledged).Where(one => one.At >= began && one.At < ended)
            .Select(one => one.Took).Order().ToList();
        return new Measurement(
            took.Count, Stopwatch.GetElapsedTime(began, ended).TotalSeconds, used, worked,
            took.Count == 0 ? default : took[took.Count / 2], took.Count == 0 ? default : took[took.Count * 99 / 100], refusals, failures);
    }
}
