using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Chat.EndToEnd.Tests;

public sealed class MessageActionsTests(ChromiumBrowser browser)
{
    [Fact]
    public async Task What_becomes_of_messages_is_the_same_for_both_and_after_a_reload()
    {
        await using var laptop = await Laptop.StartNewAsync();
        await using var ann = await Person.SignInAsync(browser, laptop, "Ann");
        await using var bob = await Person.SignInAsync(browser, laptop, "Bob");
        await ann.StartChatWithAsync("bob");
        await ann.WriteAsync("Shall we meet on Tusday?");
        await ann.WriteAsync("Never mind this");
        await bob.OpenAsync("Ann");

        await ann.EditAsync("Tusday", "Shall we meet on Tuesday?");
        await bob.SeesTextsAsync("Shall we meet on Tuesday?", "Never mind this");
        await bob.ChooseAsync("Tuesday", "React with 👍");
        await ann.SeesReactionAsync("Tuesday", "👍", 1);
        await ann.Message("Tuesday").GetByTestId("reaction").ClickAsync();
        await bob.SeesReactionAsync("Tuesday", "👍", 2);
        await bob.ReplyAsync("Tuesday", "Gladly");
        await ann.ChooseAsync("Tuesday", "Pin");
        await ann.DeleteAsync("Never mind this");

        foreach (var person in new[] { ann, bob })
        {
            await SeesTheEndAsync(person);
            await person.Page.ReloadAsync();
            await SeesTheEndAsync(person);
        }

        await bob.Page.GetByTestId("pinned").ClickAsync();
        await Expect(bob.Page.GetByTestId("pinned-list")).ToContainTextAsync("Shall we meet on Tuesday?");
    }

    [Fact]
    public async Task A_thread_is_written_beside_the_conversation_and_read_by_the_others()
    {
        await using var laptop = await Laptop.StartNewAsync();
        await using var ann = await Person.SignInAsync(browser, laptop, "Ann");
        await using var bob = await Person.SignInAsync(browser, laptop, "Bob");
        await ann.StartChatWithAsync("bob");
        await ann.WriteAsync("Where do we eat?");
        await bob.OpenAsync("Ann");

        await bob.ChooseAsync("Where do we eat?", "Reply in thread");
        await bob.Page.GetByTestId("thread-composer").FillAsync("At the harbour");
        await bob.Page.GetByTestId("thread-send").ClickAsync();
        await ann.Message("At the harbour").GetByText("In a thread").ClickAsync();

        await Expect(ann.Page.GetByTestId("thread").GetByTestId("message-text"))
            .ToHaveTextAsync(["Where do we eat?", "At the harbour"]);
    }

    [Fact]
    public async Task Markdown_shows_formatted_and_nothing_in_it_is_taken_for_more()
    {
        await using var laptop = await Laptop.StartNewAsync();
        await using var ann = await Person.SignInAsync(browser, laptop, "Ann");
        await using var bob = await Person.SignInAsync(browser, laptop, "Bob");
        await ann.StartChatWithAsync("bob");
        await ann.Page.GetByTestId("format").ClickAsync();
        await ann.WriteAsync("**bold** <img src=x onerror=\"document.title='owned'\"> [bad](javascript:alert(1))");
        await bob.OpenAsync("Ann");

        var message = bob.Page.GetByTestId("message");
        await Expect(message.Locator("strong")).ToHaveTextAsync("bold");
        Assert.Equal(0, await message.Locator("img, a").CountAsync());
        await bob.SeesTextsAsync("bold <img src=x onerror=\"document.title='owned'\"> [bad](javascript:alert(1))");
    }

    [Fact]
    public async Task Who_is_mentioned_sees_it()
    {
        await using var laptop = await Laptop.StartNewAsync();
        await using var ann = await Person.SignInAsync(browser, laptop, "Ann");
        await using var bob = await Person.SignInAsync(browser, laptop, "Bob");
        await using var eve = await Person.SignInAsync(browser, laptop, "Eve");
        await ann.CreateGroupAsync("Team", "bob", "eve");
        await ann.WriteAsync("Can you help, @bob?");
        await bob.OpenAsync("Team");
        await eve.OpenAsync("Team");

        await Expect(bob.Message("Can you help")).ToHaveAttributeAsync("data-mention", "true");
        await Expect(eve.Message("Can you help")).ToHaveAttributeAsync("data-mention", "false");
    }

    private static async Task SeesTheEndAsync(Person person)
    {
        await person.SeesTextsAsync("Shall we meet on Tuesday?", "Message deleted", "Gladly");
        await person.SeesReactionAsync("Tuesday?", "👍", 2);
        await Expect(person.Message("Tuesday?").GetByTestId("edited").First).ToBeVisibleAsync();
        await Expect(person.Message("Gladly").GetByTestId("quote")).ToContainTextAsync("Shall we meet on Tuesday?");
    }
}
