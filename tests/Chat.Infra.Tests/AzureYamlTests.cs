using NJsonSchema;
using YamlDotNet.Serialization;

namespace Chat.Infra.Tests;

/// <summary>azure.yaml is what azd understands: a wrong host, a missing script or a misspelt hook would only be seen in the middle of a
/// deployment, or never. The schema is this repository's own and stricter than azd's, which takes any host and language; the workflow
/// also holds the file to azd's.</summary>
public sealed class AzureYamlTests
{
    private static readonly string Yaml = Repository.Read("azure.yaml");

    [Fact]
    public async Task It_obeys_the_schema() => Assert.Empty(await FaultsAsync(Yaml));

    [Theory]
    [InlineData("shell: pwsh", "shell: powershell")]
    [InlineData("host: function", "host: functions")]
    [InlineData("language: dotnet", "language: csharps")]
    [InlineData("host: staticwebapp", "host: staticWebApp")]
    [InlineData("preprovision:", "preprovisioning:")]
    [InlineData("run: infra/hooks/postdown.sh", "runs: infra/hooks/postdown.sh")]
    [InlineData("project: functions", "projects: functions")]
    [InlineData("    dist: dist\n", "")]
    public async Task A_mistake_is_noticed(string before, string after)
    {
        var at = Yaml.IndexOf(before, StringComparison.Ordinal);
        Assert.True(at >= 0);

        Assert.NotEmpty(await FaultsAsync(string.Concat(Yaml.AsSpan(0, at), after, Yaml.AsSpan(at + before.Length))));
    }

    [Fact]
    public void Every_path_in_it_exists()
    {
        var root = new DeserializerBuilder().Build().Deserialize<Dictionary<string, object>>(Yaml);
        var services = Children(root["services"]).Select(service => Children(service.Value)).ToList();
        foreach (var service in services)
        {
            Assert.True(Directory.Exists(Path.Combine(Repository.Root, (string)service["project"])));
        }

        Assert.True(File.Exists(Path.Combine(Repository.Root, (string)Children(root["infra"])["path"], "main.bicep")));
        var scripts = Scripts(root["hooks"], "").Concat(services.Where(service => service.ContainsKey("hooks"))
            .SelectMany(service => Scripts(service["hooks"], (string)service["project"]))).ToList();
        Assert.Equal(10, scripts.Count);
        Assert.All(scripts, script => Assert.True(File.Exists(Path.Combine(Repository.Root, script)), script));
    }

    /// <summary>azd knows a service's host by this tag: one too many and it does not know which.</summary>
    [Fact]
    public void Each_service_has_one_host()
    {
        var tagged = Snapshot.Of("main").Resources.Select(resource => resource.At("tags", "azd-service-name")).OfType<string>();

        Assert.Equal(["api", "web"], tagged.Order());
    }

    private static async Task<IEnumerable<string>> FaultsAsync(string yaml)
    {
        var schema = await JsonSchema.FromJsonAsync(Repository.Read("tests", "Chat.Infra.Tests", "azure.schema.json"));
        var document = new DeserializerBuilder().WithAttemptingUnquotedStringTypeDeserialization().Build().Deserialize(yaml);
        var json = new SerializerBuilder().JsonCompatible().Build().Serialize(document!);
        return schema.Validate(json).Select(fault => fault.ToString());
    }

    private static IEnumerable<string> Scripts(object hooks, string folder) =>
        Children(hooks).Values.SelectMany(hook => Children(hook).Values)
            .Select(script => Path.Combine(folder, (string)Children(script)["run"]));

    private static Dictionary<string, object> Children(object node) =>
        ((Dictionary<object, object>)node).ToDictionary(pair => (string)pair.Key, pair => pair.Value);
}
