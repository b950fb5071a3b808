using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Chat.Infra.Tests;

/// <summary>docs/operations.md knows what the templates know.</summary>
public sealed partial class OperationsDocumentTests
{
    private static readonly string Document = Repository.Read("docs", "operations.md");

    [Fact]
    public void Each_alert_has_a_recipe()
    {
        var production = Snapshot.Of("environments/production");
        var alerts = production.All("Microsoft.Insights/metricAlerts").Concat(production.All("Microsoft.Insights/scheduledQueryRules"))
            .Select(alert => Number().Replace(alert.Name, ""));

        Assert.All(alerts, alert => Assert.Contains($"### {alert}\n", Document, StringComparison.Ordinal));
    }

    [Fact]
    public void Each_parameter_is_described_and_no_other()
    {
        var hooks = Directory.GetFiles(Path.Combine(Repository.Infra, "hooks"), "*.sh").Select(File.ReadAllText);
        var read = Names(Repository.Read("infra", "main.bicepparam")).ToHashSet();
        var known = hooks.SelectMany(Names).Concat(read).Append("CHAT_PARAMETERS").ToHashSet();
        // A hook's own business.
        read.Remove("CHAT_BUDGET_START");

        Assert.Empty(read.Except(Names(Document)));
        Assert.Empty(Names(Document).Except(known));
    }

    [Fact]
    public void What_alerts_look_for_is_what_the_code_says()
    {
        var queries = string.Concat(JsonNode.Parse(Repository.Read("infra", "alert-queries.json"))!.AsArray()
            .Select(alert => (string)alert!["query"]!));
        var telemetry = Repository.Read("functions", "Platform", "ChatTelemetry.cs");
        var metrics = Metric().Matches(queries).Select(match => match.Groups[1].Value).ToList();

        Assert.NotEmpty(metrics);
        Assert.All(metrics, metric => Assert.Contains($"\"{metric}\"", telemetry, StringComparison.Ordinal));
    }

    private static IEnumerable<string> Names(string text) => Variable().Matches(text).Select(match => match.Value).Distinct();

    [GeneratedRegex("CHAT_[A-Z_]*[A-Z]")]
    private static partial Regex Variable();

    [GeneratedRegex(@"Name == '(chat\.[a-z._]+)'")]
    private static partial Regex Metric();

    [GeneratedRegex(@"-\d+$")]
    private static partial Regex Number();
}
