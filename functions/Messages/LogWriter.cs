using Chat.Functions.Platform;

namespace Chat.Functions.Messages;

/// <summary>One channel in this instance: what waits to be appended, and the one loop that appends it. While a transaction is
/// under way the next gathers; nothing waits for company.</summary>
public sealed class LogWriter(ChannelLog log, Delivery delivery, TimeProvider time, Random random)
{
    /// <summary>Sends without an answer yet, delivery included: more are refused rather than kept waiting.</summary>
    public const int MostUnanswered = 1_000;

    private const int MostAtOnce = 100;

    /// <summary>In a row for one send: fair turns need far fewer, so this is no contention.</summary>
    private const int MostConflicts = 100;

    /// <summary>Whatever the database does: by then those who wait have an answer, and the next have their turn.</summary>
    private static readonly TimeSpan RoundLimit = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan DeliveryLimit = TimeSpan.FromSeconds(20);

    private readonly Lock _gate = new();
    private readonly Queue<Send> _waiting = [];
    private readonly Dictionary<(string SenderId, string ClientId), Send> _unanswered = [];
    private readonly KnownHead _head = new(time);
    private readonly Pace _pace = new(time, random);
    private bool _isAppending;

    /// <summary>The head as last seen, or null.</summary>
    public Head? Head => _head.Value;

    public static ChatException Overloaded() =>
        ChatException.Overloaded("Too many messages to this channel at once.", retryAfterMs: 1_000);

    /// <summary>The entry, once it is durable and has been handed to delivery.</summary>
    /// <exception cref="ChatException">Refused, or too many wait already.</exception>
    public Task<Entry> SendAsync(Send send)
    {
        lock (_gate)
        {
            if (_unanswered.TryGetValue(send.Draft.Key, out var same))
            {
                // The same send again, while the first try is under way: one entry, and the same answer.
                return same.Answer;
            }

            if (_unanswered.Count >= MostUnanswered)
            {
                throw Overloaded();
            }

            send.Answered = Forget;
            _unanswered.Add(send.Draft.Key, send);
            _waiting.Enqueue(send);
            if (_isAppending)
            {
                return send.Answer;
            }

            _isAppending = true;
        }

        _ = AppendAllAsync();
        return send.Answer;
    }

    private async Task AppendAllAsync()
    {
        var open = new List<Send>();
        while (Gather(open))
        {
            using var limit = new CancellationTokenSource(RoundLimit, time);
            using var activity = ChatTelemetry.Append(open.Select(send => send.Trace));
            var began = time.GetTimestamp();
            var round = await log.AppendAsync(_head, open, limit.Token);
            var took = time.GetElapsedTime(began);
            if (round.Appended.Count > 0)
            {
                // Not awaited: receivers order by number, so the next transaction need not wait for this broadcast.
                _ = DeliverAsync(round.Appended);
            }

            GiveUpOnBeaten(open, round);
            await _pace.AfterAsync(round, took);
        }
    }

    /// <summary>Fills up what an earlier round left over.</summary>
    /// <returns>Whether there is anything to do; if not, the next send starts the loop anew.</returns>
    private bool Gather(List<Send> open)
    {
        lock (_gate)
        {
            foreach (var send in open.FindAll(send => send.IsGivenUp))
            {
                open.Remove(send);
                GiveUp(send);
            }

            while (open.Count < MostAtOnce && _waiting.TryDequeue(out var send))
            {
                if (send.IsGivenUp)
                {
                    GiveUp(send);
                }
                else
                {
                    open.Add(send);
                }
            }

            _isAppending = open.Count > 0;
            return _isAppending;
        }
    }

    private static void GiveUpOnBeaten(List<Send> open, Round round)
    {
        foreach (var send in round.IsContended ? open.FindAll(send => ++send.Conflicts > MostConflicts) : [])
        {
            open.Remove(send);
            send.Fail(Overloaded());
        }
    }

    private static void GiveUp(Send send) => send.Fail(new OperationCanceledException("Nobody waits for it any more."));

    private async Task DeliverAsync(IReadOnlyList<Appended> appended)
    {
        using var limit = new CancellationTokenSource(DeliveryLimit, time);
        var delivering = delivery.DeliverAsync(appended, limit.Token);
        await Task.WhenAll(appended.Select(one => AnswerAsync(one, delivering, limit.Token)));
    }

    private async Task AnswerAsync(Appended one, Task delivering, CancellationToken cancellationToken)
    {
        try
        {
            await delivering;
            await delivery.FinishAsync(one.Entry, cancellationToken);
        }
        catch (Exception error)
        {
            ChatTelemetry.NotBroadcast(1);
            // Durable and not delivered: no acknowledgement. The retry finds the entry and delivers it.
            one.Send.Fail(error);
            return;
        }

        one.Send.Succeed(one.Entry);
    }

    private void Forget(Send send)
    {
        lock (_gate)
        {
            _unanswered.Remove(send.Draft.Key);
        }
    }
}
