using System.Globalization;

namespace Chat.Load;

/// <summary>What the command line asks for.</summary>
internal sealed record LoadOptions
{
    public const string Usage = """
        Usage: Chat.Load <command> [options]

        Commands
          hot        messages per second on one channel
          many       messages per second on many channels
          cost       requests and charge of appends and history pages, by the length of the log
          sync       requests and charge of a sync, by the number of channels
          path       processor time and allocations of a message, against those of the SDKs alone
          all        the five, one after the other

        Options
          --variants one-at-a-time,product   what to compare; the first with the fewest instances is the base of the ratios
          --instances 1,2,4,8   functions instances (hot; many: 1,2,4)
          --senders 64          senders of each instance, each with one message under way (many: 100)
          --channels 100        how many channels (many)
          --seconds 5           measured time of each variant and round
          --warm-up 2           seconds before it
          --rounds 3            every variant runs once per round; the medians are printed
          --characters 200      length of a message
          --write-ms 5 --batched-us 100 --read-ms 2 --query-ms 2 --call-ms 5
                                simulated latency of a Cosmos DB write, of each operation in a batch, of a point read, of a
                                query, of a Web PubSub call; 0 for none
          --emulators other     in a process of their own (other) or in this one (own)
        """;

    private static readonly string[] Commands = ["hot", "many", "cost", "sync", "path", "all", Emulators.EmulatorProcess.Command];

    public string Command { get; init; } = "all";

    public IReadOnlyList<string> Variants { get; init; } = [Load.Variants.Baseline, Load.Variants.Product];

    public IReadOnlyList<int>? Instances { get; init; }

    public int? Senders { get; init; }

    public int Channels { get; init; } = 100;

    public double Seconds { get; init; } = 5;

    public double WarmUpSeconds { get; init; } = 2;

    public int Rounds { get; init; } = 3;

    public int Characters { get; init; } = 200;

    public double WriteMs { get; init; } = 5;

    public double BatchedUs { get; init; } = 100;

    public double ReadMs { get; init; } = 2;

    public double QueryMs { get; init; } = 2;

    public double CallMs { get; init; } = 5;

    public bool OwnProcess { get; init; }

    /// <exception cref="FormatException">An option is unknown or has no good value.</exception>
    public static LoadOptions Parse(string[] args)
    {
        var options = new LoadOptions { Command = args.FirstOrDefault() ?? "all" };
        if (!Commands.Contains(options.Command))
        {
            throw new FormatException($"There is no command '{options.Command}'.");
        }

        for (var index = 1; index < args.Length; index += 2)
        {
            var value = index + 1 < args.Length ? args[index + 1] : throw new FormatException($"{args[index]} needs a value.");
            options = options.With(args[index], value);
        }

        return options;
    }

    /// <summary>The latencies, as the emulators' own process takes them.</summary>
    public IEnumerable<string> LatencyArguments() => new (string Name, double Value)[]
    {
        ("--write-ms", WriteMs), ("--batched-us", BatchedUs), ("--read-ms", ReadMs), ("--query-ms", QueryMs),
        ("--call-ms", CallMs),
    }.SelectMany(option => new[] { option.Name, option.Value.ToString(CultureInfo.InvariantCulture) });

    private LoadOptions With(string name, string value) => name switch
    {
        "--variants" => this with { Variants = value.Split(',') },
        "--instances" => this with { Instances = [.. value.Split(',').Select(number => (int)Number(number, 1))] },
        "--senders" => this with { Senders = (int)Number(value, 1) },
        "--channels" => this with { Channels = (int)Number(value, 1) },
        "--seconds" => this with { Seconds = Number(value, 0.1) },
        "--warm-up" => this with { WarmUpSeconds = Number(value, 0) },
        "--rounds" => this with { Rounds = (int)Number(value, 1) },
        "--characters" => this with { Characters = (int)Number(value, 1) },
        "--write-ms" => this with { WriteMs = Number(value, 0) },
        "--batched-us" => this with { BatchedUs = Number(value, 0) },
        "--read-ms" => this with { ReadMs = Number(value, 0) },
        "--query-ms" => this with { QueryMs = Number(value, 0) },
        "--call-ms" => this with { CallMs = Number(value, 0) },
        "--emulators" when value is "own" or "other" => this with { OwnProcess = value == "own" },
        _ => throw new FormatException($"The option {name} {value} is not known."),
    };

    private static double Number(string text, double least) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && number >= least
            ? number
            : throw new FormatException($"'{text}' is not a number from {least}.");
}
