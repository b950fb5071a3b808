using System.Text.Json;

namespace Chat.Infra.Tests;

/// <summary>The templates compile, obey every rule of the linter and are formatted. Bicep ends with success after warnings, so any word
/// counts.</summary>
public sealed class BicepTests
{
    public static TheoryData<string> Files =>
        [.. Directory.EnumerateFiles(Repository.Infra, "*.bicep*", SearchOption.AllDirectories)
            .Where(file => !file.EndsWith(".json", StringComparison.Ordinal))
            .Select(file => Path.GetRelativePath(Repository.Infra, file)).Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Files))]
    public async Task Compiler_and_linter_have_nothing_to_say(string file) =>
        Assert.Equal("", await Bicep.CheckAsync(Path.Combine(Repository.Infra, file)));

    [Theory]
    [MemberData(nameof(Files))]
    public async Task A_file_is_as_the_formatter_writes_it(string file)
    {
        var path = Path.Combine(Repository.Infra, file);

        Assert.Equal(await File.ReadAllTextAsync(path), await Bicep.FormatAsync(path));
    }

    [Theory]
    [MemberData(nameof(Files))]
    public void A_module_fits_into_the_mind(string file) =>
        Assert.InRange(File.ReadLines(Path.Combine(Repository.Infra, file)).Count(), 1, file == "main.bicep" ? 210 : 150);

    [Fact]
    public void Every_rule_of_the_linter_is_an_error()
    {
        var core = JsonDocument.Parse(Repository.Read("infra", "bicepconfig.json")).RootElement
            .GetProperty("analyzers").GetProperty("core");

        Assert.True(core.GetProperty("enabled").GetBoolean());
        Assert.All(core.GetProperty("rules").EnumerateObject(), rule => Assert.Equal("error", rule.Value.GetProperty("level").GetString()));
    }
}
