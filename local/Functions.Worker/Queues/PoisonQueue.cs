using Azure;
using Azure.Storage.Queues;
using Azure.Storage.Queues.Models;

namespace Chat.Local.FunctionsWorker;

/// <summary>Where messages go that cannot be worked on: <c>&lt;queue&gt;-poison</c>, made when the first one comes.</summary>
internal sealed class PoisonQueue(string connectionString, string queue, QueueMessageEncoding encoding)
{
    private const string Suffix = "-poison";

    // A message whose text cannot be decoded goes there as it is.
    private readonly QueueClient _raw = Client(connectionString, queue, QueueMessageEncoding.None);

    private readonly QueueClient _encoded = Client(connectionString, queue, encoding);

    public string Name => _raw.Name;

    public Task AddAsync(QueueMessage message, CancellationToken cancellationToken) =>
        AddAsync(_encoded, message, cancellationToken);

    public Task AddUndecodedAsync(QueueMessage message, CancellationToken cancellationToken) =>
        AddAsync(_raw, message, cancellationToken);

    private static async Task AddAsync(QueueClient client, QueueMessage message, CancellationToken cancellationToken)
    {
        try
        {
            await client.SendMessageAsync(message.Body, cancellationToken: cancellationToken);
        }
        catch (RequestFailedException error) when (error.ErrorCode == QueueErrorCode.QueueNotFound)
        {
            await client.CreateIfNotExistsAsync(cancellationToken: cancellationToken);
            await client.SendMessageAsync(message.Body, cancellationToken: cancellationToken);
        }
    }

    private static QueueClient Client(string connectionString, string queue, QueueMessageEncoding encoding) =>
        new(connectionString, queue + Suffix, new QueueClientOptions { MessageEncoding = encoding });
}
