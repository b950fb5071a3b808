using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Chat.EndToEnd.Tests;

public sealed class ContactsTests(ChromiumBrowser browser)
{
    [Fact]
    public async Task A_request_is_accepted_and_a_block_ends_the_conversation()
    {
        await using var laptop = await Laptop.StartNewAsync();
        await using var bob = await Person.SignInAsync(browser, laptop, "Bob");
        await using var ann = await Person.SignInAsync(browser, laptop, "Ann");
        await ann.Page.GetByTestId("open-contacts").ClickAsync();
        await ann.ChoosePersonAsync("bob", typed: "Bob");
        await Expect(Contact(ann, "bob")).ToHaveAttributeAsync("data-state", "requested");

        await bob.Page.GetByTestId("open-contacts").ClickAsync();
        await Contact(bob, "ann").GetByRole(AriaRole.Button, new() { Name = "Accept" }).ClickAsync();
        await Expect(Contact(bob, "ann")).ToHaveAttributeAsync("data-state", "accepted");
        await Contact(bob, "ann").GetByRole(AriaRole.Button, new() { Name = "Write" }).ClickAsync();
        await bob.WriteAsync("Hello Ann");
        await bob.SeesAsync("Hello Ann");

        await ann.ClickInDialogAsync("Close");
        await ann.OpenAsync("Bob");
        await ann.OpenDetailsAsync();
        await ann.Page.GetByTestId("block").ClickAsync();
        await Expect(ann.Page.GetByTestId("block")).ToContainTextAsync("Unblock");
        await bob.WriteAsync("Are you there?");
        await bob.SeesLastAsync("Are you there?", "failed");
        await ann.SeesTextsAsync("Hello Ann");
    }

    private static ILocator Contact(Person person, string userId) =>
        person.Page.Locator($"[data-testid=contact][data-user-id='{userId}']");
}
