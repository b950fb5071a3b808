using System.Text.Json.Serialization;

namespace Chat.Functions.Users;

[JsonConverter(typeof(JsonStringEnumConverter<ContactState>))]
public enum ContactState
{
    [JsonStringEnumMemberName("requested")]
    Requested,

    [JsonStringEnumMemberName("incoming")]
    Incoming,

    [JsonStringEnumMemberName("accepted")]
    Accepted,

    [JsonStringEnumMemberName("blocked")]
    Blocked,
}

/// <summary>What another is to a user: a document of container <c>users</c>, in the user's partition. Each of the two has one.</summary>
/// <param name="Mine">What the user wants: this document decides it,</param>
/// <param name="Theirs">and holds a copy of what the other's document decides.</param>
public sealed record Contact(string UserId, string OtherId, ContactSide Mine, ContactSide Theirs)
{
    public const string DocumentType = "contact";

    public string Id => IdOf(OtherId);

    public string Type { get; } = DocumentType;

    /// <summary>Null for one who is nothing to the user, or no longer. Who blocks the user looks like who does not answer.</summary>
    public ContactState? State => Mine.BlockedAt is not null
        ? ContactState.Blocked
        : (Mine.AsksOf(Theirs), Theirs.AsksOf(Mine)) switch
        {
            (true, true) => ContactState.Accepted,
            (true, false) => ContactState.Requested,
            (false, true) => ContactState.Incoming,
            _ => null,
        };

    /// <summary>One of the two blocks the other.</summary>
    [JsonIgnore]
    public bool IsBlocked => Mine.BlockedAt is not null || Theirs.BlockedAt is not null;

    /// <summary>Since when; of an accepted contact the same for both.</summary>
    public DateTimeOffset? Since => State switch
    {
        ContactState.Blocked => Mine.BlockedAt,
        ContactState.Accepted => Mine.AskedAt > Theirs.AskedAt ? Mine.AskedAt : Theirs.AskedAt,
        ContactState.Requested => Mine.AskedAt,
        ContactState.Incoming => Theirs.AskedAt,
        _ => null,
    };

    public static string IdOf(string otherId) => "contact:" + otherId;

    public static Contact None(string userId, string otherId) => new(userId, otherId, new ContactSide(), new ContactSide());

    /// <summary>With the other's side as it was read, unless a later one is known.</summary>
    public Contact Hearing(ContactSide theirs) => theirs.Version > Theirs.Version ? this with { Theirs = theirs } : this;
}

/// <summary>A contact as its user is told of it.</summary>
public sealed record ContactAnswer(string UserId, ContactState State, DateTimeOffset Since);
