namespace Chat.Functions.Sync;

/// <summary>How the entries of one answer are shared out among channels.</summary>
public static class PageBudget
{
    /// <summary>Each gets what it needs, or as much as any other that needs more. Nobody is left with nothing, where there is one for
    /// each.</summary>
    public static int[] Share(IReadOnlyList<int> needs, int total)
    {
        var shares = new int[needs.Count];
        var left = needs.Count;
        foreach (var index in Enumerable.Range(0, needs.Count).OrderBy(index => needs[index]))
        {
            shares[index] = Math.Min(needs[index], total / left);
            total -= shares[index];
            left--;
        }

        return shares;
    }

    /// <summary>Likewise, and what is left over goes to those that may need more than they seem to.</summary>
    public static int[] Share(IReadOnlyList<int> needs, IReadOnlyList<int> most, int total)
    {
        var shares = Share(needs, total);
        var more = Share([.. most.Select((one, i) => one - shares[i])], total - shares.Sum());
        return [.. shares.Select((share, i) => share + more[i])];
    }
}
