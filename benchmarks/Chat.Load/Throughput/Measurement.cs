using Chat.Load.Metering;

namespace Chat.Load.Throughput;

/// <summary>What one variant did in its measured seconds.</summary>
/// <param name="Processor">Processor time of this process: the functions', their SDK's and the senders'.</param>
internal sealed record Measurement(
    int Messages, double Seconds, ServiceRequests Requests, TimeSpan Processor, TimeSpan Median, TimeSpan Slowest1Percent,
    int Refusals, int Failures)
{
    public double PerSecond => Messages / Seconds;

    public double PerMessage(double count) => count / Math.Max(1, Messages);
}
