using Chat.Functions.Platform;
using Chat.Functions.Reading;

namespace Chat.Functions.Sync;

/// <summary>One channel, and how many entries of it the answer may have.</summary>
public sealed record PlannedPart(Finding Finding, int Limit);

/// <summary>Which channels get into an answer, with how many entries.</summary>
/// <param name="IsLeft">Whether there was no room for some.</param>
public sealed record ReadingPlan(IReadOnlyList<PlannedPart> Parts, bool IsLeft)
{
    public static ReadingPlan Of(IReadOnlyList<Finding> findings, int limit, int window)
    {
        var news = findings.Where(finding => finding.HasNews).ToList();
        var served = news.Count <= limit ? news : [.. InTurn(news).Take(limit)];
        var shares = PageBudget.Share(
            [.. served.Select(finding => finding.Expected)],
            [.. served.Select(finding => finding.IsWhole ? finding.Expected : finding.IsWindow ? window : ChatLimits.PageEntries)],
            limit);
        return new ReadingPlan(
            [
                .. served.Select((finding, i) => new PlannedPart(finding, shares[i])),
                .. findings.Where(finding => !finding.HasNews).Select(finding => new PlannedPart(finding, 0)),
            ],
            served.Count < news.Count);
    }

    /// <summary>What is new to the device first, the latest active before the others. Then who has waited longest: however busy some
    /// channels are, the others get their turn.</summary>
    private static IEnumerable<Finding> InTurn(IEnumerable<Finding> news) => news
        .OrderByDescending(finding => finding.IsWindow)
        .ThenByDescending(finding => finding.IsWindow ? PlaceOf(finding).At : default)
        .ThenBy(finding => finding.WaitingSince);

    private static ChannelPlace PlaceOf(Finding finding) => ChannelPlace.Of(finding.Standing.User, finding.Standing.Activity);
}
