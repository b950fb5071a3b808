using System.Text.Json.Serialization;

namespace Chat.Functions.Retention;

[JsonConverter(typeof(JsonStringEnumConverter<ErasureState>))]
public enum ErasureState
{
    [JsonStringEnumMemberName("running")]
    Running,

    [JsonStringEnumMemberName("done")]
    Done,
}

/// <summary>Where an erasure stands in a channel's log.</summary>
/// <param name="EraseSeq">The entry that tells the channel; what the user wrote below it is erased.</param>
/// <param name="After">The user's entries up to this one have their turn behind them,</param>
/// <param name="Messages">but for changes of these, above</param>
/// <param name="ChangesAfter">this number.</param>
public sealed record ErasurePlace(
    string ChannelId, long EraseSeq, long After = 0, IReadOnlyList<long>? Messages = null, long ChangesAfter = 0);

/// <summary>The erasure of what one user has written: a document of container <c>erasures</c>, with all its progress.</summary>
public sealed record Erasure(string ErasureId, string UserId, DateTimeOffset CreatedAt)
{
    public const string DocumentId = "erasure";

    public string Id { get; } = DocumentId;

    public string Type { get; } = DocumentId;

    public ErasureState State { get; init; }

    public DateTimeOffset? DoneAt { get; init; }

    /// <summary>How far the search for the user's channels has come.</summary>
    public string? SearchedTo { get; init; }

    public bool IsSearched { get; init; }

    /// <summary>The channel at work, or the last one that was.</summary>
    public string? ChannelId { get; init; }

    /// <summary>Null between two channels.</summary>
    public ErasurePlace? Place { get; init; }

    /// <summary>How many channels are done,</summary>
    public long Channels { get; init; }

    /// <summary>how many pages the receipt has, and</summary>
    public int Pages { get; init; }

    /// <summary>how many entries they list.</summary>
    public long Entries { get; init; }

    /// <summary>Once the page has been carried out.</summary>
    public Erasure After(ReceiptPage page) => this with
    {
        Pages = page.Page,
        Entries = Entries + page.Seqs.Count,
        ChannelId = page.Place.ChannelId,
        Place = page.Next,
        Channels = Channels + (page.Next is null ? 1 : 0),
    };
}

/// <summary>A part of an erasure's receipt: a document of container <c>erasures</c>. It is written before anything it lists is
/// redacted, and so is also what a run that died is taken up from.</summary>
/// <param name="Page">From 1.</param>
/// <param name="Seqs">The entries, ascending.</param>
/// <param name="Place">Where the erasure stood.</param>
/// <param name="Next">Where it stands when all of them are redacted; null at the channel's end.</param>
public sealed record ReceiptPage(
    string ErasureId, int Page, IReadOnlyList<long> Seqs, ErasurePlace Place, ErasurePlace? Next)
{
    public string Id => IdOf(Page);

    public string Type { get; } = "page";

    public static string IdOf(int page) => $"page:{page}";
}
