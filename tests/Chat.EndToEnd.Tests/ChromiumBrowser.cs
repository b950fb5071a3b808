using Chat.EndToEnd.Tests;
using Microsoft.Playwright;
using Xunit.Sdk;
using Xunit.v3;

// The browser takes a core to itself: side by side, the tests would only wait for each other.
[assembly: AssemblyFixture(typeof(ChromiumBrowser))]
[assembly: Parallelization(Mode = ParallelMode.None)]

namespace Chat.EndToEnd.Tests;

/// <summary>The machine's own Chromium, headless. Nothing is downloaded.</summary>
public sealed class ChromiumBrowser : IAsyncLifetime
{
    private static readonly string[] Names = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];

    private IPlaywright _playwright = null!;

    private IBrowser _browser = null!;

    public async ValueTask InitializeAsync()
    {
        var executable = Find();
        _playwright = await Playwright.CreateAsync();
        _browser = await _playwright.Chromium.LaunchAsync(new()
        {
            ExecutablePath = executable,
            Args = ["--no-sandbox", "--disable-background-networking"],
        });
        _playwright.Selectors.SetTestIdAttribute("data-testid");
        Assertions.SetDefaultExpectTimeout(45_000);
    }

    /// <summary>A window of its own for one person: nothing is shared with another.</summary>
    public Task<IBrowserContext> OpenWindowAsync() => _browser.NewContextAsync(new()
    {
        ViewportSize = new ViewportSize { Width = 1100, Height = 720 },
        Locale = "en-GB",
    });

    public async ValueTask DisposeAsync()
    {
        await _browser.DisposeAsync();
        _playwright.Dispose();
    }

    private static string Find()
    {
        if (Environment.GetEnvironmentVariable("CHROMIUM_PATH") is { Length: > 0 } given)
        {
            return File.Exists(given)
                ? given
                : throw new FileNotFoundException($"CHROMIUM_PATH names {given}, which does not exist.");
        }

        var folders = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator);
        return Names
            .SelectMany(name => folders.Select(folder => Path.Combine(folder, name)))
            .FirstOrDefault(File.Exists)
            ?? throw new FileNotFoundException(
                "The browser tests need Chromium or Chrome. Install it (Debian: apt-get install chromium), or name it "
                + "in the environment variable CHROMIUM_PATH.");
    }
}
