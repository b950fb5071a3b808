using System.Collections.Concurrent;
using System.Globalization;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Chat.EndToEnd.Tests;

/// <summary>Somebody in front of a browser window: does and sees only what a person could.</summary>
public sealed class Person : IAsyncDisposable
{
    private readonly IBrowserContext _window;

    private readonly ConcurrentQueue<string> _defects = new();

    private Person(string name, IBrowserContext window, IPage page) => (Name, _window, Page) = (name, window, page);

    public string Name { get; }

    public IPage Page { get; }

    private ILocator List => Page.GetByTestId("message-list");

    private ILocator Messages => Page.GetByTestId("message");

    /// <summary>Opens the app, or an address of it, and goes on to the issuer's page.</summary>
    public static async Task<Person> ArriveAsync(ChromiumBrowser browser, Laptop laptop, string name, string? address = null)
    {
        var window = await browser.OpenWindowAsync();
        var person = new Person(name, window, await window.NewPageAsync());
        person.WatchForDefects();
        await person.Page.GotoAsync(address ?? laptop.Stack.Web!.AbsoluteUri);
        await person.Page.GetByTestId("sign-in").ClickAsync();
        await Expect(person.Page.GetByRole(AriaRole.Heading, new() { Name = "Who is there?" })).ToBeVisibleAsync();
        return person;
    }

    /// <summary>Opens the app and signs in on the issuer's page.</summary>
    public static async Task<Person> SignInAsync(ChromiumBrowser browser, Laptop laptop, string name, string? address = null)
    {
        var person = await ArriveAsync(browser, laptop, name, address);
        await person.Page.GetByRole(AriaRole.Button, new() { Name = $"Continue as {name}" }).ClickAsync();
        await Expect(person.Page.GetByTestId("me")).ToContainTextAsync(name);
        await person.IsAsync("online");
        return person;
    }

    /// <summary>Signs in on the issuer's page by a name that it does not offer.</summary>
    public async Task GiveNameAsync()
    {
        await Page.GetByLabel("Or as somebody else").FillAsync(Name);
        await Page.GetByRole(AriaRole.Button, new() { Name = "Continue", Exact = true }).ClickAsync();
        await Expect(Page.GetByTestId("me")).ToContainTextAsync(Name);
        await IsAsync("online");
    }

    public async Task SignOutAsync()
    {
        await Page.GetByRole(AriaRole.Button, new() { Name = "Sign out" }).ClickAsync();
        await Expect(Page.GetByTestId("sign-in")).ToBeVisibleAsync();
    }

    public async Task StartChatWithAsync(string userId)
    {
        await Page.GetByTestId("new-chat").ClickAsync();
        await ChoosePersonAsync(userId);
        await Page.GetByRole(AriaRole.Button, new() { Name = "Start chat" }).ClickAsync();
        await Expect(Page.GetByTestId("composer")).ToBeVisibleAsync();
    }

    public async Task CreateGroupAsync(string name, params string[] userIds)
    {
        await Page.GetByTestId("new-group").ClickAsync();
        await Page.GetByLabel("Name", new() { Exact = true }).FillAsync(name);
        foreach (var userId in userIds)
        {
            await ChoosePersonAsync(userId);
        }

        await Page.GetByRole(AriaRole.Button, new() { Name = "Create group" }).ClickAsync();
        await Expect(Page.GetByTestId("composer")).ToBeVisibleAsync();
    }

    /// <summary>Finds somebody in the open dialog by what is typed, the id if nothing else, and chooses them.</summary>
    public async Task ChoosePersonAsync(string userId, string? typed = null)
    {
        await Page.GetByTestId("people-search").FillAsync(typed ?? userId);
        await Page.Locator($"[data-testid=person-option][data-user-id='{userId}']").ClickAsync();
    }

    /// <summary>The line of the list with this name.</summary>
    public ILocator Line(string channelName) => Page.GetByTestId("channel-item").Filter(new() { HasText = channelName });

    /// <summary>The list says that so many messages are unread, and how many of them call the person.</summary>
    public async Task SeesUnreadAsync(string channelName, int unread, int mentions = 0)
    {
        await Expect(Line(channelName)).ToHaveAttributeAsync("data-unread", unread.ToString(CultureInfo.InvariantCulture));
        await Expect(Line(channelName)).ToHaveAttributeAsync("data-mentions", mentions.ToString(CultureInfo.InvariantCulture));
    }

    /// <summary>Opens what there is to know about the conversation.</summary>
    public async Task OpenDetailsAsync()
    {
        await Page.GetByTestId("open-details").ClickAsync();
        await Expect(Page.GetByTestId("details")).ToBeVisibleAsync();
    }

    /// <summary>A member's line in the details.</summary>
    public ILocator Member(string userId) => Page.Locator($"[data-testid=member][data-user-id='{userId}']");

    /// <summary>Chooses something from the menu of a member.</summary>
    public async Task ChooseForMemberAsync(string userId, string action)
    {
        await Member(userId).GetByTestId("member-actions").ClickAsync();
        await ClickInDialogAsync(action);
    }

    public Task ClickInDialogAsync(string button) => Page.GetByRole(AriaRole.Dialog)
        .GetByRole(AriaRole.Button, new() { Name = button, Exact = true })
        .ClickAsync();

    /// <summary>Why nothing can be written stands in place of the composer: gone, archived or readonly.</summary>
    public Task CannotWriteAsync(string why) =>
        Expect(Page.GetByTestId("composer-notice")).ToHaveAttributeAsync("data-why", why);

    /// <summary>Opens the channel that shows under this name in the list.</summary>
    public async Task OpenAsync(string channelName)
    {
        await Page.GetByTestId("channel-item").Filter(new() { HasText = channelName }).ClickAsync();
        await Expect(Page.GetByTestId("composer")).ToBeVisibleAsync();
    }

    public async Task WriteAsync(string text)
    {
        await Page.GetByTestId("composer").FillAsync(text);
        await Page.GetByTestId("send").ClickAsync();
    }

    /// <summary>Sees exactly these messages, each once and in this order, all of them sent and numbered from
    /// 1.</summary>
    public async Task SeesAsync(params string[] texts)
    {
        await Expect(Page.GetByTestId("message-text")).ToHaveTextAsync(texts);
        for (var i = 0; i < texts.Length; i++)
        {
            var seq = (i + 1).ToString(CultureInfo.InvariantCulture);
            await Expect(Messages.Nth(i)).ToHaveAttributeAsync("data-state", "sent");
            await Expect(Messages.Nth(i)).ToHaveAttributeAsync("data-seq", seq);
        }

        Assert.Empty(_defects);
    }

    /// <summary>Sees exactly these messages in this order, whatever their numbers.</summary>
    public async Task SeesTextsAsync(params string[] texts)
    {
        await Expect(List.GetByTestId("message-text")).ToHaveTextAsync(texts);
        Assert.Empty(_defects);
    }

    /// <summary>The message that says this in the conversation, and not one that quotes it.</summary>
    public ILocator Message(string text) => List.GetByTestId("message")
        .Filter(new() { Has = Page.GetByTestId("message-text").Filter(new() { HasText = text }) })
        .Last;

    /// <summary>Chooses something from the menu of the message with this text.</summary>
    public async Task ChooseAsync(string text, string action)
    {
        await Message(text).Locator(".bubble").HoverAsync();
        await Message(text).GetByTestId("message-actions").ClickAsync();
        await Page.GetByRole(AriaRole.Dialog, new() { Name = "Message actions" })
            .GetByRole(AriaRole.Button, new() { Name = action, Exact = true })
            .ClickAsync();
    }

    /// <summary>Gives one's own message another text, in its place.</summary>
    public async Task EditAsync(string text, string newText)
    {
        await ChooseAsync(text, "Edit");
        await Page.GetByLabel("Edit message").FillAsync(newText);
        await Page.GetByLabel("Edit message").PressAsync("Enter");
    }

    public async Task DeleteAsync(string text)
    {
        await ChooseAsync(text, "Delete");
        await Page.GetByRole(AriaRole.Dialog, new() { Name = "Delete this message?" })
            .GetByRole(AriaRole.Button, new() { Name = "Delete" })
            .ClickAsync();
    }

    public async Task ReplyAsync(string text, string answer)
    {
        await ChooseAsync(text, "Reply");
        await Expect(Page.GetByTestId("answered")).ToContainTextAsync(text);
        await WriteAsync(answer);
    }

    /// <summary>Sees how many reacted so to the message.</summary>
    public Task SeesReactionAsync(string text, string reaction, int count) =>
        Expect(Message(text).GetByTestId("reaction").Filter(new() { HasText = $"{reaction} {count}" }))
            .ToBeVisibleAsync();

    /// <summary>The last message on the page is this one, in this state: pending, sent or failed.</summary>
    public async Task SeesLastAsync(string text, string state)
    {
        await Expect(Messages.Last).ToContainTextAsync(text);
        await Expect(Messages.Last).ToHaveAttributeAsync("data-state", state);
    }

    public async Task SeesFromAsync(params string[] senders)
    {
        for (var i = 0; i < senders.Length; i++)
        {
            await Expect(Messages.Nth(i)).ToHaveAttributeAsync("data-sender", senders[i]);
        }
    }

    /// <summary>In place of a conversation stands why there is none.</summary>
    public Task SeesAlertAsync() =>
        Expect(Page.Locator("main.conversation").GetByRole(AriaRole.Alert)).ToBeVisibleAsync();

    /// <summary>The connection shows as online, connecting or offline.</summary>
    public Task IsAsync(string connection) =>
        Expect(Page.GetByTestId("connection-state")).ToHaveAttributeAsync("data-state", connection);

    public Task IsNotAsync(string connection) =>
        Expect(Page.GetByTestId("connection-state")).Not.ToHaveAttributeAsync("data-state", connection);

    public Task LoseNetworkAsync() => _window.SetOfflineAsync(true);

    public Task RegainNetworkAsync() => _window.SetOfflineAsync(false);

    /// <summary>Keeps what the person sees now, beside the tests' output.</summary>
    public Task TakePictureAsync(string name) => Page.ScreenshotAsync(new()
    {
        Path = Path.Combine(AppContext.BaseDirectory, "screenshots", $"{name}-{Name}.png"),
    });

    public async ValueTask DisposeAsync()
    {
        await TakePictureAsync(TestContext.Current.TestMethod!.MethodName);
        await _window.DisposeAsync();
    }

    /// <summary>An exception nobody caught, or something the page's security policy forbids, is a defect of the page
    /// even where nobody sees it. A request that fails while the stack is down is none.</summary>
    private void WatchForDefects()
    {
        Page.PageError += (_, error) => _defects.Enqueue(error);
        Page.Console += (_, message) =>
        {
            if (message.Text.Contains("Content Security Policy", StringComparison.Ordinal))
            {
                _defects.Enqueue(message.Text);
            }
        };
    }
}
