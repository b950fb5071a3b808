using System.Collections.Concurrent;
using System.Text.Json;

namespace Chat.Local.EventGrid;

/// <summary>Keeps the events that were given up.</summary>
internal sealed class DeadLetterOffice(string? file)
{
    private readonly Lock _gate = new();
    private readonly ConcurrentQueue<DeadLetter> _letters = new();

    public IReadOnlyList<DeadLetter> Letters => [.. _letters];

    public void Add(DeadLetter letter)
    {
        lock (_gate)
        {
            _letters.Enqueue(letter);
            if (file is not null)
            {
                File.AppendAllText(file, JsonSerializer.Serialize(letter) + '\n');
            }
        }
    }
}
