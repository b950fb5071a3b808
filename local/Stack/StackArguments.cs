using System.Globalization;

namespace Chat.Local;

/// <summary>The command line cannot be understood; the message says what is wrong with it.</summary>
internal sealed class StackArgumentException(string message) : Exception(message);

/// <summary>What <c>dotnet run --project local</c> was asked to do.</summary>
internal sealed record StackArguments(string DataDirectory, StackPorts Ports)
{
    private const int MostInstances = 16;

    public const string Usage = """
        Runs the whole chat on this computer, on 127.0.0.1 only.

        Usage: dotnet run --project local -- [options]

          --data DIR             where data is kept (default: .data in the repository)
          --reset                delete the data kept there and start anew
          --instances N          functions hosts behind one address, 1 to 16 (1)
          --functions HOW        together: in this process (the default);
                                 separate: each host in a process of its own
          --webhook URL          tells a webhook of the chat's events
          --web-port N           the web client (4280)
          --functions-port N     the functions (7071)
          --webpubsub-port N     the Web PubSub emulator (8080)
          --cosmos-port N        the Cosmos DB emulator (8081)
          --identity-port N      the sign-in (7080)
          --eventgrid-port N     the Event Grid topic (8082)
          --blob-port N          blobs (10000), of Azurite
          --queue-port N         queues (10001)
          --table-port N         tables (10002)
          --help                 this text

        Port 0 takes a free one.
        """;

    private static readonly StackPorts DefaultPorts =
        new(Web: 4280, Functions: 7071, WebPubSub: 8080, Cosmos: 8081, Identity: 7080) { EventGrid = 8082, Blob = 10000, Queue = 10001, Table = 10002 };

    public bool Reset { get; private init; }

    public bool Help { get; private init; }

    /// <summary>How many functions hosts there are.</summary>
    public int Instances { get; private init; } = 1;

    /// <summary>Whether each of them is a process of its own.</summary>
    public bool SeparateFunctions { get; private init; }

    /// <summary>Who else is told of the chat's events.</summary>
    public Uri? Webhook { get; private init; }

    /// <exception cref="StackArgumentException">An option is unknown, repeated, or has no usable value.</exception>
    public static StackArguments Parse(IEnumerable<string> arguments)
    {
        var parsed = new StackArguments(Path.Combine(Repository.Root, ".data"), DefaultPorts);
        var seen = new HashSet<string>();
        var rest = new Queue<string>(arguments);
        while (rest.TryDequeue(out var argument))
        {
            var (name, value) = argument.Split('=', 2) is [var before, var after] ? (before, after) : (argument, null);
            if (!seen.Add(name))
            {
                throw new StackArgumentException($"{name} is given twice.");
            }

            parsed = parsed.With(name, value, rest);
        }

        parsed.RefuseSharedPort();
        return parsed;
    }

    /// <summary>The option that moves what listens on <paramref name="port"/>.</summary>
    public string PortOption(int port) =>
        port == Ports.Web ? "--web-port"
        : port == Ports.Functions ? "--functions-port"
        : port == Ports.WebPubSub ? "--webpubsub-port"
        : port == Ports.Cosmos ? "--cosmos-port"
        : port == Ports.EventGrid ? "--eventgrid-port"
        : port == Ports.Blob ? "--blob-port"
        : port == Ports.Queue ? "--queue-port"
        : port == Ports.Table ? "--table-port"
        : "--identity-port";

    private StackArguments With(string name, string? value, Queue<string> rest) => name switch
    {
        "--help" or "-h" => this with { Help = Flag(name, value) },
        "--reset" => this with { Reset = Flag(name, value) },
        "--data" => this with { DataDirectory = Path.GetFullPath(Value(name, value, rest)) },
        "--instances" => this with { Instances = Count(name, value, rest) },
        "--functions" => this with { SeparateFunctions = IsSeparate(name, value, rest) },
        "--web-port" => this with { Ports = Ports with { Web = Port(name, value, rest) } },
        "--functions-port" => this with { Ports = Ports with { Functions = Port(name, value, rest) } },
        "--webpubsub-port" => this with { Ports = Ports with { WebPubSub = Port(name, value, rest) } },
        "--cosmos-port" => this with { Ports = Ports with { Cosmos = Port(name, value, rest) } },
        "--identity-port" => this with { Ports = Ports with { Identity = Port(name, value, rest) } },
        "--eventgrid-port" => this with { Ports = Ports with { EventGrid = Port(name, value, rest) } },
        "--webhook" => this with { Webhook = Address(name, value, rest) },
        "--blob-port" => this with { Ports = Ports with { Blob = Port(name, value, rest) } },
        "--queue-port" => this with { Ports = Ports with { Queue = Port(name, value, rest) } },
        "--table-port" => this with { Ports = Ports with { Table = Port(name, value, rest) } },
        _ => throw new StackArgumentException($"{name} is not an option."),
    };

    private static bool Flag(string name, string? value) =>
        value is null ? true : throw new StackArgumentException($"{name} takes no value.");

    private static string Value(string name, string? value, Queue<string> rest)
    {
        if (value is null && rest.TryPeek(out var next) && !next.StartsWith("--", StringComparison.Ordinal))
        {
            value = rest.Dequeue();
        }

        return string.IsNullOrWhiteSpace(value) ? throw new StackArgumentException($"{name} needs a value.") : value;
    }

    private static int Port(string name, string? value, Queue<string> rest)
    {
        var text = Value(name, value, rest);
        return ushort.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var port)
            ? port
            : throw new StackArgumentException($"{name} must be a port from 0 to 65535, not '{text}'.");
    }

    private static int Count(string name, string? value, Queue<string> rest)
    {
        var text = Value(name, value, rest);
        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var count)
            && count is >= 1 and <= MostInstances
            ? count
            : throw new StackArgumentException($"{name} must be a number from 1 to {MostInstances}, not '{text}'.");
    }

    private static Uri Address(string name, string? value, Queue<string> rest)
    {
        var text = Value(name, value, rest);
        return Uri.TryCreate(text, UriKind.Absolute, out var address) && address.Scheme is "http" or "https"
            ? address
            : throw new StackArgumentException($"{name} must be an http or https URL, not '{text}'.");
    }

    private static bool IsSeparate(string name, string? value, Queue<string> rest) => Value(name, value, rest) switch
    {
        "separate" => true,
        "together" => false,
        var other => throw new StackArgumentException($"{name} must be together or separate, not '{other}'."),
    };

    private void RefuseSharedPort()
    {
        int[] ports =
        [
            Ports.Web, Ports.Functions, Ports.WebPubSub, Ports.Cosmos, Ports.Identity,
            Ports.EventGrid, Ports.Blob, Ports.Queue, Ports.Table,
        ];
        var given = ports.Where(port => port != 0).GroupBy(port => port);
        if (given.FirstOrDefault(group => group.Count() > 1) is { } shared)
        {
            throw new StackArgumentException($"Port {shared.Key} is given to two parts.");
        }
    }
}
