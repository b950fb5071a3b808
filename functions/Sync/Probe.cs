using Chat.Functions.Messages;
using Chat.Functions.Platform;

namespace Chat.Functions.Sync;

/// <summary>Which numbers of a channel to look up, and what it says that they are there or not. A log has no gaps, so it has news for a
/// device exactly when the number after the device's own exists (docs/adr/0007).</summary>
public static class Probe
{
    /// <summary>So many entries are looked up by their numbers together with those of all other channels. More are cheaper read in
    /// one query of their own.</summary>
    public const int Along = 10;

    /// <param name="window">How many entries a device gets that begins anew.</param>
    public static IEnumerable<long> Numbers(Standing standing, int window)
    {
        if (standing.Above is not { } above)
        {
            return window > Along ? [] : Range(WindowStart(standing, window), standing.Seen + 1);
        }

        var next = Range(above + 1, Expected(standing, above) <= Along ? Math.Max(standing.Seen, above) + 1 : above + 1);
        return IsProven(standing, above) ? next : next.Prepend(above);
    }

    public static Finding Judge(Standing standing, int window, IReadOnlyDictionary<(string ChannelId, long Seq), Entry> found)
    {
        var asked = Numbers(standing, window).ToList();
        var entries = asked.Select(seq => found.GetValueOrDefault((standing.ChannelId, seq))).OfType<Entry>().ToList();
        return standing.Above is { } above
            ? JudgeAbove(standing, above, asked, entries)
            : JudgeWindow(standing, window, asked, entries);
    }

    private static Finding JudgeAbove(Standing standing, long above, List<long> asked, List<Entry> found)
    {
        var isProven = IsProven(standing, above) || found.RemoveAll(entry => entry.Seq == above) > 0;
        var run = found.TakeWhile((entry, i) => entry.Seq == above + 1 + i).ToList();
        // It ends where the next number is not there, and nothing speaks against that: no entry beyond it, found here or by the feed.
        // Those are there when something was written between two look-ups, or when retention has removed the beginning.
        var isWhole = (isProven || run.Count > 0)
            && run.Count == found.Count && above + run.Count < asked[^1] && standing.Seen <= above + run.Count;
        var expected = isWhole ? run.Count : Math.Max(Expected(standing, above), Math.Max(1, run.Count));
        return new Finding(standing, run, isWhole, (int)Math.Min(expected, ChatLimits.PageEntries));
    }

    private static Finding JudgeWindow(Standing standing, int window, List<long> asked, List<Entry> found)
    {
        // All that was asked for is there, but the last: that one would be above the head.
        var isWhole = asked.Count > 0 && found.Count == asked.Count - 1 && (found is [] || found[^1].Seq < asked[^1]);
        var expected = isWhole ? Math.Min(window, found.Count) : Math.Clamp(standing.Seen - standing.From + 1, 1, window);
        return new Finding(standing, found, isWhole, (int)expected);
    }

    /// <summary>One more than the window has, which says whether the log begins with it.</summary>
    private static long WindowStart(Standing standing, int window) => Math.Max(standing.From, standing.Seen - window);

    private static long Expected(Standing standing, long above) => standing.Seen - above;

    /// <summary>Whether the log is known to have come as far as the device says: otherwise that is looked up too.</summary>
    private static bool IsProven(Standing standing, long above) =>
        above == 0 || standing.IsClamped || standing.Seen >= above;

    private static IEnumerable<long> Range(long first, long last)
    {
        for (var seq = first; seq <= last; seq++)
        {
            yield return seq;
        }
    }
}
