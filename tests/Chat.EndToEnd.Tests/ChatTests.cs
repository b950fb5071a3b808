namespace Chat.EndToEnd.Tests;

public sealed class ChatTests(ChromiumBrowser browser)
{
    [Fact]
    public async Task Two_people_chat_and_go_on_after_the_whole_stack_was_stopped_and_started_again()
    {
        await using var laptop = await Laptop.StartNewAsync();
        await using var ann = await Person.SignInAsync(browser, laptop, "Ann");
        await using var bob = await Person.SignInAsync(browser, laptop, "Bob");
        await ann.StartChatWithAsync("bob");
        await ann.WriteAsync("Hello Bob");
        await bob.OpenAsync("Ann");
        await bob.WriteAsync("Hello Ann");
        await ann.SeesAsync("Hello Bob", "Hello Ann");
        await bob.SeesAsync("Hello Bob", "Hello Ann");
        await ann.SeesFromAsync("ann", "bob");

        await laptop.StopAsync();
        await ann.IsNotAsync("online");
        await bob.IsNotAsync("online");
        await laptop.StartAsync();
        await ann.IsAsync("online");
        await bob.IsAsync("online");

        await bob.WriteAsync("Still there?");
        await ann.SeesAsync("Hello Bob", "Hello Ann", "Still there?");
        await ann.Page.ReloadAsync();
        await ann.SeesAsync("Hello Bob", "Hello Ann", "Still there?");
        await ann.WriteAsync("Yes, and all of it");
        await bob.SeesAsync("Hello Bob", "Hello Ann", "Still there?", "Yes, and all of it");
        await ann.SeesAsync("Hello Bob", "Hello Ann", "Still there?", "Yes, and all of it");
    }

    [Fact]
    public async Task Three_people_share_a_group()
    {
        await using var laptop = await Laptop.StartNewAsync();
        await using var ann = await Person.SignInAsync(browser, laptop, "Ann");
        await using var bob = await Person.SignInAsync(browser, laptop, "Bob");
        await using var eve = await Person.SignInAsync(browser, laptop, "Eve");

        await ann.CreateGroupAsync("Team", "bob", "eve");
        await bob.OpenAsync("Team");
        await eve.OpenAsync("Team");
        await ann.WriteAsync("Welcome");
        await bob.SeesAsync("Welcome");
        await bob.WriteAsync("Thanks");
        await eve.SeesAsync("Welcome", "Thanks");
        await eve.WriteAsync("Me too");

        foreach (var person in new[] { ann, bob, eve })
        {
            await person.SeesAsync("Welcome", "Thanks", "Me too");
            await person.SeesFromAsync("ann", "bob", "eve");
        }
    }

    [Fact]
    public async Task An_outsider_who_has_the_address_of_a_channel_sees_nothing_of_it()
    {
        await using var laptop = await Laptop.StartNewAsync();
        await using var ann = await Person.SignInAsync(browser, laptop, "Ann");
        await using var eve = await Person.SignInAsync(browser, laptop, "Eve");
        await ann.StartChatWithAsync("bob");
        await ann.WriteAsync("Between us");
        await ann.SeesAsync("Between us");

        await eve.Page.GotoAsync(ann.Page.Url);

        await eve.SeesAlertAsync();
        await eve.SeesAsync();
    }
}
