using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Chat.Infra.Tests.Rules;

namespace Chat.Infra.Tests;

/// <summary>What would be deployed is what was reviewed, and obeys the rules.</summary>
public sealed class SnapshotTests
{
    public static TheoryData<string> ParameterSets => ["main", "environments/production", "environments/multi-region"];

    private static readonly JsonSerializerOptions Written =
        new() { WriteIndented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <remarks>After a change that is meant: UPDATE_SNAPSHOTS=1 writes the files anew. Review them like code.</remarks>
    [Theory]
    [MemberData(nameof(ParameterSets))]
    public async Task What_would_be_deployed_is_what_was_committed(string parameterSet)
    {
        var snapshot = await Bicep.SnapshotAsync(Path.Combine(Repository.Infra, $"{parameterSet}.bicepparam"));

        if (Environment.GetEnvironmentVariable("UPDATE_SNAPSHOTS") == "1")
        {
            await File.WriteAllTextAsync(Path.Combine(Repository.Infra, $"{parameterSet}.snapshot.json"), Sorted(snapshot));
        }

        Assert.Equal(Repository.Read("infra", $"{parameterSet}.snapshot.json"), Sorted(snapshot));
    }

    /// <summary>Bicep writes the outputs in any order.</summary>
    private static string Sorted(string snapshot)
    {
        var json = JsonNode.Parse(snapshot)!.AsObject();
        json["outputs"] = new JsonObject(json["outputs"]!.AsObject().OrderBy(output => output.Key, StringComparer.Ordinal)
            .Select(output => KeyValuePair.Create(output.Key, output.Value?.DeepClone())));
        return json.ToJsonString(Written) + "\n";
    }

    [Theory]
    [MemberData(nameof(ParameterSets))]
    public void What_would_be_deployed_obeys_every_rule(string parameterSet) =>
        Assert.Empty(TemplateRules.Faults(Snapshot.Of(parameterSet)));

    [Fact]
    public void Production_tells_somebody_of_every_alert_and_multi_region_has_an_endpoint_in_each()
    {
        var production = Snapshot.Of("environments/production");
        var far = Snapshot.Of("environments/multi-region");

        string[] alerts = [.. production.All("Microsoft.Insights/metricAlerts").Select(alert => alert.Name),
            .. production.All("Microsoft.Insights/scheduledQueryRules").Select(alert => alert.Name)];
        Assert.Equal(12, alerts.Length);
        Assert.Single(production.All("Microsoft.Insights/actionGroups"));
        Assert.Single(production.All("Microsoft.Consumption/budgets"));
        Assert.Equal(3, far.All("Microsoft.SignalRService/webPubSub").Count());
        Assert.Equal(3, far.All("Microsoft.SignalRService/webPubSub/hubs").Count());
        Assert.Equal(["eastus", "northeurope", "westeurope"],
            far.Settings.Where(setting => setting.Key.EndsWith("__Region", StringComparison.Ordinal)).Select(setting => setting.Value).Order());
    }

    [Fact]
    public void A_default_installation_has_nothing_that_costs_while_nobody_chats()
    {
        var snapshot = Snapshot.Of("main");

        Assert.Equal("Free_F1", snapshot.All("Microsoft.SignalRService/webPubSub").Single().At("sku", "name"));
        Assert.Equal("Free", snapshot.All("Microsoft.Web/staticSites").Single().At("sku", "name"));
        Assert.Contains("EnableServerless", snapshot.All("Microsoft.DocumentDB/databaseAccounts").Single().At("properties", "capabilities")!,
            StringComparison.Ordinal);
        Assert.Equal("[]", snapshot.All("Microsoft.Web/sites").Single()
            .At("properties", "functionAppConfig", "scaleAndConcurrency", "alwaysReady"));
        Assert.Empty(snapshot.All("Microsoft.Insights/metricAlerts"));
    }
}
