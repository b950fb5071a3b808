using static Microsoft.Playwright.Assertions;

namespace Chat.EndToEnd.Tests;

public sealed class ReadingTests(ChromiumBrowser browser)
{
    [Fact]
    public async Task What_is_unread_stands_on_both_devices_of_one_person_until_it_is_read_on_one()
    {
        await using var laptop = await Laptop.StartNewAsync();
        await using var ann = await Person.SignInAsync(browser, laptop, "Ann");
        await using var bob = await Person.SignInAsync(browser, laptop, "Bob");
        await using var bobsOther = await Person.SignInAsync(browser, laptop, "Bob");
        await ann.CreateGroupAsync("Team", "bob");
        await ann.WriteAsync("Good morning");
        await ann.WriteAsync("Are you there, @bob?");
        foreach (var device in new[] { bob, bobsOther })
        {
            await device.SeesUnreadAsync("Team", 2, mentions: 1);
            await Expect(device.Line("Team").GetByTestId("unread-badge")).ToHaveTextAsync("2");
        }

        await bob.OpenAsync("Team");

        await bob.SeesUnreadAsync("Team", 0);
        await Expect(bob.Page.GetByTestId("new-divider")).ToBeVisibleAsync();
        await bobsOther.SeesUnreadAsync("Team", 0);
        await Expect(ann.Message("Are you there").GetByTestId("seen-by")).ToHaveAttributeAsync("aria-label", "Seen by Bob");

        await bob.WriteAsync("Here I am");
        await ann.SeesTextsAsync("Good morning", "Are you there, @Bob?", "Here I am");
        await bobsOther.SeesUnreadAsync("Team", 0);
        await bobsOther.Page.ReloadAsync();
        await bobsOther.SeesUnreadAsync("Team", 0);
    }
}
