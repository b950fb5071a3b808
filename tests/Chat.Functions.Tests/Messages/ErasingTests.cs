using Chat.Functions.Messages;

namespace Chat.Functions.Tests.Messages;

public sealed class ErasingTests
{
    private const long EraseSeq = 10;

    private static readonly Entry Message = Drafts.Message("c", "ann", "1", text: "secret").Entry with
    {
        Seq = 3,
        Metadata = System.Text.Json.JsonElement.Parse("{}"),
        Mentions = ["bob"],
        Thread = 1,
        ReplyTo = 2,
    };

    private static readonly Entry Edit = Drafts.Change(EntryKind.Edit, "c", "ann", "2", 3, text: "secret").Entry with { Seq = 4 };

    [Fact]
    public void A_message_keeps_what_a_deleted_one_keeps()
    {
        var erased = Erase(Message);
        Assert.Equal(Folding.Redact(Message) with { Rev = EraseSeq }, erased);
        Assert.Equal((3L, "ann", "1", 1L, 2L), (erased.Seq, erased.SenderId, erased.ClientId, erased.Thread, erased.ReplyTo));
    }

    [Fact]
    public void Changes_lose_what_they_say_and_those_that_say_nothing_stay_in_force()
    {
        Assert.Equal(Folding.Redact(Edit), Erase(Edit));
        foreach (var kind in new[] { EntryKind.Delete, EntryKind.Pin, EntryKind.Unpin })
        {
            var change = Drafts.Change(kind, "c", "ann", "3", 3).Entry with { Seq = 5 };
            Assert.Same(change, Erase(change));
        }
    }

    [Fact]
    public void What_others_say_stays_unless_they_said_it_of_an_erased_message()
    {
        var reaction = Drafts.Change(EntryKind.React, "c", "bob", "1", 3, reaction: "+").Entry with { Seq = 5 };
        var message = Message with { SenderId = "bob", Mentions = ["ann"] };

        Assert.Same(message, Erase(message));
        Assert.Same(reaction, Erase(reaction));
        Assert.Equal(Folding.Redact(reaction), Erase(reaction, isOfErased: true));
    }

    [Fact]
    public void The_user_is_taken_out_of_the_reactions_and_the_message_is_otherwise_as_it_was()
    {
        var message = Message with
        {
            SenderId = "bob",
            Rev = 9,
            Reactions = new Dictionary<string, IReadOnlyList<string>> { ["+"] = ["ann", "bob"], ["-"] = ["ann"] },
        };

        var erased = Erase(message);

        Assert.Equal(["bob"], Assert.Single(erased.Reactions!, one => one.Key == "+").Value);
        Assert.Single(erased.Reactions!);
        Assert.Equal(message with { Reactions = null }, erased with { Reactions = null });
    }

    [Fact]
    public void What_the_user_did_afterwards_stays()
    {
        var message = Message with { SenderId = "bob", Rev = 12, Reactions = new Dictionary<string, IReadOnlyList<string>> { ["+"] = ["ann"] } };
        var later = Drafts.Change(EntryKind.React, "c", "ann", "9", 3, reaction: "+").Entry with { Seq = 12 };

        Assert.Same(later, Erase(later));
        Assert.Equal(["ann"], Erasing.TakeOut(message, "ann", [later]).Reactions!["+"]);
        Assert.Null(Erasing.TakeOut(message, "ann", [later, later with { Seq = 13, Kind = EntryKind.Unreact }]).Reactions);
    }

    [Fact]
    public void One_that_was_deleted_before_stays_as_it_was_and_one_deleted_since_was_erased_by_then()
    {
        var deleted = Folding.Redact(Message) with { Rev = 6 };
        Assert.Same(deleted, Erase(deleted));
        Assert.Equal(EraseSeq, Erase(deleted with { Rev = 11 }).Rev);
        Assert.Same(deleted, Erasing.TakeOut(deleted, "bob", [Edit with { Kind = EntryKind.React, Reaction = "+" }]));
    }

    [Fact]
    public void Twice_is_as_once()
    {
        foreach (var once in new[] { Erase(Message), Erase(Edit) })
        {
            Assert.Same(once, Erase(once));
        }
    }

    private static Entry Erase(Entry entry, bool isOfErased = false) => Erasing.Erase(entry, "ann", EraseSeq, isOfErased);
}
