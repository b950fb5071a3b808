namespace Chat.EndToEnd.Tests;

public sealed class ConnectionTests(ChromiumBrowser browser)
{
    [Fact]
    public async Task Each_message_arrives_once_and_in_order_while_sockets_are_dropped()
    {
        await using var laptop = await Laptop.StartNewAsync();
        await using var ann = await Person.SignInAsync(browser, laptop, "Ann");
        await using var bob = await Person.SignInAsync(browser, laptop, "Bob");
        await ann.StartChatWithAsync("bob");
        await bob.OpenAsync("Ann");
        string[] texts = [.. Enumerable.Range(1, 24).Select(number => $"Message {number}")];

        foreach (var (index, text) in texts.Index())
        {
            await ann.WriteAsync(text);
            if (index % 4 == 3)
            {
                laptop.Stack.WebPubSub.DropSockets(index % 8 == 3 ? "ann" : null);
            }
        }

        await ann.SeesAsync(texts);
        await bob.SeesAsync(texts);
    }

    [Fact]
    public async Task What_is_written_offline_waits_and_is_sent_when_the_network_is_back()
    {
        await using var laptop = await Laptop.StartNewAsync();
        await using var ann = await Person.SignInAsync(browser, laptop, "Ann");
        await using var bob = await Person.SignInAsync(browser, laptop, "Bob");
        await ann.StartChatWithAsync("bob");
        await ann.WriteAsync("Into the tunnel");
        await bob.OpenAsync("Ann");
        await bob.SeesAsync("Into the tunnel");

        await ann.LoseNetworkAsync();
        laptop.Stack.WebPubSub.DropSockets("ann");
        await ann.IsNotAsync("online");
        await ann.WriteAsync("Inside");
        await ann.SeesLastAsync("Inside", "pending");
        await ann.TakePictureAsync("offline");
        await bob.WriteAsync("Where are you?");
        await bob.SeesAsync("Into the tunnel", "Where are you?");

        await ann.RegainNetworkAsync();
        await ann.SeesAsync("Into the tunnel", "Where are you?", "Inside");
        await bob.SeesAsync("Into the tunnel", "Where are you?", "Inside");
    }

    [Fact]
    public async Task What_is_written_while_the_functions_are_down_is_sent_when_they_are_back()
    {
        await using var laptop = await Laptop.StartNewAsync();
        await using var ann = await Person.SignInAsync(browser, laptop, "Ann");
        await using var bob = await Person.SignInAsync(browser, laptop, "Bob");
        await ann.StartChatWithAsync("bob");
        await ann.WriteAsync("Before");
        await bob.OpenAsync("Ann");
        await bob.SeesAsync("Before");

        await laptop.Stack.StopFunctionsAsync();
        await ann.WriteAsync("Meanwhile");
        await ann.SeesLastAsync("Meanwhile", "pending");
        await laptop.Stack.StartFunctionsAsync(TestContext.Current.CancellationToken);

        await ann.SeesAsync("Before", "Meanwhile");
        await bob.SeesAsync("Before", "Meanwhile");
    }
}
