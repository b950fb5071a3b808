using Microsoft.Extensions.DependencyInjection;

namespace Chat.Local;

/// <summary>Where the parts listen on 127.0.0.1: 0 takes a free port.</summary>
public sealed record StackPorts(int Web = 0, int Functions = 0, int WebPubSub = 0, int Cosmos = 0, int Identity = 0)
{
    /// <summary>Of Azurite, as the next two.</summary>
    public int Blob { get; init; }

    public int Queue { get; init; }

    public int Table { get; init; }

    public int EventGrid { get; init; }
}

/// <summary>How a <see cref="LocalStack"/> runs. As it is, one for a test: free ports, nothing kept, no web
/// client.</summary>
public sealed record LocalStackOptions
{
    public StackPorts Ports { get; init; } = new();

    /// <summary>Where data and keys are kept. When null, nothing outlives the stack.</summary>
    public string? DataDirectory { get; init; }

    /// <summary>Deletes what <see cref="DataDirectory"/> holds before the start.</summary>
    public bool Reset { get; init; }

    /// <summary>Whether the built web client is served.</summary>
    public bool ServeWeb { get; init; }

    /// <summary>Whether the emulators keep a log of requests, for a test to count.</summary>
    public bool KeepRequests { get; init; } = true;

    /// <summary>The clock of every part.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>How long the Web PubSub emulator keeps a connection that may be recovered; its own default when
    /// null.</summary>
    public TimeSpan? RecoveryWindow { get; init; }

    /// <summary>Whether a stack without data directory has a storage process of its own too. A start costs seconds: without
    /// need (or ports of their own) all stacks of this process share one, each with an account nobody had before.</summary>
    public bool OwnStorage { get; init; }

    /// <summary>Webhooks that are told of every event of the product, as subscriptions of the Event Grid topic.</summary>
    public IReadOnlyList<Uri> Webhooks { get; init; } = [];

    /// <summary>How many functions hosts share the work behind one address, 1 to 16.</summary>
    public int Instances { get; init; } = 1;

    /// <summary>Whether each functions host is a process of its own, so that it can be killed. Then the clock is the
    /// machine's, and <see cref="ConfigureFunctions"/> cannot be used.</summary>
    public bool SeparateFunctions { get; init; }

    /// <summary>Told every line that a functions host in a process of its own writes, and when one has ended by itself,
    /// with <c>[functions 0] </c> before it; also when Azurite has, with <c>[storage] </c>.</summary>
    public Action<string>? FunctionsOutput { get; init; }

    /// <summary>Changes the functions' services, after the product's own registrations.</summary>
    public Action<IServiceCollection>? ConfigureFunctions { get; init; }

    /// <summary>Further settings of the functions as command-line arguments (<c>--Chat:MessageCharacters=10</c>); they
    /// win.</summary>
    public IReadOnlyList<string> FunctionsArguments { get; init; } = [];

    /// <summary>Whether Web PubSub proves itself to the functions by a token of the identity provider, as with a managed identity,
    /// instead of by access key.</summary>
    public bool EventsByIdentity { get; init; }

    /// <summary>Told what the start is doing, one short line at a time.</summary>
    public Action<string>? Report { get; init; }
}
