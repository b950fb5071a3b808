using static Microsoft.Playwright.Assertions;

namespace Chat.EndToEnd.Tests;

public sealed class MembersTests(ChromiumBrowser browser)
{
    [Fact]
    public async Task Somebody_who_was_found_by_name_is_added_may_only_read_and_is_told_when_taken_out()
    {
        await using var laptop = await Laptop.StartNewAsync();
        await using var bob = await Person.SignInAsync(browser, laptop, "Bob");
        await using var ann = await Person.SignInAsync(browser, laptop, "Ann");
        await ann.CreateGroupAsync("Team");
        await ann.WriteAsync("Welcome");
        await ann.OpenDetailsAsync();
        await ann.Page.GetByTestId("add-members").ClickAsync();
        await ann.ChoosePersonAsync("bob", typed: "BO");
        await ann.ClickInDialogAsync("Add");
        await Expect(ann.Member("bob")).ToHaveAttributeAsync("data-role", "member");

        await bob.OpenAsync("Team");
        await bob.SeesTextsAsync("Welcome");
        await ann.ChooseForMemberAsync("bob", "Make read-only");
        await Expect(ann.Member("bob")).ToHaveAttributeAsync("data-role", "readonly");
        await bob.CannotWriteAsync("readonly");

        await ann.ChooseForMemberAsync("bob", "Remove");
        await ann.ClickInDialogAsync("Remove");
        await Expect(ann.Member("bob")).ToHaveCountAsync(0);
        await bob.CannotWriteAsync("gone");
        await Expect(bob.Line("Team")).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task An_invite_link_leads_into_the_group_after_the_sign_in()
    {
        await using var laptop = await Laptop.StartNewAsync();
        await using var ann = await Person.SignInAsync(browser, laptop, "Ann");
        await ann.CreateGroupAsync("Team");
        await ann.WriteAsync("Come in");
        await ann.OpenDetailsAsync();
        await ann.Page.GetByTestId("create-invite").ClickAsync();
        var link = await ann.Page.GetByTestId("invite").GetByLabel("Invite link").InputValueAsync();

        await using var eve = await Person.SignInAsync(browser, laptop, "Eve", link);

        await eve.SeesTextsAsync("Come in");
        Assert.DoesNotContain("invite", eve.Page.Url, StringComparison.Ordinal);
        await Expect(ann.Member("eve")).ToBeVisibleAsync();

        // Who is a member already gets there by any link; somebody else does not.
        await using var bob = await Person.SignInAsync(browser, laptop, "Bob", link.TrimEnd('/') + "x/");
        await Expect(bob.Page.GetByTestId("invitation")).ToContainTextAsync("This invite is not valid any more");
    }

    [Fact]
    public async Task A_group_gets_another_name_and_a_topic_and_is_muted_by_one_of_its_members()
    {
        await using var laptop = await Laptop.StartNewAsync();
        await using var ann = await Person.SignInAsync(browser, laptop, "Ann");
        await using var bob = await Person.SignInAsync(browser, laptop, "Bob");
        await ann.CreateGroupAsync("Team", "bob");
        await bob.OpenAsync("Team");
        await ann.OpenDetailsAsync();
        await ann.Page.GetByTestId("edit-channel").ClickAsync();
        await ann.Page.GetByLabel("Name", new() { Exact = true }).FillAsync("Sailors");
        await ann.Page.GetByLabel("Topic").FillAsync("Where the wind is");
        await ann.ClickInDialogAsync("Save");
        await Expect(ann.Page.GetByTestId("topic")).ToHaveTextAsync("Where the wind is");

        await Expect(bob.Page.GetByTestId("channel-title")).ToHaveTextAsync("Sailors");
        await Expect(bob.Line("Sailors")).ToHaveCountAsync(1);
        await bob.OpenDetailsAsync();
        await Expect(bob.Page.GetByTestId("topic")).ToHaveTextAsync("Where the wind is");
        await bob.Page.GetByTestId("mute").ClickAsync();
        await bob.ClickInDialogAsync("For 8 hours");
        await Expect(bob.Line("Sailors")).ToHaveAttributeAsync("data-muted", "true");
        await bob.Page.ReloadAsync();
        await Expect(bob.Line("Sailors")).ToHaveAttributeAsync("data-muted", "true");
        await Expect(ann.Line("Sailors")).ToHaveAttributeAsync("data-muted", "false");
    }
}
