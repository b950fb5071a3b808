using Microsoft.Playwright;

namespace Chat.EndToEnd.Tests;

public sealed class SignInTests(ChromiumBrowser browser)
{
    [Fact]
    public async Task Somebody_who_is_not_offered_signs_in_by_name_and_out_again()
    {
        await using var laptop = await Laptop.StartNewAsync();
        await using var zoe = await Person.ArriveAsync(browser, laptop, "Zoë Smith");
        await zoe.TakePictureAsync("sign-in");
        await zoe.Page.EmulateMediaAsync(new() { ColorScheme = ColorScheme.Dark });
        await zoe.TakePictureAsync("sign-in-dark");

        await zoe.GiveNameAsync();
        await zoe.Page.ReloadAsync();
        await zoe.IsAsync("online");
        await zoe.SignOutAsync();
        await zoe.Page.ReloadAsync();

        await Assertions.Expect(zoe.Page.GetByTestId("sign-in")).ToBeVisibleAsync();
    }
}
