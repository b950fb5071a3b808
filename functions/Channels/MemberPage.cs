using Chat.Functions.Platform;

namespace Chat.Functions.Channels;

/// <summary>Which part of a list by user id is asked for.</summary>
public sealed record MemberPage(string After, int Limit)
{
    public static MemberPage Parse(IQueryCollection query) => new(query["after"].ToString(), QueryInput.Limit(query));

    /// <summary>One more than asked for tells whether there are more.</summary>
    public int ToRead => Limit + 1;
}
