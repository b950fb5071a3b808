namespace Chat.Functions.Users;

/// <summary>What one of two users wants of the other. Nobody else changes it, so that two who ask, block or part at the same time
/// never undo each other: what they are to one another is made of both sides.</summary>
/// <param name="Version">Raised by each change: of two copies the higher is the later.</param>
/// <param name="Asks">How often this user has asked,</param>
/// <param name="AskedAt">when for the last time; null when that was taken back,</param>
/// <param name="Over">and how many of the other's asks are over, being declined or ended.</param>
/// <param name="BlockChanges">How often this user has begun or ended to block the other,</param>
/// <param name="BlockedAt">and since when there is a block.</param>
public sealed record ContactSide(
    int Version = 0, int Asks = 0, DateTimeOffset? AskedAt = null, int Over = 0, int BlockChanges = 0, DateTimeOffset? BlockedAt = null)
{
    /// <summary>Whether this user asks, and the other has not ended that.</summary>
    public bool AsksOf(ContactSide other) => AskedAt is not null && Asks > other.Over;

    /// <summary>Asks to be a contact; also what accepts, when the other asks.</summary>
    public ContactSide Ask(ContactSide other, DateTimeOffset now) => AsksOf(other)
        ? this
        : this with { Version = Version + 1, Asks = Asks + 1, AskedAt = now };

    /// <summary>Takes the own ask back and ends the other's.</summary>
    public ContactSide End(ContactSide other) => AskedAt is null && !other.AsksOf(this)
        ? this
        : this with { Version = Version + 1, AskedAt = null, Over = other.Asks };

    /// <summary>Ends a contact. An ask that has no answer yet is left without one: nobody sees from it that they are blocked.</summary>
    public ContactSide Block(ContactSide other, DateTimeOffset now)
    {
        if (BlockedAt is not null)
        {
            return this;
        }

        var parted = AsksOf(other) && other.AsksOf(this) ? End(other) : this;
        return parted with { Version = Version + 1, AskedAt = null, BlockChanges = BlockChanges + 1, BlockedAt = now };
    }

    public ContactSide Unblock() => BlockedAt is null
        ? this
        : this with { Version = Version + 1, BlockChanges = BlockChanges + 1, BlockedAt = null };
}
