using Chat.Functions.Channels;
using Chat.Functions.Platform;

namespace Chat.Functions.Sync;

/// <summary>What a device holds of a channel.</summary>
/// <param name="Seq">The last number up to which it has all; null when it holds nothing it could go on from.</param>
/// <param name="State">What it was last told of the channel besides its log (<see cref="StateDigest"/>).</param>
public sealed record HeldChannel(string ChannelId, long? Seq, string? State);

/// <summary>What a device asks to be brought up to date.</summary>
/// <param name="Epoch">The history its numbers are of.</param>
/// <param name="Limit">Entries in the whole answer.</param>
/// <param name="Next">The id after which to look for channels it does not name; null for all.</param>
public sealed record SyncRequest(string? Epoch, IReadOnlyList<HeldChannel> Channels, int Limit, string? Next)
{
    public const int MostChannels = 1_000;
    public const int MostEntries = 1_000;
    public const int DefaultEntries = 500;
    public const int StateCharacters = 64;

    private const string ChannelsField = "channels";

    public static SyncRequest Parse(JsonInput input)
    {
        input.Only("epoch", ChannelsField, "limit", "next");
        var channels = input.Objects(ChannelsField, MostChannels, Held);
        var known = new HashSet<string>(channels.Count, StringComparer.Ordinal);
        for (var i = 0; i < channels.Count; i++)
        {
            if (!known.Add(channels[i].ChannelId))
            {
                throw ChatException.Invalid($"{ChannelsField}[{i}].channelId", "A channel is named once.");
            }
        }

        return new SyncRequest(
            input.Has("epoch") ? input.Text("epoch") : null, channels, Entries(input), input.Has("next") ? Id(input, "next") : null);
    }

    private static HeldChannel Held(JsonInput input)
    {
        input.Only("channelId", "seq", "state");
        return new HeldChannel(
            Id(input, "channelId"),
            input.Has("seq") ? input.WholeNumber("seq") : null,
            input.Has("state") ? State(input) : null);
    }

    private static string Id(JsonInput input, string name) => input.Text(name) is var id && ChannelId.IsValid(id)
        ? id
        : throw ChatException.Invalid(name, $"'{ChatError.Quote(id)}' can be no channel's id.");

    private static string State(JsonInput input) => input.Text("state") is { Length: <= StateCharacters } state
        ? state
        : throw ChatException.TooLarge("state", $"state is over {StateCharacters} characters.");

    private static int Entries(JsonInput input)
    {
        if (!input.Has("limit"))
        {
            return DefaultEntries;
        }

        return input.WholeNumber("limit") is var limit and >= 1 and <= MostEntries
            ? (int)limit
            : throw ChatException.Invalid("limit", $"limit must be a whole number from 1 to {MostEntries}.");
    }
}
