using Chat.Load.Emulators;
using Chat.Load.Metering;

namespace Chat.Load.Throughput;

/// <summary>All variants in turn, round after round, so that a machine whose speed drifts is the same to each.</summary>
internal sealed class Comparison(string title, IReadOnlyList<Trial> trials)
{
    public static Comparison Hot(LoadOptions options) => new(
        $"One hot channel, {options.Senders ?? 64} senders per instance", All(options, options.Instances ?? [1, 2, 4, 8], options.Senders ?? 64, 1));

    public static Comparison Many(LoadOptions options) => new(
        $"{options.Channels} channels, {options.Senders ?? options.Channels} senders per instance",
        All(options, options.Instances ?? [1, 2, 4], options.Senders ?? options.Channels, options.Channels));

    public async Task RunAsync(ServiceAddresses services, LoadOptions options, RequestMeter meter)
    {
        // Not counted: for the just-in-time compiler.
        foreach (var trial in trials.Where(trial => trial.Instances == trials[0].Instances))
        {
            await trial.RunAsync(services, options, meter);
        }

        var rounds = new List<Measurement[]>();
        for (var round = 1; round <= options.Rounds; round++)
        {
            var measured = new Measurement[trials.Count];

            // There and back: what comes later in a round meets larger data and a warmer machine.
            foreach (var (index, trial) in round % 2 == 1 ? trials.Index() : trials.Index().Reverse())
            {
                await Console.Error.WriteLineAsync($"round {round}: {trial.Variant}, {trial.Instances} instances");
                measured[index] = await trial.RunAsync(services, options, meter);
            }

            rounds.Add(measured);
        }

        var table = new Table(
            "variant", "instances", "ratio", "to its fewest", "messages/s", "median ms", "99 % ms", "writes", "conflicts",
            "member reads", "entry reads", "queries", "others", "calls", "RU", "CPU µs", "refused", "failed");
        foreach (var (index, trial) in trials.Index())
        {
            var own = trials.Index().First(other => other.Item.Variant == trial.Variant).Index;
            table.Add(Row(trial, [.. rounds.Select(round => (
                round[index], round[index].PerSecond / round[0].PerSecond, round[index].PerSecond / round[own].PerSecond))]));
        }

        table.Print(
            title,
            "Ratio: throughput against the first row's; to its fewest: against the same variant's with the fewest instances. "
            + "Per message where no unit is given; conflicts per write; refused and failed are whole numbers of all rounds.");
    }

    private static List<Trial> All(LoadOptions options, IReadOnlyList<int> instances, int senders, int channels) =>
        [.. instances.SelectMany(count => options.Variants.Select(variant => new Trial(variant, count, senders, channels)))];

    private static string[] Row(Trial trial, List<(Measurement One, double Ratio, double Own)> rounds)
    {
        double Median(Func<Measurement, double> value) => Table.Median(rounds.Select(round => value(round.One)));
        string Each(Func<ServiceRequests, double> count) => Table.Number(Median(one => one.PerMessage(count(one.Requests))));
        string Times(Func<(Measurement One, double Ratio, double Own), double> ratio) =>
            Table.Number(Table.Median(rounds.Select(ratio))) + "×";
        return
        [
            trial.Variant, $"{trial.Instances}", Times(round => round.Ratio), Times(round => round.Own),
            Table.Number(Median(one => one.PerSecond)), Table.Number(Median(one => one.Median.TotalMilliseconds)),
            Table.Number(Median(one => one.Slowest1Percent.TotalMilliseconds)), Each(requests => requests.Writes),
            Table.Number(100 * Median(one => one.Requests.Conflicts / Math.Max(1.0, one.Requests.Writes))) + " %",
            Each(requests => requests.MemberReads), Each(requests => requests.EntryReads), Each(requests => requests.Queries),
            Each(requests => requests.Others), Each(requests => requests.Calls), Each(requests => requests.Charge),
            Table.Number(Median(one => one.PerMessage(one.Processor.TotalMicroseconds))),
            $"{rounds.Sum(round => round.One.Refusals)}", $"{rounds.Sum(round => round.One.Failures)}",
        ];
    }
}
