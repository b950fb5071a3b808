using System.Diagnostics;
using System.Text.Json.Nodes;

namespace Chat.Infra.Tests;

/// <summary>The hooks do what they are for, and a second time change nothing. They are for <c>sh</c>, and have twins for PowerShell.</summary>
public sealed class HookTests : IDisposable
{
    private static readonly string Hooks = Path.Combine(Repository.Infra, "hooks");

    private readonly FakeCloud _cloud = new();

    public static TheoryData<string> Scripts => [.. Directory.GetFiles(Hooks, "*.sh").Select(file => Path.GetFileName(file)!)];

    [Theory]
    [MemberData(nameof(Scripts))]
    public async Task A_script_is_one_and_has_a_twin_that_reads_the_same_values(string script)
    {
        using var check = Process.Start("sh", ["-n", Path.Combine(Hooks, script)]);
        await check.WaitForExitAsync();
        Assert.Equal(0, check.ExitCode);

        var twin = File.ReadAllText(Path.Combine(Hooks, Path.ChangeExtension(script, ".ps1")));
        var mine = Values(File.ReadAllText(Path.Combine(Hooks, script)));
        Assert.Equal(mine, Values(twin));
    }

    [Fact]
    public async Task Before_provisioning_two_applications_are_registered_once()
    {
        await _cloud.RunAsync(Script("preprovision"));
        var first = _cloud.Kept;
        await _cloud.RunAsync(Script("preprovision"));

        Assert.Equal(2, _cloud.Applications);
        Assert.Equal(2, _cloud.Calls.Count(call => call.StartsWith("az ad app create", StringComparison.Ordinal)));
        Assert.Equal(2, _cloud.Calls.Count(call => call.StartsWith("az ad sp create", StringComparison.Ordinal)));
        Assert.Equal(first, _cloud.Kept);
        Assert.Equal("api://100", first["CHAT_EVENT_AUDIENCE"]);
        Assert.Equal("https://login.microsoftonline.com/22222222-2222-2222-2222-222222222222/v2.0", first["CHAT_AUTH_AUTHORITY"]);
        Assert.Equal("101", first["CHAT_AUTH_AUDIENCE"]);
        Assert.Equal("openid profile offline_access api://101/chat", first["CHAT_WEB_SCOPE"]);
    }

    [Fact]
    public async Task What_was_registered_is_found_again_when_the_environment_was_lost()
    {
        await _cloud.RunAsync(Script("preprovision"));
        foreach (var name in _cloud.Kept.Keys)
        {
            _cloud.Write($"env-{name}", "");
        }

        await _cloud.RunAsync(Script("preprovision"));

        Assert.Equal(2, _cloud.Applications);
    }

    [Fact]
    public async Task With_a_provider_of_ones_own_nothing_is_registered_for_sign_in()
    {
        _cloud.Values["CHAT_AUTH_AUTHORITY"] = "https://sign-in.example.org";

        await _cloud.RunAsync(Script("preprovision"));
        await _cloud.RunAsync(Script("postprovision"));

        Assert.Equal(1, _cloud.Applications);
        Assert.Equal(["CHAT_EVENT_APP_ID", "CHAT_EVENT_AUDIENCE"], _cloud.Kept.Keys.Order());
    }

    [Fact]
    public async Task A_budget_keeps_the_month_it_began_with()
    {
        _cloud.Values["CHAT_MONTHLY_BUDGET"] = "50";
        await _cloud.RunAsync(Script("preprovision"));
        Assert.Matches(@"^\d{4}-\d\d-01$", _cloud.Kept["CHAT_BUDGET_START"]);
        _cloud.Write("env-CHAT_BUDGET_START", "2026-01-01");

        await _cloud.RunAsync(Script("preprovision"));

        Assert.Equal("2026-01-01", _cloud.Kept["CHAT_BUDGET_START"]);
    }

    [Fact]
    public async Task After_the_resources_are_gone_nothing_of_ours_is_left_in_the_directory()
    {
        await _cloud.RunAsync(Script("preprovision"));

        await _cloud.RunAsync(Script("postdown"));
        await _cloud.RunAsync(Script("postdown"));

        Assert.Equal(0, _cloud.Applications);
        Assert.Empty(_cloud.Kept);
        Assert.Equal(2, _cloud.Calls.Count(call => call.StartsWith("az rest --method DELETE", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Applications_that_others_made_stay()
    {
        _cloud.Values["CHAT_AUTH_AUTHORITY"] = "https://sign-in.example.org";
        _cloud.Values["CHAT_EVENT_AUDIENCE"] = "api://somebody-elses";

        await _cloud.RunAsync(Script("preprovision"));
        await _cloud.RunAsync(Script("postdown"));

        Assert.DoesNotContain(_cloud.Calls, call => call.Contains(" ad app ", StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_sign_in_is_told_where_the_page_is()
    {
        _cloud.Values["SERVICE_WEB_URI"] = "https://page.example.org";
        await _cloud.RunAsync(Script("preprovision"));

        await _cloud.RunAsync(Script("postprovision"));

        Assert.Contains(_cloud.Calls, call => call.Contains(
            """{"spa":{"redirectUris":["https://page.example.org/callback","https://page.example.org/"]}}""", StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_page_is_told_where_everything_is_and_may_connect_nowhere_else()
    {
        using var place = new Template();
        foreach (var (name, value) in new[]
        {
            ("SERVICE_API_URI", "https://api.example.org"), ("CHAT_AUTH_AUTHORITY", "https://sign-in.example.org/tenant/v2.0"),
            ("CHAT_WEB_CLIENT_ID", "page"), ("CHAT_WEB_SCOPE", "openid profile"),
            ("CHAT_WEBPUBSUB_ENDPOINTS", """["https://one.example.org/","https://two.example.org/"]"""),
        })
        {
            _cloud.Values[name] = value;
        }

        // The copy is one folder deep, so that what the script writes lies beside the copy.
        var root = Path.Combine(place.Root, "copy");
        Directory.CreateDirectory(root);
        Directory.Move(Path.Combine(place.Root, "hooks"), Path.Combine(root, "hooks"));
        await _cloud.RunAsync(Path.Combine(root, "hooks", "predeploy-web.sh"));

        var dist = Path.Combine(place.Root, "client", "web", "dist");
        var config = JsonNode.Parse(File.ReadAllText(Path.Combine(dist, "config.json")))!;
        var headers = JsonNode.Parse(File.ReadAllText(Path.Combine(dist, "staticwebapp.config.json")))!["globalHeaders"]!;
        Assert.Equal("""{"apiUrl":"https://api.example.org/api","authority":"https://sign-in.example.org/tenant/v2.0","clientId":"page","scope":"openid profile"}""",
            config.ToJsonString());
        Assert.EndsWith("connect-src 'self' https://api.example.org https://sign-in.example.org https://one.example.org wss://one.example.org "
            + "https://two.example.org wss://two.example.org", (string)headers["Content-Security-Policy"]!, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Each_function_with_an_event_grid_trigger_is_subscribed_once_it_exists()
    {
        foreach (var name in new[] { "AZURE_RESOURCE_GROUP", "SERVICE_API_NAME", "CHAT_TOPIC_ID", "CHAT_DEAD_LETTER_CONTAINER_ID" })
        {
            _cloud.Values[name] = $"/{name}";
        }

        await _cloud.RunAsync(Script("postdeploy"));
        Assert.DoesNotContain(_cloud.Calls, call => call.Contains("eventgrid", StringComparison.Ordinal));
        _cloud.Write("functions", "func-chat/NotifyAbsent\nfunc-chat/CountMessages\n");
        await _cloud.RunAsync(Script("postdeploy"));

        var made = _cloud.Calls.Where(call => call.StartsWith("az eventgrid", StringComparison.Ordinal)).ToList();
        Assert.Equal(2, made.Count);
        Assert.All(made, call => Assert.Contains("--deadletter-identity-endpoint /CHAT_DEAD_LETTER_CONTAINER_ID", call, StringComparison.Ordinal));
        Assert.Contains("--endpoint /apps/func-chat/functions/NotifyAbsent", made[0], StringComparison.Ordinal);
    }

    public void Dispose() => _cloud.Dispose();

    private static string Script(string name) => Path.Combine(Hooks, $"{name}.sh");

    private static string[] Values(string script) =>
        [.. System.Text.RegularExpressions.Regex.Matches(script, "(CHAT|AZURE|SERVICE)_[A-Z_]+").Select(match => match.Value).Distinct().Order()];
}
