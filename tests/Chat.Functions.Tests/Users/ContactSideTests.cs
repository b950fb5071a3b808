using Chat.Functions.Users;
using FsCheck.Xunit;

namespace Chat.Functions.Tests.Users;

/// <summary>What two are to one another, whatever they do one after the other.</summary>
public sealed class ContactSideTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 24, 9, 30, 0, TimeSpan.Zero);

    [Property(MaxTest = 500)]
    public void Both_see_the_same_from_their_own_side(int[] steps)
    {
        var (ann, bob) = (new ContactSide(), new ContactSide());
        for (var i = 0; i < steps.Length; i++)
        {
            var (step, now) = (Math.Abs(steps[i] % 8), Now.AddMinutes(i));
            (ann, bob) = step < 4 ? (Step(step, ann, bob, now), bob) : (ann, Step(step - 4, bob, ann, now));
        }

        var (annSees, bobSees) = (Seen(ann, bob), Seen(bob, ann));

        Assert.Equal(ann.BlockedAt is not null, annSees.State == ContactState.Blocked);
        if (annSees.State != ContactState.Blocked && bobSees.State != ContactState.Blocked)
        {
            Assert.Equal(Opposite(annSees.State), bobSees.State);
            Assert.Equal(annSees.Since, bobSees.Since);
        }
        else
        {
            // Who is blocked is never a contact, and sees what anybody sees who gets no answer.
            Assert.DoesNotContain(ContactState.Accepted, new[] { annSees.State, bobSees.State }.OfType<ContactState>());
        }
    }

    [Fact]
    public void An_ask_while_blocked_looks_like_any_other_and_is_found_when_the_block_ends()
    {
        var bob = new ContactSide().Block(new ContactSide(), Now);
        var ann = new ContactSide().Ask(bob, Now);

        Assert.Equal((ContactState.Requested, ContactState.Blocked), (Seen(ann, bob).State, Seen(bob, ann).State));
        Assert.Equal((ContactState.Requested, ContactState.Incoming), (Seen(ann, bob.Unblock()).State, Seen(bob.Unblock(), ann).State));
    }

    [Fact]
    public void An_open_ask_stays_when_its_receiver_blocks_and_a_contact_ends()
    {
        var ann = new ContactSide().Ask(new ContactSide(), Now);
        var silent = new ContactSide().Block(ann, Now);
        var friend = new ContactSide().Ask(ann, Now).Block(ann, Now);

        Assert.Equal(ContactState.Requested, Seen(ann, silent).State);
        Assert.Null(Seen(ann, friend).State);
        Assert.Null(Seen(friend.Unblock(), ann).State);
    }

    [Fact]
    public void Who_was_declined_may_ask_again()
    {
        var ann = new ContactSide().Ask(new ContactSide(), Now);
        var bob = new ContactSide().End(ann);
        Assert.Null(Seen(ann, bob).State);

        ann = ann.Ask(bob, Now);

        Assert.Equal((ContactState.Requested, ContactState.Incoming), (Seen(ann, bob).State, Seen(bob, ann).State));
    }

    [Fact]
    public void What_changes_nothing_has_no_new_version()
    {
        var ann = new ContactSide().Ask(new ContactSide(), Now);
        var blocking = ann.Block(new ContactSide(), Now);

        Assert.Same(ann, ann.Ask(new ContactSide(), Now.AddDays(1)));
        Assert.Same(ann, ann.Unblock());
        Assert.Same(blocking, blocking.Block(new ContactSide(), Now.AddDays(1)));
        Assert.Equal(new ContactSide(), new ContactSide().End(new ContactSide()));
    }

    private static ContactSide Step(int step, ContactSide mine, ContactSide theirs, DateTimeOffset now) => step switch
    {
        // Asking is refused while one blocks.
        0 => mine.BlockedAt is null ? mine.Ask(theirs, now) : mine,
        1 => mine.End(theirs),
        2 => mine.Block(theirs, now),
        _ => mine.Unblock(),
    };

    private static Contact Seen(ContactSide mine, ContactSide theirs) => new("me", "them", mine, theirs);

    private static ContactState? Opposite(ContactState? state) => state switch
    {
        ContactState.Requested => ContactState.Incoming,
        ContactState.Incoming => ContactState.Requested,
        _ => state,
    };
}
