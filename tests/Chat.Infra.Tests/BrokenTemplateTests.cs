using System.Text.RegularExpressions;
using Chat.Infra.Tests.Rules;

namespace Chat.Infra.Tests;

/// <summary>Each of these mistakes must be noticed: the checks themselves are checked.</summary>
public sealed class BrokenTemplateTests
{
    public static TheoryData<string, string, string, string> Mistakes => new()
    {
        { "modules/cosmos.bicep", "disableLocalAuth: true", "disableLocalAuth: false", "disableLocalAuth is 'False'" },
        { "modules/web-pubsub.bicep", "    disableLocalAuth: true\n", "", "disableLocalAuth is ''" },
        { "modules/storage.bicep", "allowBlobPublicAccess: false", "allowBlobPublicAccess: true", "allowBlobPublicAccess is 'True'" },
        { "modules/app.bicep", "allowedOrigins: [webOrigin]", "allowedOrigins: ['*', webOrigin]", "allowedOrigins is" },
        { "modules/app.bicep", "minTlsVersion: '1.2'\n      scm", "minTlsVersion: '1.0'\n      scm", "minTlsVersion is '1.0'" },
        { "modules/storage-roles.bicep", "  queueDataContributor: '974c5e8b-45b9-4653-ba55-5f855dd0fb88'\n", "",
            "974c5e8b-45b9-4653-ba55-5f855dd0fb88 on storageAccounts/* 0 times, not 1" },
        { "modules/web-pubsub.bicep", "12cf5a90-567b-43ae-8102-96cf46c7d9b4", "b24988ac-6180-42a0-ab88-20f7382dd24c",
            "b24988ac-6180-42a0-ab88-20f7382dd24c on webPubSub/* 1 times, not 0" },
        { "modules/events.bicep", "scope: storage::blobs::deadLetters", "scope: storage", "on storageAccounts/* 1 times, not 0" },
        { "modules/cosmos.bicep", "for container in loadJsonContent('../cosmos-containers.json')",
            "for container in skip(loadJsonContent('../cosmos-containers.json'), 1)", "Container messages is in one of" },
        { "cosmos-containers.json", "{ \"path\": \"/publicName/?\" }", "{ \"path\": \"/publicNome/?\" }", "Container channels is another" },
        { "settings.bicep", "  AZURE_CLIENT_ID: clientId", "  AZURE_CLIENT_ID: clientId\n  Chat__MessageCharakters: '1'",
            "Setting Chat__MessageCharakters is read by nobody" },
        { "settings.bicep", "  Cosmos__Endpoint: endpoint\n", "", "Setting Cosmos__Endpoint is missing" },
        { "settings.bicep", "  Cosmos__Endpoint: endpoint\n", "  Cosmos__Endpoint: endpoint\n  Cosmos__Key: 'x'\n", "Setting Cosmos__Key must not be there" },
        { "main.bicepparam", "'CHAT_COSMOS_CONSISTENCY', 'Strong'", "'CHAT_COSMOS_CONSISTENCY', 'Session'", "With less than Strong" },
        { "modules/web-pubsub-hub.bicep", "auth: { type: 'ManagedIdentity', managedIdentity: { resource: audience } }",
            "auth: { type: 'None', managedIdentity: { resource: audience } }", "without the service's identity" },
        { "modules/events.bicep", "  name: 'logs'\n  scope: topic\n", "  name: 'logs'\n  scope: storage\n", "its logs go nowhere" },
    };

    [Theory]
    [MemberData(nameof(Mistakes))]
    public async Task A_template_with_a_mistake_is_refused(string file, string before, string after, string fault)
    {
        using var template = new Template();
        template.Change(file, before, after);

        var snapshot = await template.ExpandAsync();

        Assert.Contains(TemplateRules.Faults(snapshot), found => found.Contains(fault, StringComparison.Ordinal));
    }

    /// <summary>A misspelt property and an unknown version are but warnings to Bicep, and an unused parameter a matter of taste.</summary>
    [Theory]
    [InlineData("modules/storage.bicep", "allowSharedKeyAccess: false", "allowSharedKeyAcces: false", "allowSharedKeyAcces")]
    [InlineData("modules/web.bicep", "staticSites@2025-03-01", "staticSites@2024-11-30", "does not have types available")]
    [InlineData("modules/web.bicep", "param name string", "param name string\nparam nobody string", "nobody")]
    public async Task A_template_that_is_not_clean_is_refused(string file, string before, string after, string word)
    {
        using var template = new Template();
        template.Change(file, before, after);

        Assert.Contains(word, await Bicep.CheckAsync(Path.Combine(template.Root, file)), StringComparison.Ordinal);
    }

    /// <param name="name">Of the variable of the azd environment.</param>
    [Theory]
    [InlineData("CHAT_COSMOS_READ_REGIONS", "''", "'northeurope'", "serverless has one region")]
    [InlineData("CHAT_WEBPUBSUB_UNITS", "'1'", "'2'", "free Web PubSub tier is one unit")]
    [InlineData("CHAT_WEBPUBSUB_REGIONS", "readEnvironmentVariable('AZURE_LOCATION', 'westeurope')", "'westeurope,northeurope'",
        "free Web PubSub tier is one unit")]
    [InlineData("CHAT_WEBPUBSUB_SKU", "'Free_F1'", "'Free_F2'", "Compilation failed")]
    [InlineData("CHAT_MONTHLY_BUDGET", "'0'", "'10'", "A budget needs")]
    [InlineData("CHAT_HTTP_CONCURRENCY", "'100'", "'16'", "100")]
    public async Task A_choice_that_cannot_work_is_refused_in_words(string name, string before, string after, string words)
    {
        using var template = new Template();
        var file = Path.Combine(template.Root, "main.bicepparam");
        File.WriteAllText(file, Regex.Replace(
            File.ReadAllText(file), $@"('{name}',\s*){Regex.Escape(before)}", match => match.Groups[1].Value + after));

        var refused = await Assert.ThrowsAsync<BicepException>(template.ExpandAsync);

        Assert.Contains(words, refused.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("CHAT_EVENT_AUDIENCE")]
    [InlineData("CHAT_AUTH_AUTHORITY")]
    [InlineData("CHAT_AUTH_AUDIENCE")]
    public async Task What_a_hook_should_have_set_is_missed_by_its_name(string name)
    {
        using var template = new Template();
        template.Change("main.bicepparam", $"'{name}'", "'NOBODY_SETS_THIS'");

        var refused = await Assert.ThrowsAsync<BicepException>(template.ExpandAsync);

        Assert.Contains($"{name} is not set", refused.Message, StringComparison.Ordinal);
    }
}
